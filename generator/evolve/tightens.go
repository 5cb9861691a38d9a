package evolve

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Tightens reports whether a check refuses entities that the last run could hold. A check that was there, under whatever name and with
// whatever names of its fields, refuses none.
func Tightens(r *model.Resource, c *model.Check) bool {
	if r.Before == nil || harmless(c) {
		return false
	}
	fields := make([]string, len(c.Fields)) // "" for one that the last run did not have
	for i, f := range c.Fields {
		if f.Before != nil {
			fields[i] = f.Before.Name
		}
	}
	now, fields := normal(c.Rel, fields)
	for _, old := range r.Before.Checks {
		rel, names, _ := spec.ParseCheck(old.Rule)
		if was, names := normal(rel, names); slices.Equal(names, fields) && (was == now || weaker(was, now)) {
			return false
		}
	}
	return true
}

// harmless reports whether the check holds for every entity in which its new fields are not set. Entities of before, and clients of
// before, have no values for them.
func harmless(c *model.Check) bool {
	fresh := func(f *model.Field) bool { return f.Before == nil && f.Optional && f.Backfill == nil }
	if c.Rel.Compares() {
		return slices.ContainsFunc(c.Fields, fresh)
	}
	for sets := range 1 << len(c.Fields) {
		value := func(f *model.Field) *string {
			if fresh(f) || sets>>slices.Index(c.Fields, f)&1 == 0 {
				return nil
			}
			return new("")
		}
		if !c.Holds(value) {
			return false
		}
	}
	return true
}

// normal writes a check in one way: the smaller field first, and fields in alphabetical order if their order means nothing.
func normal(rel spec.Relation, fields []string) (spec.Relation, []string) {
	fields = slices.Clone(fields)
	switch rel {
	case spec.Greater, spec.GreaterEqual:
		slices.Reverse(fields)
		return map[spec.Relation]spec.Relation{spec.Greater: spec.Less, spec.GreaterEqual: spec.LessEqual}[rel], fields
	case spec.Less, spec.LessEqual, spec.Requires:
	default:
		slices.Sort(fields)
	}
	return rel, fields
}

// weaker reports whether a relation of the same fields, in normal form, holds wherever another one did.
func weaker(was, now spec.Relation) bool {
	switch was {
	case spec.Less:
		return now == spec.LessEqual
	case spec.OneExactly:
		return now == spec.AnySet || now == spec.OnlyOne
	}
	return false
}
