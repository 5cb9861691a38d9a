package spec

import (
	"strings"
	"unicode/utf8"
)

// offset is the byte offset of a place in the text.
func (s *source) offset(p Pos) int {
	w := walker{src: s, line: p.Line, col: p.Col}
	w.seek()
	return len(s.text) - len(w.rest)
}

// start is the offset of a node.
func (s *source) start(n *node) int {
	if n.kind == text && n.quote == 0 {
		return s.offset(n.at(0))
	}
	return s.offset(n.pos())
}

// entryEnd is the offset after the value of an entry, comments not included. ok is false if the text does not match the tree.
func (s *source) entryEnd(e entry) (end int, ok bool) {
	if e.value.kind == absent {
		return s.end(e.key)
	}
	return s.end(e.value)
}

// end is the offset after a node.
func (s *source) end(n *node) (end int, ok bool) {
	switch {
	case n.flow:
		return s.flowEnd(n)
	case n.kind == mapping && len(n.entries) > 0:
		return s.entryEnd(n.entries[len(n.entries)-1])
	case n.kind == list && len(n.items) > 0:
		return s.end(n.items[len(n.items)-1])
	}
	at := s.offset(n.at(utf8.RuneCountInString(n.text)))
	switch {
	case n.quote == '|':
		return len(strings.TrimRight(s.text[:at], " \n")), true // the block includes its last line break and blank lines after it
	case n.quote == 0:
		return at, true
	case at >= len(s.text) || s.text[at] != n.quote:
		return 0, false
	default:
		return at + 1, true
	}
}

// flowEnd is the offset after the closing bracket of a collection.
func (s *source) flowEnd(n *node) (end int, ok bool) {
	closing := byte('}')
	if n.kind == list {
		closing = ']'
	}
	at := s.skip(s.start(n), "") + 1
	switch {
	case len(n.entries) > 0:
		at, ok = s.entryEnd(n.entries[len(n.entries)-1])
	case len(n.items) > 0:
		at, ok = s.end(n.items[len(n.items)-1])
	default:
		ok = true
	}
	if !ok {
		return 0, false
	}
	at = s.skip(at, ",:")
	if at >= len(s.text) || s.text[at] != closing {
		return 0, false
	}
	return at + 1, true
}

// skip is the offset of the first character that is not a blank, a line break, part of a comment, or one of others.
func (s *source) skip(at int, others string) int {
	for at < len(s.text) {
		switch c := s.text[at]; {
		case c == '#' && (at == 0 || strings.IndexByte(" \t\n", s.text[at-1]) >= 0):
			at += lineLen(s.text[at:])
		case strings.IndexByte(" \t\n"+others, c) >= 0:
			at++
		default:
			return at
		}
	}
	return at
}
