// Package devcontainer is the optional pack of a container to develop in, for editors that know devcontainer.json.
package devcontainer

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

// Pack lists the container's description and its image.
func Pack() render.Pack {
	return render.Pack{Name: "devcontainer", Templates: "devcontainer", Optional: true, Rows: rows(), Funcs: template.FuncMap{"ports": ports}}
}

func rows() []render.Row {
	const dir = ".devcontainer/"
	return []render.Row{
		{Template: dir + "devcontainer.json.tmpl", Path: dir + "devcontainer.json", Class: render.Merged},
		{Template: dir + "Dockerfile.tmpl", Path: dir + "Dockerfile", Class: render.Merged},
	}
}

// ports lists the ports that a person asks from outside of the container: REST, and gRPC of each service.
func ports(m *model.Model) []int {
	all := []int{m.Gateway.HTTPPort}
	for _, s := range m.Services {
		all = append(all, s.GRPCPort)
	}
	return all
}
