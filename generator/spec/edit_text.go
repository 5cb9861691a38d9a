package spec

import (
	"strings"
	"unicode/utf8"
)

// addition is a key with its value, to be written in the style of the entries around it.
type addition struct {
	key   string
	lines []string // in a block: the text after the key, then the lines below it, indented relative to the key
	flow  string   // the value between brackets
}

func fieldAdditions(fields []*Field) []addition {
	adds := make([]addition, len(fields))
	for i, f := range fields {
		text := FormatField(f)
		adds[i] = addition{f.Name, []string{scalar(text)}, flowScalar(text)}
	}
	return adds
}

// resourceAddition is a resource in the style of the one before it.
func resourceAddition(r *Resource, sibling entry) addition {
	fields := fieldAdditions(r.Fields)
	all := make([]string, len(fields))
	for i, f := range fields {
		all[i] = f.key + ": " + f.flow
	}
	inline := "{" + strings.Join(all, ", ") + "}"
	a := addition{key: r.Name, flow: "{fields: " + inline + "}"}
	head := func(n *node, key *node) string { return strings.Repeat(" ", max(n.col-key.col, 1)) }
	for _, k := range sibling.value.entries {
		switch {
		case k.key.text != "fields":
		case sibling.value.flow:
			a.lines = []string{a.flow}
		case k.value.flow:
			a.lines = []string{"", head(sibling.value, sibling.key) + "fields: " + inline}
		default:
			step := head(sibling.value, sibling.key)
			a.lines = []string{"", step + "fields:"}
			for _, f := range fields {
				a.lines = append(a.lines, step+head(k.value, k.key)+f.key+": "+f.lines[0])
			}
		}
	}
	return a
}

// flowScalar is scalar inside {…}, where a comma or a bracket ends a plain value.
func flowScalar(s string) string {
	if quoted := scalar(s); quoted != s || !strings.ContainsAny(s, ",[]{}") {
		return quoted
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// insertions are the changes that add entries at the end of a mapping, which is not empty. ok is false if the place cannot be
// found.
func (s *source) insertions(into *node, adds []addition) (inserts []change, ok bool) {
	if into == nil || into.kind != mapping || len(into.entries) == 0 {
		return nil, false
	}
	end, ok := s.entryEnd(into.entries[len(into.entries)-1])
	if !ok {
		return nil, false
	}
	if into.flow {
		return s.flowInsertions(into, end, adds), true
	}
	return s.blockInsertions(into, end, adds)
}

// blockInsertions writes lines below the last one of a block mapping.
func (s *source) blockInsertions(into *node, end int, adds []addition) ([]change, bool) {
	last := into.entries[len(into.entries)-1].key
	margin := s.line(last.line)[:indent(s.line(last.line))]
	if len(margin) != last.col-1 {
		return nil, false
	}
	between := "\n"
	if s.spaced(into) {
		between = "\n\n"
	}
	var b strings.Builder
	for _, a := range adds {
		b.WriteString(between + margin + a.key + ":")
		for i, line := range a.lines {
			switch {
			case i > 0:
				b.WriteString("\n" + margin + line)
			case line != "":
				b.WriteString(s.gap(into, a.key) + line)
			}
		}
	}
	return []change{insertion(s.blockEnd(end, len(margin)), b.String())}, true
}

// blockEnd is the end of the last line that belongs to an entry: lines indented deeper than its key are its own, comments too.
func (s *source) blockEnd(at, margin int) int {
	end := at + lineLen(s.text[at:])
	for next := end; next < len(s.text); {
		line := s.text[next+1:]
		line = line[:lineLen(line)]
		next += 1 + len(line)
		switch {
		case strings.TrimSpace(line) == "":
		case indent(line) > margin:
			end = next
		default:
			return end
		}
	}
	return end
}

func lineLen(text string) int {
	if at := strings.IndexByte(text, '\n'); at >= 0 {
		return at
	}
	return len(text)
}

// spaced reports whether a blank line separates all entries.
func (s *source) spaced(n *node) bool {
	for i, e := range n.entries[1:] {
		end, ok := s.entryEnd(n.entries[i])
		start := s.start(e.key)
		if !ok || start < end || !strings.Contains(s.text[end:start], "\n\n") {
			return false
		}
	}
	return len(n.entries) > 1
}

// gap is the space between the colon of a key and its value: one blank, or more if the values are aligned.
func (s *source) gap(n *node, key string) string {
	col, ok := aligned(n)
	if !ok {
		return " "
	}
	return strings.Repeat(" ", max(col-utf8.RuneCountInString(key)-1, 1))
}

// aligned reports whether the values of a mapping are aligned, and at how many columns after the start of their keys.
func aligned(n *node) (col int, ok bool) {
	for i, e := range n.entries {
		if e.value.line != e.key.line || i > 0 && e.value.col-e.key.col != col {
			return 0, false
		}
		col = e.value.col - e.key.col
		ok = ok || len(e.key.text) != len(n.entries[0].key.text)
	}
	return col, ok
}

// flowInsertions writes after the last value of a mapping in brackets.
func (s *source) flowInsertions(into *node, end int, adds []addition) []change {
	texts := make([]string, len(adds))
	for i, a := range adds {
		texts[i] = a.key + ": " + a.flow
	}
	return s.flowAppend(into.line, into.entries[len(into.entries)-1].key, end, texts)
}

// flowAppend writes elements after the last one of a collection in brackets: in the same line, or each in a line of its own if
// the last one has one.
func (s *source) flowAppend(opens int, last *node, end int, texts []string) []change {
	start := s.start(last)
	before := s.text[strings.LastIndexByte(s.text[:start], '\n')+1 : start]
	own := strings.TrimSpace(before) == "" && last.line != opens
	sep := " "
	if own {
		sep = "\n" + before
	}
	text := strings.Join(texts, ","+sep)
	next := s.skip(end, "")
	comma := next < len(s.text) && s.text[next] == ','
	at := end
	if comma {
		at = next + 1
		text += ","
	}
	if eol := at + lineLen(s.text[at:]); own && s.skip(at, "") > eol {
		if comma {
			return []change{insertion(eol, sep+text)}
		}
		return []change{insertion(at, ","), insertion(eol, sep+text)}
	}
	if comma {
		return []change{insertion(at, sep+text)}
	}
	return []change{insertion(at, ","+sep+text)}
}
