// Package observability is the optional pack of telemetry: what the other packs generate is measured (model.Observed), and this one tests it.
package observability

import (
	"text/template"

	"github.com/svcgen/svcgen/generator/fixture"
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
	return append(composeRows(), []render.Row{
		{
			Template: dir + "telemetry.gen_test.go.tmpl", Path: dir + "telemetry.gen_test.go", Class: render.Owned,
			When: func(v render.View) bool { return traced(v.Model) != nil },
		},
		{
			Template: dir + "hops_telemetry.gen_test.go.tmpl", Path: dir + "hops_telemetry.gen_test.go", Class: render.Owned,
			When: func(v render.View) bool { return traced(v.Model) != nil && passed(v.Model) != nil },
		},
	}...)
}

func funcs() template.FuncMap {
	return template.FuncMap{"passed": passed, "scraped": scraped, "traced": traced}
}

// trace is a request, and the names of the spans that it makes.
type trace struct {
	Service *model.Service
	Path    string // of a GET
	Request string // GET /v1/products
	Call    string // shop.catalog.v1.CatalogService/ListProducts
}

// call returns the name of the span of a call: shop.catalog.v1.CatalogService/ListProducts.
func call(m *model.Method) string {
	s := m.Resource.Service
	return s.ProtoPackage + "." + s.PBName + "/" + m.RPC
}

// hop is a request for which a service calls another one, and the names of the spans that it makes.
type hop struct {
	Name    string // of the resource that is created, in the names of functions of tests: OrdersOrder
	Service string // that creates it, in such names: Orders
	Path    string // of a POST
	Request string // POST /v1/orders
	Call    string // shop.orders.v1.OrdersService/CreateOrder
	Passed  string // shop.catalog.v1.CatalogService/GetProduct
}

// passed returns the request of the test of two services, or nil.
func passed(m *model.Model) *hop {
	all := fixture.Hops(m)
	if len(all) == 0 {
		return nil
	}
	r, asked := all[0].Resource, all[0].Remote.BatchMissing()
	if asked == nil {
		asked = all[0].Remote.Method(spec.Get)
	}
	create := r.Method(spec.Create)
	return &hop{r.Service.GoName + r.GoName, r.Service.GoName, create.Path, "POST " + create.Path, call(create), call(asked)}
}

// traced returns the request of the test: the first list that users may read, or nil.
func traced(m *model.Model) *trace {
	for _, s := range m.Services {
		for _, r := range s.Resources {
			if list := r.Method(spec.List); list != nil && r.ForUsers(spec.List) {
				return &trace{s, list.Path, "GET " + list.Path, call(list)}
			}
		}
	}
	return nil
}
