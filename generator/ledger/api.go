package ledger

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Could reports whether clients could call a method. It returns true if the ledger is too old to know.
func (r *Resource) Could(m spec.Method) bool {
	return r.Path == "" || slices.Contains(r.Methods, m)
}

// Sends reports whether clients could send the fields.
func (r *Resource) Sends() bool { return r.Could(spec.Create) || r.Could(spec.Update) }

// Listed reports whether clients could filter, sort or search by the field.
func (f *Field) Listed() bool {
	return Word(f.API, "filter") != "" || slices.Contains(f.API, "sort") || slices.Contains(f.API, "search")
}

// Word is the value of a key among words, "" if it is not among them.
func Word(words []string, key string) string {
	for _, w := range words {
		if value, ok := strings.CutPrefix(w, key+"="); ok {
			return value
		}
	}
	return ""
}
