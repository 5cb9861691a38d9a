// Package service is the pack of the programs of services: configuration, wiring, image.
package service

import (
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

// Pack lists the files of a service's app package, its program and its image.
func Pack() render.Pack {
	return render.Pack{Name: "service", Templates: "core", Rows: rows(), Funcs: funcs()}
}

func rows() []render.Row {
	const from = "services/service/"
	return []render.Row{
		{Template: from + "app/app.gen.go.tmpl", Path: "{dir}/app/app.gen.go", Class: render.Owned, Each: render.PerService},
		{Template: from + "app/config.gen.go.tmpl", Path: "{dir}/app/config.gen.go", Class: render.Owned, Each: render.PerService},
		{Template: from + "app/config.go.tmpl", Path: "{dir}/app/config.go", Class: render.Seeded, Each: render.PerService},
		{Template: from + "app/wire.go.tmpl", Path: "{dir}/app/wire.go", Class: render.Seeded, Each: render.PerService},
		{Template: from + "cmd/main.go.tmpl", Path: "{main}/main.go", Class: render.Seeded, Each: render.PerProgram(isAPI)},
		{
			Template: "services/Dockerfile.tmpl", Path: "{dockerfile}", Class: render.Merged, Each: render.PerProgram(hasImage),
			Program: "{main}", Trees: []string{"{dir}"},
		},
	}
}

func isAPI(p *model.Program) bool { return p.Kind == model.API }

// hasImage reports whether p is a program of a service and has a Dockerfile.
func hasImage(p *model.Program) bool { return p.Service != nil && p.Dockerfile != "" }
