package protoconv

import (
	"bytes"
	"encoding/json"
	"strconv"

	"google.golang.org/protobuf/types/known/structpb"
)

// FromJSON is the reverse of JSON. It returns nil for what is no document: the database stores valid ones only.
func FromJSON(data json.RawMessage) *structpb.Value {
	if !json.Valid(data) {
		return nil
	}
	p := parser{rest: data}
	value := p.value()
	if p.failed {
		return nil
	}
	return value
}

// parser makes a message of valid JSON at once: the values of encoding/json in between would be as many again.
type parser struct {
	rest   []byte
	failed bool // a number is too large
}

func (p *parser) value() *structpb.Value {
	switch p.next(0); p.rest[0] {
	case '{':
		v := &struct {
			value structpb.Value
			kind  structpb.Value_StructValue
			all   structpb.Struct
		}{}
		v.value.Kind, v.kind.StructValue, v.all.Fields = &v.kind, &v.all, map[string]*structpb.Value{}
		for p.next(1); p.rest[0] != '}'; p.next(0) {
			name := p.text()
			p.next(0)
			v.all.Fields[name] = p.value()
		}
		p.rest = p.rest[1:]
		return &v.value
	case '[':
		v := &struct {
			value structpb.Value
			kind  structpb.Value_ListValue
			all   structpb.ListValue
		}{}
		v.value.Kind, v.kind.ListValue = &v.kind, &v.all
		for p.next(1); p.rest[0] != ']'; p.next(0) {
			v.all.Values = append(v.all.Values, p.value())
		}
		p.rest = p.rest[1:]
		return &v.value
	case '"':
		v := &struct {
			value structpb.Value
			kind  structpb.Value_StringValue
		}{}
		v.value.Kind, v.kind.StringValue = &v.kind, p.text()
		return &v.value
	default:
		return p.word()
	}
}

// word reads a number, true, false or null.
func (p *parser) word() *structpb.Value {
	end := bytes.IndexAny(p.rest, ",]} \t\r\n")
	if end < 0 {
		end = len(p.rest)
	}
	word := p.rest[:end]
	p.rest = p.rest[end:]
	switch word[0] {
	case 'n':
		return structpb.NewNullValue()
	case 't', 'f':
		return structpb.NewBoolValue(word[0] == 't')
	}
	v := &struct {
		value structpb.Value
		kind  structpb.Value_NumberValue
	}{}
	number, err := strconv.ParseFloat(string(word), 64)
	p.failed = p.failed || err != nil
	v.value.Kind, v.kind.NumberValue = &v.kind, number
	return &v.value
}

// text reads a string.
func (p *parser) text() string {
	end, simple := 1, true
	for ; p.rest[end] != '"'; end++ {
		if p.rest[end] == '\\' {
			end, simple = end+1, false
		}
		simple = simple && p.rest[end] < 0x80
	}
	quoted := p.rest[:end+1]
	p.rest = p.rest[end+1:]
	if simple {
		return string(quoted[1:end])
	}
	var text string
	_ = json.Unmarshal(quoted, &text) // it is valid
	return text
}

// next passes n bytes, then white space and separators.
func (p *parser) next(n int) { p.rest = bytes.TrimLeft(p.rest[n:], " \t\r\n,:") }
