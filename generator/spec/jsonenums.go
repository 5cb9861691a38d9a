package spec

import "slices"

// JSONEnums says how the JSON of the REST API names the values of enums.
type JSONEnums string

// The names that the JSON of the REST API has for the values of enums. Filters and errors have the same.
const (
	ShortEnums JSONEnums = "short" // draft, as the spec; the names in protobuf are read, too
	ProtoEnums JSONEnums = "proto" // PRODUCT_STATUS_DRAFT; a spec that says nothing means it
)

var jsonEnums = []JSONEnums{ShortEnums, ProtoEnums}

// jsonEnumsKey is the key of JSONEnums in svcgen.yaml.
const jsonEnumsKey = "json_enums"

func (p *parse) jsonEnums(e entry) {
	p.spec.JSONEnumsPos = e.key.pos()
	if e.value.kind != text {
		p.unfit(e, "short or proto")
		return
	}
	if !slices.Contains(jsonEnums, JSONEnums(e.value.text)) {
		p.unknown(e.value.pos(), jsonEnumsKey, e.value.text, inJSONEnums, texts(jsonEnums))
		return
	}
	p.spec.JSONEnums = JSONEnums(e.value.text)
}

// WithShortEnums returns a spec of one file with json_enums: short at its end, unless it says something of that or is not valid. Places of
// the spec stay what they are, except in a file with a layout that svcgen cannot add to, which is written anew.
func WithShortEnums(file Source) Source {
	s, err := parseWritten([]Source{file})
	if err != nil || s.JSONEnums != "" {
		return file
	}
	if p, err := newPatch(file); err == nil {
		p.add(p.root, jsonEnumsKey, &node{kind: text, text: string(ShortEnums)})
		if data, ok := p.finish(); ok {
			file.Data = data
			return file
		}
	}
	s.JSONEnums = ShortEnums
	file.Data = Marshal(s)
	return file
}
