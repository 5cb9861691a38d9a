// Package gateway is the pack of the REST gateway: configuration, routes, program, image.
package gateway

import (
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

// Pack lists the files of the gateway.
func Pack() render.Pack {
	return render.Pack{Name: "gateway", Templates: "core", Rows: rows(), Funcs: funcs()}
}

func rows() []render.Row {
	const dir = "services/gateway/"
	return []render.Row{
		{Template: dir + "app/app.gen.go.tmpl", Path: dir + "app/app.gen.go", Class: render.Owned},
		{Template: dir + "app/config.gen.go.tmpl", Path: dir + "app/config.gen.go", Class: render.Owned},
		{Template: dir + "app/routes.gen.go.tmpl", Path: dir + "app/routes.gen.go", Class: render.Owned},
		{Template: dir + "app/wire.go.tmpl", Path: dir + "app/wire.go", Class: render.Seeded},
		{Template: dir + "cmd/main.go.tmpl", Path: "{main}/main.go", Class: render.Seeded, Each: render.PerProgram(isGateway)},
		{
			Template: "services/Dockerfile.tmpl", Path: dir + "Dockerfile", Class: render.Merged, Each: render.PerProgram(isGateway),
			Program: "{main}", Trees: []string{"services/gateway", "gen/go"},
		},
	}
}

func isGateway(p *model.Program) bool { return p.Kind == model.Front }
