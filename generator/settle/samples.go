package settle

import (
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
)

// Place chooses which fields samples set, and which values they have, so that they keep the checks. It returns false if there is
// no choice.
func Place(checks []*model.Check) bool {
	return chooseSets(checks) && slices.ContainsFunc([]bool{false, true}, func(reversed bool) bool {
		l := newLayout(checks, nil, given, reversed)
		return l != nil && l.confine()
	})
}

// chooseSets chooses which fields each sample sets: the first as many as possible, the last as few as possible, and each field is set in
// one of them. It returns false if there is no choice. Tests change the first sample into each other one, which leaves alone what is set
// once and, if resources refer to their own kind, what is unique.
func chooseSets(checks []*model.Check) bool {
	fields, _ := setFields(checks)
	missing := slices.Clone(fields)
	unique := func(f *model.Field) bool {
		return f.Immutable || slices.ContainsFunc(f.Resource.Uniques, func(u *model.Unique) bool { return slices.Contains(u.Fields, f) })
	}
	for i := range kind.Fixtures {
		scenarios := []scenario{asItIs, asCreated}
		if i > 0 {
			scenarios = append(scenarios, asUpdated(func(f *model.Field) bool { return f.Immutable }), asUpdated(unique))
		}
		prefer := func(*model.Field) bool { return i < kind.Fixtures-1 }
		fixed := map[*model.Field]bool{}
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
			f.Left[i] = !set[f]
		}
		missing = slices.DeleteFunc(missing, func(f *model.Field) bool { return set[f] })
	}
	return len(missing) == 0
}

// given returns the values that the field has in some entities of tests whatever its samples are, as canonical texts: the default, if a
// client does not send the field.
func given(f *model.Field) []string {
	if f.HasDefault {
		return []string{f.Default}
	}
	return nil
}
