package render

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// domainRows lists the files of the domain package: entities, use cases, their tests.
func domainRows() []Row {
	const from, to = "services/service/internal/domain/", "{dir}/internal/{package}/"
	return []Row{
		{Template: from + "service.gen.go.tmpl", Path: to + "service.gen.go", Class: Owned, Each: PerService},
		{Template: from + "store.go.tmpl", Path: to + "{storage}.go", Class: Seeded, Each: PerService},
		{Template: from + "resource.gen.go.tmpl", Path: to + "{resource}.gen.go", Class: Owned, Each: PerResource},
		{
			Template: from + "resource.go.tmpl", Path: to + "{resource}.go", Class: Seeded, Each: PerResource,
			When: func(v View) bool { return v.Resource.Has(spec.Create) || v.Resource.Changes() }, // who would call the hook?
		},
		{
			Template: from + "resource_usecases.gen.go.tmpl", Path: to + "{resource}_usecases.gen.go",
			Class: Owned, Each: PerResource,
		},
		{Template: from + "resource.gen_test.go.tmpl", Path: to + "{resource}.gen_test.go", Class: Owned, Each: PerResource},
	}
}

// hasEnums reports whether a field of the service has an enum.
func hasEnums(v View) bool { return len(v.Service.UsedEnums()) > 0 }

// anyResource makes a condition that holds where it does for a resource of the workspace, or of the service.
func anyResource(holds func(*model.Resource) bool) func(View) bool {
	return func(v View) bool {
		services := v.Services
		if v.Service != nil {
			services = []*model.Service{v.Service}
		}
		for _, s := range services {
			if slices.ContainsFunc(s.Resources, holds) {
				return true
			}
		}
		return false
	}
}
