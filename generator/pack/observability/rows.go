// Package observability is the optional pack of telemetry: what the other packs generate is measured (model.Observed), and this one tests it.
package observability

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// Pack lists the tests of telemetry.
func Pack() render.Pack {
	return render.Pack{Name: "observability", Templates: "observability", Optional: true, Rows: rows(), Funcs: funcs()}
}

func rows() []render.Row {
	const dir = "tests/integration/"
	return []render.Row{
		{
			Template: dir + "telemetry.gen_test.go.tmpl", Path: dir + "telemetry.gen_test.go", Class: render.Owned,
			When: func(v render.View) bool { return traced(v.Model) != nil },
		},
	}
}

func funcs() template.FuncMap { return template.FuncMap{"traced": traced} }

// trace is a request, and the names of the spans that it makes.
type trace struct {
	Service *model.Service
	Path    string // of a GET
	Request string // GET /v1/products
	Call    string // shop.catalog.v1.CatalogService/ListProducts
}

// traced returns the request of the test: the first list that users may read, or nil.
func traced(m *model.Model) *trace {
	for _, s := range m.Services {
		for _, r := range s.Resources {
			if list := r.Method(spec.List); list != nil && r.ForUsers(spec.List) {
				return &trace{s, list.Path, "GET " + list.Path, s.ProtoPackage + "." + s.PBName + "/" + list.RPC}
			}
		}
	}
	return nil
}
