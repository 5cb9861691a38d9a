// Package domain is the pack of the domain packages: entities, use cases, their tests.
package domain

import (
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// Pack lists the files of the domain packages.
func Pack() render.Pack {
	return render.Pack{Name: "domain", Templates: "core", Rows: rows(), Funcs: funcs(), Unrename: map[string]render.Unrename{"action": unrename, "method": unrenameMethods}}
}

func rows() []render.Row {
	const from, to, seeds = "services/service/internal/domain/", "{dir}/internal/{package}/", "services/service/seeds/"
	return []render.Row{
		{Template: from + "service.gen.go.tmpl", Path: to + "service.gen.go", Class: render.Owned, Each: render.PerService},
		{
			Template: from + "dry_run.gen.go.tmpl", Path: to + "dry_run.gen.go", Class: render.Owned, Each: render.PerService,
			When: func(v render.View) bool { return v.Service.ValidatesOnly() },
		},
		{
			Template: from + "once.gen.go.tmpl", Path: to + "service.once.gen.go", Class: render.Owned, Each: render.PerService,
			When: func(v render.View) bool { return v.Service.Idempotent() },
		},
		{Template: seeds + "service.seeds.gen.go.tmpl", Path: to + "service.seeds.gen.go", Class: render.Owned, Each: render.PerService, When: hasSeeds},
		{
			Template: seeds + "store.seeds.gen_test.go.tmpl", Path: "{dir}/internal/postgres/store.seeds.gen_test.go", Class: render.Owned, Each: render.PerService,
			When: hasSeeds,
		},
		{Template: seeds + "seeds.gen.go.tmpl", Path: "{dir}/app/seeds.gen.go", Class: render.Owned, Each: render.PerService, When: hasSeeds},
		{Template: from + "store.go.tmpl", Path: to + "{storage}.go", Class: render.Seeded, Each: render.PerService},
		{Template: from + "resource.gen.go.tmpl", Path: to + "{resource}.gen.go", Class: render.Owned, Each: render.PerResource},
		{
			Template: from + "resource.go.tmpl", Path: to + "{resource}.go", Class: render.Seeded, Each: render.PerResource,
			When: func(v render.View) bool { return v.Resource.Has(spec.Create) || v.Resource.Changes() }, // otherwise nothing calls the hook
		},
		{
			Template: from + "resource.prepare.go.tmpl", Path: to + "{resource}.prepare.go", Class: render.Seeded, Each: render.PerResource,
			When: func(v render.View) bool { return v.Resource.Prepares },
		},
		{Template: from + "action.gen.go.tmpl", Path: to + "{action}.gen.go", Class: render.Owned, Each: render.PerOwnAction},
		{Template: from + "action.go.tmpl", Path: to + "{action}.go", Class: render.Seeded, Unwritten: "answers 501 until you write it", Each: render.PerOwnAction},
		{
			Template: from + "action.gen_test.go.tmpl", Path: to + "{action}.gen_test.go", Class: render.Owned, Each: render.PerOwnAction,
			When: func(v render.View) bool { return v.Action.Action.Request != nil },
		},
		{Template: from + "action.gen.go.tmpl", Path: to + "{method}.gen.go", Class: render.Owned, Each: render.PerServiceMethod},
		{Template: from + "action.go.tmpl", Path: to + "{method}.go", Class: render.Seeded, Unwritten: "answers 501 until you write it", Each: render.PerServiceMethod},
		{
			Template: from + "action.gen_test.go.tmpl", Path: to + "{method}.gen_test.go", Class: render.Owned, Each: render.PerServiceMethod,
			When: func(v render.View) bool { return v.Action.Action.Request != nil },
		},
		{
			Template: from + "resource_usecases.gen.go.tmpl", Path: to + "{resource}_usecases.gen.go",
			Class: render.Owned, Each: render.PerResource,
		},
		{Template: from + "resource.gen_test.go.tmpl", Path: to + "{resource}.gen_test.go", Class: render.Owned, Each: render.PerResource},
	}
}

func hasSeeds(v render.View) bool { return len(v.Service.Seeded) > 0 }
