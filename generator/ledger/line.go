package ledger

import (
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// line builds a line of the ledger: a list item that is a YAML mapping in flow style. Empty values are left out.
type line struct{ pairs []string }

func (l *line) add(key, value string) *line {
	l.pairs = append(l.pairs, key+": "+value)
	return l
}

func (l *line) text(key, value string) *line {
	if value == "" {
		return l
	}
	return l.add(key, yamlScalar(value))
}

func (l *line) number(value int) *line {
	return l.add("number", strconv.Itoa(value))
}

func (l *line) flag(key string, value bool) *line {
	if !value {
		return l
	}
	return l.add(key, "true")
}

func (l *line) list(key string, values []string) *line {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = yamlScalar(v)
	}
	return l.add(key, "["+strings.Join(quoted, ", ")+"]")
}

func (l *line) end(b *strings.Builder) {
	b.WriteString("    - {" + strings.Join(l.pairs, ", ") + "}\n")
}

// yamlScalar prints text so that YAML reads it as a string: plain if it is a name, otherwise quoted.
func yamlScalar(text string) string {
	if spec.IsYAMLWord(text) {
		return strconv.Quote(text)
	}
	for i := range len(text) {
		c := text[i]
		word := naming.IsLower(c) || naming.IsUpper(c) || c == '_'
		if !word && (i == 0 || !naming.IsDigit(c) && c != '=' && c != '.') {
			return strconv.QuoteToASCII(text)
		}
	}
	if text == "" {
		return `""`
	}
	return text
}
