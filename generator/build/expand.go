package build

import (
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// nameExpansions names the messages of expansions, after everything that had its name before them.
func (b *builder) nameExpansions(s *model.Service, ss *spec.Service, pb naming.Scope) {
	for _, r := range s.Resources {
		sr := ss.Resource(r.Name)
		if len(sr.Expand) == 0 {
			continue
		}
		var fields []naming.PBField
		for _, name := range sr.Expand {
			fields = append(fields, naming.PBField{Name: name})
		}
		names := naming.PBFieldNames(fields)
		for i, name := range sr.Expand {
			r.Expansions = append(r.Expansions, &model.Expansion{Field: r.Field(name), PBName: names[i]})
		}
		if !pb.Free(r.ExpandedName()) {
			b.problem(sr.Pos, "rename what has it", "expand of %s: the name of its message, %s, is taken", r.Name, r.ExpandedName())
		}
		pb.Add(r.ExpandedName())
	}
	b.copies(s, ss, pb)
}
