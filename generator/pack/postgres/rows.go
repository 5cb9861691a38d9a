// Package postgres is the pack of the PostgreSQL adapters: migrations, queries, stores, their tests.
package postgres

import (
	"github.com/svcgen/svcgen/generator/render"
)

// Pack lists the files of the PostgreSQL adapters, and what plain sqlc needs to generate what svcgen generates.
func Pack() render.Pack {
	return render.Pack{Name: "postgres", Templates: "core", Rows: rows(), Funcs: funcs()}
}

func rows() []render.Row {
	const (
		migrations = "services/service/migrations/"
		postgres   = "services/service/internal/postgres/"
	)
	return []render.Row{
		{Template: "sqlc.yaml.tmpl", Path: "sqlc.yaml", Class: render.Owned},
		{
			Template: migrations + "00001_init.sql.tmpl", Path: "{dir}/migrations/00001_init.sql", Class: render.Appended, Each: render.PerService,
			When: func(v render.View) bool { return v.Service.Initial() }, // package generator adds later migrations, which the model computes
		},
		{Template: migrations + "embed.gen.go.tmpl", Path: "{dir}/migrations/embed.gen.go", Class: render.Owned, Each: render.PerService},
		{Template: postgres + "queries/resource.gen.sql.tmpl", Path: "{dir}/internal/postgres/queries/{resource}.gen.sql", Class: render.Owned, Each: render.PerResource},
		{Template: postgres + "queries/custom.sql.tmpl", Path: "{dir}/internal/postgres/queries/custom.sql", Class: render.Seeded, Each: render.PerService},
		{Template: postgres + "store.gen.go.tmpl", Path: "{dir}/internal/postgres/{storage}.gen.go", Class: render.Owned, Each: render.PerService},
		{Template: postgres + "custom.go.tmpl", Path: "{dir}/internal/postgres/custom.go", Class: render.Seeded, Each: render.PerService},
		{Template: postgres + "resource.gen.go.tmpl", Path: "{dir}/internal/postgres/{resource}.gen.go", Class: render.Owned, Each: render.PerResource},
		{
			Template: postgres + "store.gen_test.go.tmpl", Path: "{dir}/internal/postgres/{storage}.gen_test.go", Class: render.Owned, Each: render.PerService,
			When: func(v render.View) bool {
				return storeExample(v.Service) != nil || len(v.Service.Jobs)+len(v.Service.Seeded) > 0
			}, // tests of jobs and seeds use it, too
		},
		{
			Template: postgres + "resource.gen_test.go.tmpl", Path: "{dir}/internal/postgres/{resource}.gen_test.go", Class: render.Owned, Each: render.PerResource,
			When: func(v render.View) bool { return storeTested(v.Resource) },
		},
	}
}
