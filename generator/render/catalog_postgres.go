package render

import "github.com/svcgen/svcgen/generator/model"

// postgresRows lists the files of the PostgreSQL adapter: migrations, queries, stores, their tests.
func postgresRows() []Row {
	const (
		migrations = "services/service/migrations/"
		postgres   = "services/service/internal/postgres/"
	)
	return []Row{
		{
			Template: migrations + "00001_init.sql.tmpl", Path: "{dir}/migrations/00001_init.sql", Class: Appended, Each: PerService,
			When: func(v View) bool { return v.Service.Initial() }, // later ones are the model's: package generator adds them
		},
		{Template: migrations + "embed.gen.go.tmpl", Path: "{dir}/migrations/embed.gen.go", Class: Owned, Each: PerService},
		{Template: postgres + "queries/resource.gen.sql.tmpl", Path: "{dir}/internal/postgres/queries/{resource}.gen.sql", Class: Owned, Each: PerResource},
		{Template: postgres + "queries/custom.sql.tmpl", Path: "{dir}/internal/postgres/queries/custom.sql", Class: Seeded, Each: PerService},
		{Template: postgres + "store.gen.go.tmpl", Path: "{dir}/internal/postgres/{storage}.gen.go", Class: Owned, Each: PerService},
		{Template: postgres + "custom.go.tmpl", Path: "{dir}/internal/postgres/custom.go", Class: Seeded, Each: PerService},
		{Template: postgres + "resource.gen.go.tmpl", Path: "{dir}/internal/postgres/{resource}.gen.go", Class: Owned, Each: PerResource},
		{
			Template: postgres + "store.gen_test.go.tmpl", Path: "{dir}/internal/postgres/{storage}.gen_test.go", Class: Owned, Each: PerService,
			When: anyResource((*model.Resource).StoreTested),
		},
		{
			Template: postgres + "resource.gen_test.go.tmpl", Path: "{dir}/internal/postgres/{resource}.gen_test.go", Class: Owned, Each: PerResource,
			When: func(v View) bool { return v.Resource.StoreTested() },
		},
	}
}
