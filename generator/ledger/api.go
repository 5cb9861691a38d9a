package ledger

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Offered reports whether clients could call a method in the last run. It returns true if an older svcgen, which did not store methods,
// wrote the ledger.
func (r *Resource) Offered(m spec.Method) bool {
	return r.Path == "" || slices.Contains(r.Methods, m) || r.Action(m) != nil
}

// Action returns the action that clients could call by the name in the last run; nil if there was none.
func (r *Resource) Action(m spec.Method) *Action {
	if i := slices.IndexFunc(r.Actions, func(a Action) bool { return a.Name == string(m) }); i >= 0 {
		return &r.Actions[i]
	}
	return nil
}

// ActionNames returns the names of the actions. It returns none for a nil resource.
func (r *Resource) ActionNames() []string {
	if r == nil {
		return nil
	}
	var names []string
	for _, a := range r.Actions {
		names = append(names, a.Name)
	}
	return names
}

// Callers returns who could call a method in the last run: anyone if it had no rule.
func (r *Resource) Callers(m spec.Method) []string {
	for _, a := range r.Allow {
		if slices.Contains(a.Methods, m) {
			return a.To
		}
	}
	return []string{spec.Anyone}
}

// Writable reports whether clients could create or update the resource.
func (r *Resource) Writable() bool { return r.Offered(spec.Create) || r.Offered(spec.Update) }

// Queryable reports whether clients could filter, sort or search by the field.
func (f *Field) Queryable() bool {
	return WordValue(f.API, "filter") != "" || slices.Contains(f.API, "sort") || slices.Contains(f.API, "search")
}

// WordValue returns the value of key in words of the form key=value, "" if the key is missing.
func WordValue(words []string, key string) string {
	for _, w := range words {
		if value, ok := strings.CutPrefix(w, key+"="); ok {
			return value
		}
	}
	return ""
}
