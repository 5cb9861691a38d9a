// Package samples is the pack of the packages with which services are tested: valid entities, and the dependencies that tests use.
package samples

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/render"
)

// Pack lists the files of a service's test package, catalogtest for catalog. Programs do not import it.
func Pack() render.Pack {
	return render.Pack{Name: "samples", Templates: "core", Rows: rows(), Funcs: template.FuncMap{
		"backward":      backward,
		"childCount":    childCount,
		"choices":       choices,
		"creatable":     fixture.Served,
		"fixed":         fixed,
		"hooked":        fixture.Hooked,
		"manyName":      manyName,
		"optional":      optional,
		"optionalLists": optionalLists,
		"optionalRefs":  fixture.OptionalRefs,
		"partlySent":    partlySent,
		"narrows":       narrows,
		"picks":         picks,
		"sample":        sample,
		"sampleRef":     sampleRef,
	}}
}

func rows() []render.Row {
	const from, to = "services/service/servicetest/", "{dir}/{package}test/"
	return []render.Row{
		{Template: from + "samples.gen.go.tmpl", Path: to + "samples.gen.go", Class: render.Owned, Each: render.PerService},
		{Template: from + "deps.go.tmpl", Path: to + "deps.go", Class: render.Seeded, Each: render.PerService},
		{
			Template: from + "deps.doubles.go.tmpl", Path: to + "deps.doubles.go", Class: render.Seeded, Each: render.PerService,
			When: func(v render.View) bool { return len(v.Service.Peers) > 0 },
		},
		{
			Template: from + "resource.go.tmpl", Path: to + "{resource}.go", Class: render.Seeded, Each: render.PerResource,
			When: func(v render.View) bool { return fixture.Hooked(v.Resource) },
		},
	}
}
