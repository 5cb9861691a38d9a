// Package client is the pack of the Go clients with which services call each other, and of their doubles for tests.
package client

import "github.com/svcgen/svcgen/generator/render"

// Pack lists the files of the client of a service that others call: catalogclient and catalogclienttest for catalog.
func Pack() render.Pack {
	return render.Pack{Name: "client", Templates: "core", Rows: rows(), Funcs: funcs()}
}

// called reports whether another service calls that of the file.
func called(v render.View) bool { return v.Service.Called() }

// acts reports whether the service is called, and has methods beside the standard ones.
func acts(v render.View) bool { return called(v) && len(clientActions(v.Service)) > 0 }

func rows() []render.Row {
	const from = "services/service/"
	return []render.Row{
		{Template: from + "client/service.gen.go.tmpl", Path: "{dir}/{package}client/service.gen.go", Class: render.Owned, Each: render.PerService, When: called},
		{Template: from + "client/resource.gen.go.tmpl", Path: "{dir}/{package}client/{resource}.gen.go", Class: render.Owned, Each: render.PerResource, When: called},
		{Template: from + "client/methods.gen.go.tmpl", Path: "{dir}/{package}client/methods.gen.go", Class: render.Owned, Each: render.PerService, When: acts},
		{Template: from + "clienttest/client.gen.go.tmpl", Path: "{dir}/{package}clienttest/client.gen.go", Class: render.Owned, Each: render.PerService, When: called},
	}
}
