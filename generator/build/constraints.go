package build

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// ownConstraints links the user's constraints of the resources to their fields. A name that svcgen gives is a problem: the answer to those
// constraints is known.
func (b *builder) ownConstraints(s *model.Service, ss *spec.Service) {
	for _, r := range s.Resources {
		for _, sc := range ss.Resource(r.Name).Constraints {
			c := model.Constraint{Name: sc.Name, Message: sc.Message}
			for _, name := range sc.Fields {
				c.Fields = append(c.Fields, r.Field(name))
			}
			if makes(r, sc.Name) {
				b.problem(sc.Pos, "name a constraint of your own migrations", "constraint %q is made by svcgen, and its answer is known", sc.Name)
			}
			r.Constraints = append(r.Constraints, c)
		}
	}
}

// makes reports whether a constraint of the resource has the name.
func makes(r *model.Resource, name string) bool {
	return r.PrimaryKey == name || slices.ContainsFunc(r.Uniques, func(u *model.Unique) bool { return u.Name == name }) ||
		slices.ContainsFunc(r.Fields, func(f *model.Field) bool { return f.ForeignKey == name || f.Check == name }) ||
		slices.ContainsFunc(r.Checks, func(c *model.Check) bool { return c.Constraint == name })
}
