package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
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
			b.problem(sr.Checks[i].Pos, hint, "check %q: svcgen finds no three %s that keep it, with the checks before it and the rules of its fields, and that set each field", c.Name, r.TitlePlural)
			return
		}
	}
}

// placeSamples chooses which fields samples set, and which values they have, so that they keep the checks. It returns false if there is
// no choice.
func placeSamples(checks []*Check) bool {
	return chooseSets(checks) && slices.ContainsFunc([]bool{false, true}, func(reversed bool) bool {
		l := newLayout(checks, nil, (*Field).given, reversed)
		return l != nil && l.confine()
	})
}

// chooseSets chooses which fields each sample sets: the first as many as possible, the last as few as possible, and each field is set in
// one of them. It returns false if there is no choice. Tests change the first sample into each other one, which leaves alone what is set
// once and, if resources refer to their own kind, what is unique.
func chooseSets(checks []*Check) bool {
	fields, _ := setFields(checks)
	missing := slices.Clone(fields)
	unique := func(f *Field) bool {
		return f.Immutable || slices.ContainsFunc(f.Resource.Uniques, func(u *Unique) bool { return slices.Contains(u.Fields, f) })
	}
	for i := range kind.Fixtures {
		scenarios := []scenario{asItIs, asCreated}
		if i > 0 {
			scenarios = append(scenarios, asUpdated(func(f *Field) bool { return f.Immutable }), asUpdated(unique))
		}
		prefer := func(*Field) bool { return i < kind.Fixtures-1 }
		fixed := map[*Field]bool{}
		set := chooseSet(checks, fixed, prefer, scenarios)
		for _, f := range missing {
			fixed[f] = true
			if better := chooseSet(checks, fixed, prefer, scenarios); better != nil {
				set = better
			} else {
				delete(fixed, f)
			}
		}
		if set == nil {
			return false
		}
		for _, f := range fields {
			f.left[i] = !set[f]
		}
		missing = slices.DeleteFunc(missing, func(f *Field) bool { return set[f] })
	}
	return len(missing) == 0
}

// given returns the values that the field has in some entities of tests whatever its samples are, as canonical texts: the default, if a
// client does not send the field.
func (f *Field) given() []string {
	if f.HasDefault {
		return []string{f.Default}
	}
	return nil
}
