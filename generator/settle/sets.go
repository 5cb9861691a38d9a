package settle

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
)

// scenario says whether an entity of a test has a field, given whether the sample sets it.
type scenario func(f *model.Field, set bool) bool

func asItIs(_ *model.Field, set bool) bool { return set }

// asCreated is an entity without what only the server sets.
func asCreated(f *model.Field, set bool) bool { return set && !f.OutputOnly }

// asUpdated is the first sample that was changed into another one, but for fields that stay as they are.
func asUpdated(stays func(*model.Field) bool) scenario {
	return func(f *model.Field, set bool) bool {
		if stays(f) {
			return !f.Left[0]
		}
		return set
	}
}

// chooseSet chooses which fields are set, so that the checks that say something about that hold in each scenario. fixed says which are
// or are not, and prefer which are if a check leaves the choice. It returns nil if there is no choice.
func chooseSet(checks []*model.Check, fixed map[*model.Field]bool, prefer func(*model.Field) bool, scenarios []scenario) map[*model.Field]bool {
	fields, about := setFields(checks)
	chosen := map[*model.Field]bool{}
	hold := func(f *model.Field) bool {
		return !slices.ContainsFunc(about, func(c *model.Check) bool {
			open := slices.ContainsFunc(c.Fields, func(f *model.Field) bool { _, ok := chosen[f]; return !ok })
			return c.Has(f) && !open && slices.ContainsFunc(scenarios, func(has scenario) bool {
				return !c.Holds(func(f *model.Field) *string {
					if has(f, chosen[f]) {
						return new("")
					}
					return nil
				})
			})
		})
	}
	tries := 100_000 // more than the checks that anybody writes need
	var choose func(i int) bool
	choose = func(i int) bool {
		if i == len(fields) {
			return true
		}
		f := fields[i]
		options := []bool{prefer(f), !prefer(f)}
		if is, ok := fixed[f]; ok {
			options = []bool{is}
		}
		for _, is := range options {
			if tries--; tries < 0 {
				return false
			}
			chosen[f] = is
			if hold(f) && choose(i+1) {
				return true
			}
		}
		delete(chosen, f)
		return false
	}
	if !choose(0) {
		return nil
	}
	return chosen
}

// setFields returns the checks that say which fields are set, and these fields.
func setFields(checks []*model.Check) (fields []*model.Field, about []*model.Check) {
	for _, c := range checks {
		if c.Rel.Compares() {
			continue
		}
		about = append(about, c)
		for _, f := range c.Fields {
			if !slices.Contains(fields, f) {
				fields = append(fields, f)
			}
		}
	}
	return fields, about
}

func setInSamples(f *model.Field) bool { return !f.Left[0] }
