package openapi

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/svcgen/svcgen/generator/spec"
)

// key returns a name of the spec as a key or a word in YAML: in quotes if YAML would read it as something else than text.
func key(name string) string {
	if spec.IsYAMLWord(name) {
		return strconv.Quote(name)
	}
	return name
}

// text returns any text as a value in YAML, whose lines but the first are indented by as many blanks. Text of one line is in quotes, text
// of several is a block, so that a change of a word is a change of a line.
func text(text string, indent int) string {
	text = strings.TrimSpace(strings.Map(visible, strings.ReplaceAll(text, "\r\n", "\n")))
	if !strings.Contains(text, "\n") {
		return strconv.Quote(text)
	}
	var out strings.Builder
	out.WriteString("|-")
	for line := range strings.SplitSeq(text, "\n") {
		out.WriteString("\n")
		if line = strings.TrimRightFunc(line, unicode.IsSpace); line != "" {
			out.WriteString(strings.Repeat(" ", indent) + line)
		}
	}
	return out.String()
}

// line returns any text as a value in YAML on one line.
func line(text string) string {
	return strconv.Quote(strings.Join(strings.Fields(strings.ToValidUTF8(text, "\ufffd")), " "))
}

// visible keeps what YAML takes in a block, makes a newline of what ends a line for anybody, and drops the rest.
func visible(r rune) rune {
	switch {
	case strings.ContainsRune("\n\r\v\f\u0085\u2028\u2029", r):
		return '\n'
	case r == '\t' || unicode.IsGraphic(r):
		return r
	}
	return -1
}

// flow returns the keywords of a schema as a mapping on one line.
func flow(keywords ...string) string { return "{" + strings.Join(keywords, ", ") + "}" }

// capital returns a text with an upper-case first letter, which is ASCII.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// join returns values as a list on one line.
func join(values []string) string { return "[" + strings.Join(values, ", ") + "]" }
