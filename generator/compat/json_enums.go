package compat

import (
	"cmp"
	"fmt"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// jsonEnums returns the change of what JSON calls the values of enums. It is one, however many enums there are.
func jsonEnums(m *model.Model, s *spec.Spec, l *ledger.Ledger) []Breaking {
	is := cmp.Or(s.JSONEnums, spec.ProtoEnums)
	for _, service := range m.Services {
		old := lineage.Service(l, s, s.Service(service.Name))
		if !old.Live() {
			continue
		}
		c := &comparison{old: old}
		was := cmp.Or(old.JSONEnums, spec.ProtoEnums)
		for _, e := range service.UsedEnums() {
			before := old.Enum(cmp.Or(lineage.Enums(s.Service(service.Name), old)[e.Name], e.Name))
			if was == is || before == nil || !c.inUse(before.Name) {
				continue
			}
			return []Breaking{{
				Service: service.Name, Pos: cmp.Or(s.JSONEnumsPos, s.Pos),
				What: fmt.Sprintf("json_enums is %s now, was %s: JSON, filters and errors say %s, said %s", is, was, called(e, is), called(e, was)),
				Hint: fmt.Sprintf("json_enums: %s keeps the names", was),
			}}
		}
	}
	return nil
}

// called returns the first value of an enum as clients of the REST API know it.
func called(e *kind.Enum, names spec.JSONEnums) string {
	if names == spec.ShortEnums {
		return e.Values[0].Name
	}
	return e.Values[0].ProtoName
}
