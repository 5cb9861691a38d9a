package build

import (
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/settle"
	"github.com/svcgen/svcgen/generator/spec"
)

// addChecks builds the checks of a resource, and finds samples that keep them.
func (b *builder) addChecks(r *model.Resource, sr *spec.Resource, taken pgschema.Relations) {
	for _, sc := range sr.Checks {
		c := &model.Check{Name: sc.Name, Constraint: taken.Claim(r.Table, sc.Name, "check"), Rel: sc.Rel}
		for _, name := range sc.Fields {
			c.Fields = append(c.Fields, r.Field(name))
		}
		r.Checks = append(r.Checks, c)
	}
	if settle.Place(r.Checks) {
		return
	}
	for i, c := range r.Checks {
		if !settle.Place(r.Checks[:i+1]) {
			hint := "change the check, one before it, or min and max of its fields; or write the rule in the hook check" + r.GoName
			b.problem(sr.Checks[i].Pos, hint, "check %q: svcgen finds no three %s that keep it, with the checks before it and the rules of its fields, and that set each field", c.Name, r.TitlePlural)
			return
		}
	}
}
