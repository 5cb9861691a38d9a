package build

import (
	"path"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// checkPrefixes reports a prefix that equals the path of a resource: /v1/products/orders could be the product "orders".
func (b *builder) checkPrefixes(m *model.Model, paths map[string]*model.Resource) {
	for _, s := range m.Services {
		for _, r := range s.Resources {
			if other := paths[path.Dir(r.Path)]; other != nil {
				b.problem(b.spec.Service(s.Name).Pos, "choose another `http_prefix:`", "the route %s of %s.%s would also be a route of %s.%s",
					r.Path, s.Name, r.Name, other.Service.Name, other.Name)
			}
		}
	}
}

// checkWidth reports a table with more columns than PostgreSQL takes. It takes 1,600, those included that were dropped; the rest is for
// columns that a person adds, or that come and go while a type changes.
func (b *builder) checkWidth(r *model.Resource, pos spec.Pos) {
	const most = 1580
	columns, dropped := len(model.TableOf(r).Columns), len(r.Removed)
	switch {
	case columns > most:
		b.problem(pos, "split it into several resources", "resource %q has %d columns, and a table has at most %d", r.Name, columns, most)
	case columns+dropped > most:
		b.problem(pos, "move the new fields to another resource", "resource %q has %d columns and had %d more, which count too: a table has at most %d in its life",
			r.Name, columns, dropped, most)
	}
}

// checkServices reports Go packages and routes that two services share, and tables that are too wide.
func (b *builder) checkServices(m *model.Model) {
	paths, packages, protos := map[string]*model.Resource{}, map[string]string{}, map[string]string{}
	for _, s := range m.Services {
		ss := b.spec.Service(s.Name)
		clash := func(seen map[string]string, value string) bool {
			other := seen[value]
			if other != "" {
				b.problem(ss.Pos, "rename one of them", "services %q and %q both become the Go package %s", other, s.Name, value)
			}
			seen[value] = s.Name
			return other != ""
		}
		if !clash(packages, s.Package) { // a clash here would also be one of protobuf packages; report it once
			clash(protos, s.PBPackage)
		}
		for _, r := range s.Resources {
			pos := ss.Resource(r.Name).Pos
			if other := paths[r.Path]; other != nil && other.Service != s {
				b.problem(pos, "set `http_prefix:` in one of the services", "%s.%s and %s.%s have the same route, %s",
					other.Service.Name, other.Name, s.Name, r.Name, r.Path)
			} else if other != nil && other.Table != r.Table {
				b.problem(pos, "set `plural:` on one of them", "%q and %q have the same route, %s", other.Name, r.Name, r.Path)
			}
			paths[r.Path] = r
			for _, part := range r.Stored() {
				b.checkWidth(part, ss.Resource(part.Name).Pos)
			}
		}
	}
	b.checkPrefixes(m, paths)
}
