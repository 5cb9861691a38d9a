package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// addChecks builds the checks of a resource, and finds samples that keep them.
func (b *builder) addChecks(r *Resource, sr *spec.Resource, taken pgschema.Relations) {
	for _, sc := range sr.Checks {
		c := &Check{Name: sc.Name, Constraint: taken.Claim(r.Table, sc.Name, "check"), Rel: sc.Rel}
		for _, name := range sc.Fields {
			c.Fields = append(c.Fields, r.Field(name))
		}
		r.Checks = append(r.Checks, c)
	}
	if placeSamples(r.Checks) {
		return
	}
	for i, c := range r.Checks {
		if !placeSamples(r.Checks[:i+1]) {
			hint := "change the check, one before it, or min and max of its fields; or write the rule in the hook check" + r.GoName
			if !slices.ContainsFunc(c.Fields, func(f *Field) bool { return f.Ref == nil }) {
				hint = "name a field that is no reference too, which tests can set; or write the rule in the hook check" + r.GoName
			}
			b.problem(sr.Checks[i].Pos, hint, "check %q: no %s keeps it, with the checks before it and the rules of its fields", c.Name, r.Title)
			return
		}
	}
}

// placeSamples chooses which fields samples set, and which values they have, so that they keep the checks. It returns false if there is
// no choice.
func placeSamples(checks []*Check) bool {
	noRef := func(f *Field) bool { return f.Ref == nil }
	set := chooseSet(checks, nil, noRef, true)
	if set == nil {
		return false
	}
	for f, is := range set {
		f.unset = !is
	}
	return slices.ContainsFunc([]bool{false, true}, func(reversed bool) bool {
		l := newLayout(checks, nil, (*Field).given, reversed)
		return l != nil && l.confine()
	})
}

// given returns the values that the field has in some entities of tests whatever its samples are, as canonical texts: those that a
// client does not send.
func (f *Field) given() []string {
	switch {
	case f.HasDefault:
		return []string{f.Default}
	case f.OutputOnly && !f.Optional:
		return []string{f.Kind.Line.Zero}
	}
	return nil
}
