package textmerge

import (
	"strings"
)

// block is one entry of a YAML mapping in block style, as text.
type block struct {
	key   string
	lead  []string // comments and blank lines above it
	lines []string // the line of the key, and those below that belong to it
}

// value splits an entry into the text up to its value, the value in the line of the key, and the comment after it.
func (b *block) value() (head, value, comment string) {
	line := b.lines[0]
	at := keyEnd(line) + 1
	for at < len(line) && line[at] == ' ' {
		at++
	}
	head, rest := line[:at], line[at:]
	if c := commentStart(rest); c >= 0 {
		return head, strings.TrimRight(rest[:c], " "), rest[len(strings.TrimRight(rest[:c], " ")):]
	}
	return head, strings.TrimRight(rest, " "), ""
}

// same reports whether two entries differ in nothing but blanks. Comments above them do not count; nil is no entry.
func same(a, b *block) bool {
	if a == nil || b == nil {
		return a == b
	}
	return sameLines(a.lines, b.lines)
}

func sameLines(a, b []string) bool {
	return strings.Join(strings.Fields(strings.Join(a, "\n")), " ") == strings.Join(strings.Fields(strings.Join(b, "\n")), " ")
}

// blocks splits the lines of a mapping into its entries; tail are the comments below the last one. ok is false if the lines
// are no mapping in block style.
func blocks(lines []string) (entries []*block, tail []string, ok bool) {
	indent := -1
	var pending []string
	for _, line := range lines {
		text := strings.TrimLeft(line, " ")
		if text == "" || text[0] == '#' {
			pending = append(pending, line)
			continue
		}
		at := len(line) - len(text)
		if indent < 0 {
			indent = at
		}
		isKey := at == indent && keyEnd(line) > 0 && !strings.HasPrefix(text, "- ") && text != "-"
		switch {
		case at < indent, !isKey && len(entries) == 0 && text != "---":
			return nil, nil, false
		case text == "---" && len(entries) == 0:
			pending, indent = append(pending, line), -1
		case isKey:
			if len(entries) > 0 {
				pending = entries[len(entries)-1].keep(pending, indent)
			}
			end := keyEnd(line)
			entries = append(entries, &block{key: strings.Trim(strings.TrimSpace(line[:end]), `"'`), lead: pending, lines: []string{line}})
			pending = nil
		default:
			last := entries[len(entries)-1]
			last.lines = append(append(last.lines, pending...), line)
			pending = nil
		}
	}
	if len(entries) > 0 {
		pending = entries[len(entries)-1].keep(pending, indent)
	}
	return entries, pending, len(entries) > 0
}

// keep takes the comments that are indented like the inside of the entry, and returns the others.
func (b *block) keep(pending []string, indent int) []string {
	n := 0
	for i, line := range pending {
		if text := strings.TrimLeft(line, " "); text != "" && len(line)-len(text) > indent {
			n = i + 1
		}
	}
	b.lines = append(b.lines, pending[:n]...)
	return pending[n:]
}

// keyEnd is the index of the colon behind the key of a line, -1 if the line has none.
func keyEnd(line string) int {
	at := len(line) - len(strings.TrimLeft(line, " "))
	for i := at; i < len(line); i++ {
		switch c := line[i]; {
		case c == ':' && (i+1 == len(line) || line[i+1] == ' '):
			return i
		case (c == '"' || c == '\'') && i == at:
			end := strings.IndexByte(line[i+1:], c)
			if end < 0 {
				return -1
			}
			i += end + 1
		case c == '{', c == '[', c == '#':
			return -1
		}
	}
	return -1
}

// commentStart is the index of the comment in the rest of a line, -1 if there is none.
func commentStart(text string) int {
	var quote byte
	for i := range len(text) {
		c := text[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"', c == '\'':
			if i == 0 || strings.IndexByte(" ,[{=:", text[i-1]) >= 0 {
				quote = c
			}
		case c == '#' && (i == 0 || text[i-1] == ' '):
			return i
		}
	}
	return -1
}

// split cuts a text at a separator that stands outside of quotes and brackets.
func split(text string, sep byte) []string {
	var out []string
	var quote byte
	depth, start := 0, 0
	for i := range len(text) {
		c := text[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"', c == '\'':
			if i == start || strings.IndexByte(" ,[{=:", text[i-1]) >= 0 {
				quote = c
			}
		case c == '(', c == '[', c == '{':
			depth++
		case c == ')', c == ']', c == '}':
			depth--
		case c == sep && depth == 0:
			out, start = append(out, text[start:i]), i+1
		}
	}
	out = append(out, text[start:])
	var kept []string
	for _, s := range out {
		if s = strings.TrimSpace(s); s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}
