package spec

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// kind classifies the nodes of a file.
type kind int

const (
	absent  kind = iota // a key with nothing behind it
	null                // null, ~
	text                // a string, quoted or plain
	number              // 1, 0x10, 1.5
	boolean             // true, false
	mapping
	list
)

func (k kind) String() string {
	return [...]string{"nothing", "null", "text", "a number", "true or false", "a mapping", "a list"}[k]
}

// node is a value of a file with its position. The rest of the package knows YAML only by nodes.
type node struct {
	src       *source
	kind      kind
	text      string // scalars: as written, without quotes and escapes
	quote     byte   // ' or " or | if the scalar is quoted or a block, else 0
	flow      bool   // a collection in brackets
	cut       bool   // a comma inside {…} has cut the value short
	line, col int
	entries   []entry // mapping
	items     []*node // list
}

type entry struct{ key, value *node }

func (n *node) pos() Pos { return n.src.pos(n.line, n.col) }

// scalar reports whether the node is text, a number or a boolean.
func (n *node) scalar() bool { return n.kind == text || n.kind == number || n.kind == boolean }

// parseYAML reads the one document of a file. It returns nil if there is a problem.
func parseYAML(s *source, r *report) (root *node) {
	defer func() {
		// The last line of defence: a file that breaks the YAML library is a bad file, not a crash. The fuzz target looks for
		// inputs that get here.
		if p := recover(); p != nil {
			r.add(s.pos(1, 1), "", "the file cannot be read as YAML")
			root = nil
		}
	}()
	tokens := lexer.Tokenize(s.text)
	if !admit(s, tokens, r) {
		return nil
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey()) // duplicates are reported by entries, all of them
	if err != nil {
		s.syntaxError(err, r)
		return nil
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		r.add(s.pos(1, 1), "", "the file is empty")
		return nil
	}
	return s.node(file.Docs[0].Body)
}

// node converts a node of the library's tree.
func (s *source) node(from ast.Node) *node {
	n := &node{src: s, kind: absent}
	if from == nil {
		return n
	}
	t := from.GetToken()
	n.line, n.col, n.text = t.Position.Line, t.Position.Column, t.Value
	switch v := from.(type) {
	case *ast.MappingNode:
		n.kind, n.flow = mapping, v.IsFlowStyle
		n.entries = make([]entry, len(v.Values))
		for i, e := range v.Values {
			n.entries[i] = s.entry(e)
		}
		if len(v.Values) > 0 && !n.flow {
			n.line, n.col = n.entries[0].key.line, n.entries[0].key.col // the library gives the position of the first colon
		}
	case *ast.MappingValueNode:
		n.kind = mapping
		n.entries = []entry{s.entry(v)}
		n.line, n.col = n.entries[0].key.line, n.entries[0].key.col
	case *ast.SequenceNode:
		n.kind, n.flow = list, v.IsFlowStyle
		n.items = make([]*node, len(v.Values))
		for i, item := range v.Values {
			n.items[i] = s.node(item)
		}
	case *ast.StringNode:
		n.kind, n.text = text, v.Value
		switch t.Type {
		case token.SingleQuoteType:
			n.quote = '\''
		case token.DoubleQuoteType:
			n.quote = '"'
		}
	case *ast.LiteralNode:
		n.kind, n.text, n.quote = text, v.Value.Value, '|'
	case *ast.BoolNode:
		n.kind = boolean
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		n.kind = number
	case *ast.NullNode:
		if t.Type != token.ImplicitNullType {
			n.kind = null
		}
	}
	return n
}

func (s *source) entry(e *ast.MappingValueNode) entry {
	key := s.node(e.Key)
	if key.kind != text {
		key.text = e.Key.GetToken().Value // a field may be called true, null or 1: its name is the text
	}
	value := s.node(e.Value)
	if value.kind == absent {
		value.line, value.col = key.line, key.col
	}
	return entry{key: key, value: value}
}

// syntaxError reports an error of the YAML library in our own words.
func (s *source) syntaxError(err error, r *report) {
	var syntax interface {
		GetMessage() string
		GetToken() *token.Token
	}
	if !errors.As(err, &syntax) || syntax.GetToken() == nil {
		r.add(s.pos(1, 1), "", "the file cannot be read as YAML")
		return
	}
	at := syntax.GetToken().Position
	line, col, msg, hint := at.Line, at.Column, syntax.GetMessage(), ""
	switch {
	case strings.Contains(msg, "mapping value is not allowed"):
		msg, hint = `an unquoted value cannot contain ": "`, "quote the whole value: '…'"
		rest, below := []rune(s.line(line)), s.line(line+1)
		if col <= len(rest) && !strings.Contains(string(rest[col-1:]), ": ") && strings.TrimSpace(below) != "" {
			line, col = line+1, indent(below)+1
			msg, hint = "this line is indented further than the lines above it", "indent all keys of a mapping equally"
		}
	case strings.Contains(msg, "'\t'"):
		msg, hint = "the indentation contains a tab", "indent with spaces"
	case strings.Contains(msg, "value is not allowed in this context") && strings.Contains(s.line(line), "\t"): // the library reads tabs in quotes as several characters
		msg, hint = "the line contains a tab", `write \t in double quotes, and spaces elsewhere`
		col = 1 + strings.Index(s.line(line), "\t")
	case strings.Contains(msg, "reserved character"), strings.Contains(msg, "unexpected directive"):
		msg, hint = "an unquoted value cannot start with "+quote(s.charAt(line, col)), "quote the value: '…'"
	case strings.Contains(msg, "could not find end character"):
		msg, hint = "the closing quote is missing", ""
	case strings.Contains(msg, "value is not allowed in this context"), strings.Contains(msg, "non-map value"):
		msg, hint = "this line is not of the form key: value", "write key: value, indented like the lines around it"
	case strings.Contains(msg, "',' or '"):
		msg, hint = "inside {…} and […] a value that contains , [ ] { or } must be quoted", "for example 'string[]'"
	case strings.Contains(msg, "not found"), strings.Contains(msg, "could not find"):
		msg = "the closing bracket is missing"
	}
	r.add(s.pos(line, col), hint, "%s", msg)
}

func (s *source) charAt(line, col int) string {
	chars := []rune(s.line(line))
	if col < 1 || col > len(chars) {
		return ""
	}
	return string(chars[col-1])
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
