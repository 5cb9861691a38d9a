package errs

import "slices"

// AddCheckIf is AddIf for a rule between field and others. It adds nothing if one of them is refused already: what is wrong with a value
// alone comes before what it is to another one.
func (v *Violations) AddCheckIf(broken bool, field, description string, others ...string) {
	refused := func(have Violation) bool { return have.Field == field || slices.Contains(others, have.Field) }
	v.AddIf(broken && !slices.ContainsFunc(v.list, refused), field, description)
}
