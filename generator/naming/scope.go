package naming

import "slices"

// Scope is the set of identifiers that a package or a proto file declares.
type Scope map[string]bool

// Add declares names, even if they are declared already.
func (s Scope) Add(names ...string) {
	for _, n := range names {
		s[n] = true
	}
}

// Free reports whether none of the names is declared.
func (s Scope) Free(names ...string) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return s[n] })
}

// Claim declares name and the names that derive from it, appending suffix to name until all are free. derived may be nil. ok is
// false if eight tries are not enough.
func (s Scope) Claim(name, suffix string, derived func(string) []string) (claimed string, ok bool) {
	for range 8 {
		all := []string{name}
		if derived != nil {
			all = append(all, derived(name)...)
		}
		if s.Free(all...) {
			s.Add(all...)
			return name, true
		}
		name += suffix
	}
	return "", false
}
