// Package api is the pack of what clients see of a service: its protobuf file and its gRPC server.
package api

import "github.com/svcgen/svcgen/generator/render"

// Pack lists the protobuf files, the gRPC servers, and what plain buf needs to generate what svcgen generates.
func Pack() render.Pack {
	return render.Pack{Name: "api", Templates: "core", Rows: rows(), Funcs: funcs()}
}

// guarded reports whether the workspace has rules who may call which method.
func guarded(v render.View) bool { return v.Guarded() }

func rows() []render.Row {
	const from, to = "services/service/internal/rpc/", "{dir}/internal/rpc/"
	return []render.Row{
		{Template: "buf.yaml.tmpl", Path: "buf.yaml", Class: render.Seeded},
		{Template: "buf.gen.yaml.tmpl", Path: "buf.gen.yaml", Class: render.Owned},
		{Template: "proto/service.proto.tmpl", Path: "proto/{proto}", Class: render.Owned, Each: render.PerService},
		{Template: from + "server.gen.go.tmpl", Path: to + "server.gen.go", Class: render.Owned, Each: render.PerService},
		{
			Template: from + "service.methods.gen.go.tmpl", Path: to + "service.methods.gen.go", Class: render.Owned, Each: render.PerService,
			When: func(v render.View) bool { return len(v.Service.OwnMethods) > 0 },
		},
		{Template: from + "resource.gen.go.tmpl", Path: to + "{resource}.gen.go", Class: render.Owned, Each: render.PerResource},
		{Template: from + "rules.gen.go.tmpl", Path: to + "rules.gen.go", Class: render.Owned, Each: render.PerService, When: guarded},
		{Template: from + "server.gen_test.go.tmpl", Path: to + "server.gen_test.go", Class: render.Owned, Each: render.PerService},
	}
}
