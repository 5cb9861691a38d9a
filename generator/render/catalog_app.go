package render

// appRows lists the wiring: app packages, commands, gateway, tools/dev, whole-stack tests.
func appRows() []Row {
	const service, gateway = "services/service/", "services/gateway/"
	return []Row{
		{Template: service + "app/app.gen.go.tmpl", Path: "{dir}/app/app.gen.go", Class: Owned, Each: PerService},
		{Template: service + "app/config.gen.go.tmpl", Path: "{dir}/app/config.gen.go", Class: Owned, Each: PerService},
		{Template: service + "app/config.go.tmpl", Path: "{dir}/app/config.go", Class: Seeded, Each: PerService},
		{Template: service + "app/wire.go.tmpl", Path: "{dir}/app/wire.go", Class: Seeded, Each: PerService},
		{Template: service + "cmd/main.go.tmpl", Path: "{dir}/cmd/{service}-api/main.go", Class: Seeded, Each: PerService},

		{Template: gateway + "app/app.gen.go.tmpl", Path: "services/gateway/app/app.gen.go", Class: Owned},
		{Template: gateway + "app/config.gen.go.tmpl", Path: "services/gateway/app/config.gen.go", Class: Owned},
		{Template: gateway + "app/routes.gen.go.tmpl", Path: "services/gateway/app/routes.gen.go", Class: Owned},
		{Template: gateway + "app/wire.go.tmpl", Path: "services/gateway/app/wire.go", Class: Seeded},
		{Template: gateway + "cmd/main.go.tmpl", Path: "services/gateway/cmd/gateway/main.go", Class: Seeded},

		{Template: "cmd/all/main.go.tmpl", Path: "cmd/{name}/main.go", Class: Seeded},
		{Template: "cmd/all/stack/stack.gen.go.tmpl", Path: "cmd/{name}/stack/stack.gen.go", Class: Owned},
		{Template: "tools/dev/main.gen.go.tmpl", Path: "tools/dev/main.gen.go", Class: Owned},

		{Template: "tests/integration/stack.gen_test.go.tmpl", Path: "tests/integration/stack.gen_test.go", Class: Owned},
		{Template: "tests/integration/settings_test.go.tmpl", Path: "tests/integration/settings_test.go", Class: Seeded},
		{
			Template: "tests/integration/service.gen_test.go.tmpl", Path: "tests/integration/{service}_service.gen_test.go", Class: Owned,
			Each: PerService, When: func(v View) bool { return v.Service.HasREST() },
		},
		{Template: "tests/e2e/smoke_test.go.tmpl", Path: "tests/e2e/smoke_test.go", Class: Seeded},
	}
}
