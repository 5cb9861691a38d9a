package spec

import (
	"strings"
	"unicode/utf8"
)

// place is the position of a piece of text: in a scalar of a file, or in a word of the command line.
type place struct {
	node *node // nil: base is the place of the first character
	base Pos
	off  int // characters from there
}

func (p place) plus(chars int) place { p.off += chars; return p }

func (p place) pos() Pos {
	if p.node != nil {
		return p.node.at(p.off)
	}
	p.base.Col += p.off
	return p.base
}

// word is one part of a field in the one-line form: a flag, or key=value.
type word struct {
	text   string // all of it, as written
	key    string
	value  string // without quotes
	has    bool   // there is a =
	quoted bool
	at     int // first character, from 0
	valAt  int // first character of the value
}

// splitWords cuts a field in the one-line form at its separators. A value in double quotes may contain them, and the escapes
// \" \\ \n \t; any other backslash stands for itself, so that patterns need no escapes. bad is the offset of a syntax error, or -1.
func splitWords(line string, sep rune) (words []word, bad int, why fault) {
	s := splitter{chars: []rune(line), sep: sep}
	for s.i < len(s.chars) {
		if s.blank() {
			if s.sep == ':' && (s.i == 0 || s.i+1 == len(s.chars) || s.chars[s.i+1] == s.sep) {
				return words, s.i, fault{"nothing is written between two colons", `write sku:string:unique; quote a value that contains a colon: default="a:b"`}
			}
			s.i++
			continue
		}
		w, fault := s.word()
		if !fault.ok() {
			return words, w.at, fault
		}
		words = append(words, w)
	}
	return words, -1, fault{}
}

type splitter struct {
	chars []rune
	sep   rune
	i     int
}

func (s *splitter) blank() bool {
	c := s.chars[s.i]
	return c == s.sep || s.sep == ' ' && (c == '\n' || c == '\t')
}

func (s *splitter) word() (word, fault) {
	w := word{at: s.i}
	for s.i < len(s.chars) && !s.blank() {
		if s.chars[s.i] == '=' && !w.has {
			w.has, w.key, w.valAt = true, string(s.chars[w.at:s.i]), s.i+1
			if s.i++; s.i < len(s.chars) && s.chars[s.i] == '"' {
				w.quoted = true
				w.valAt++
				value, ok := s.quotedValue()
				if !ok {
					w.at = w.valAt - 1
					return w, fault{"the closing quote of " + quote(w.key) + " is missing", `if the value contains " #" or ": ", quote the whole field in YAML`}
				}
				w.value = value
			}
			continue
		}
		if w.quoted {
			w.at = s.i
			return w, fault{"unexpected text after the closing quote", `write a quote inside a value as \"`}
		}
		s.i++
	}
	w.text = string(s.chars[w.at:s.i])
	if !w.has {
		w.key = w.text
	} else if !w.quoted {
		w.value = string(s.chars[w.valAt:s.i])
	}
	return w, fault{}
}

// quotedValue reads a value from its opening quote past the closing one.
func (s *splitter) quotedValue() (string, bool) {
	var b strings.Builder
	for s.i++; s.i < len(s.chars); s.i++ {
		switch c := s.chars[s.i]; {
		case c == '"':
			s.i++
			return b.String(), true
		case c == '\\' && s.i+1 < len(s.chars) && strings.ContainsRune(`"\nt`, s.chars[s.i+1]):
			s.i++
			b.WriteRune(map[rune]rune{'"': '"', '\\': '\\', 'n': '\n', 't': '\t'}[s.chars[s.i]])
		default:
			b.WriteRune(c)
		}
	}
	return "", false
}

// quoteValue writes a value so that splitWords reads it back.
func quoteValue(value string, sep rune) string {
	if value != "" && value[0] != '"' && !strings.ContainsAny(value, "\n\t"+string(sep)) {
		return value
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(value) + `"`
}

// commas joins values of a list that splitItems reads back; one value alone gets a comma, to tell a list from a name.
func commas(values []string) string {
	if len(values) == 1 {
		return values[0] + ","
	}
	return strings.Join(values, ",")
}

// item is one value of a list with its place.
type item struct {
	text string
	at   place
}

// splitItems cuts a list at its commas. One comma at the end is allowed.
func splitItems(list string, at place) []item {
	var items []item
	for part := range strings.SplitSeq(strings.TrimSuffix(list, ","), ",") {
		items = append(items, item{part, at})
		at = at.plus(utf8.RuneCountInString(part) + 1)
	}
	return items
}
