package spec

import "github.com/goccy/go-yaml/token"

// Limits of the shape of a file. The YAML parser recurses for every level and for every key of one mapping, and its work
// grows with the square of the entries of one collection, so these are limited before it sees the tokens. No real spec comes
// near the limits.
const (
	maxDepth    = 32
	maxSiblings = 2000
)

// admit looks at the tokens of a file before they are parsed. It refuses YAML beyond mappings, lists and scalars (anchors
// make bombs, tags and merge keys hide what a file means) and shapes that would make the parser slow or recurse deeply.
func admit(s *source, tokens token.Tokens, r *report) bool {
	before := len(r.problems)
	var shape shape
	content, ended := false, false
	for i, t := range tokens {
		at := s.pos(t.Position.Line, t.Position.Column)
		if ended && t.Type != token.CommentType {
			r.add(at, "a file contains one spec", "a second document starts here")
			return false
		}
		switch t.Type {
		case token.CommentType:
			continue
		case token.DocumentHeaderType:
			if content {
				r.add(at, "a file contains one spec", "a second document starts here")
				return false
			}
			continue
		case token.DocumentEndType:
			ended = true
		case token.AnchorType:
			r.add(at, "write the value out where it is used", "anchors are not part of the spec language")
		case token.AliasType:
			r.add(at, "write the value out, or quote it if it is text", "aliases are not part of the spec language")
		case token.MergeKeyType:
			r.add(at, "write the keys out", "merge keys are not part of the spec language")
		case token.TagType:
			r.add(at, "quote the value if it is text", "tags are not part of the spec language")
		case token.DirectiveType:
			r.add(at, "remove the line", "YAML directives are not part of the spec language")
			return false
		case token.MappingKeyType:
			r.add(at, "write key: value", "complex keys are not part of the spec language")
		}
		if len(r.problems) > before+maxProblems {
			return false
		}
		content = true
		if why := shape.next(tokens, i); why != "" {
			r.add(at, "", "%s", why)
			return false
		}
	}
	return len(r.problems) == before
}

// shape follows the nesting of a stream of tokens by its brackets and columns.
type shape struct {
	levels []level // of block collections, by column
	flow   int     // brackets that are open
}

type level struct{ col, entries int }

const (
	tooDeep = "nested too deeply for a spec"
	tooMany = "too many entries in one place for a spec"
)

// next takes the token at i. It returns a message if a limit is exceeded, else "".
func (s *shape) next(tokens token.Tokens, i int) string {
	t := tokens[i]
	switch t.Type {
	case token.MappingStartType, token.SequenceStartType:
		s.flow++
	case token.MappingEndType, token.SequenceEndType:
		s.flow--
	case token.SequenceEntryType:
		return s.entry(t.Position.Column)
	case token.MappingValueType:
		if s.flow <= 0 && i > 0 {
			return s.entry(tokens[i-1].Position.Column)
		}
	}
	return s.depth()
}

func (s *shape) depth() string {
	if s.flow+len(s.levels) > maxDepth {
		return tooDeep
	}
	return ""
}

// entry counts an entry of a block collection at a column.
func (s *shape) entry(col int) string {
	for len(s.levels) > 0 && s.levels[len(s.levels)-1].col > col {
		s.levels = s.levels[:len(s.levels)-1]
	}
	if len(s.levels) == 0 || s.levels[len(s.levels)-1].col < col {
		s.levels = append(s.levels, level{col: col})
	}
	top := &s.levels[len(s.levels)-1]
	top.entries++
	if top.entries > maxSiblings {
		return tooMany
	}
	return s.depth()
}
