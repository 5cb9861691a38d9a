package model

import (
	"math/big"
	"path"

	"github.com/svcgen/svcgen/generator/spec"
)

// checkPrefixes refuses a prefix that is the plural of a resource: /v1/products/orders could be the product "orders".
func (b *builder) checkPrefixes(m *Model, paths map[string]*Resource) {
	for _, s := range m.Services {
		for _, r := range s.Resources {
			if other := paths[path.Dir(r.Path)]; other != nil {
				b.problem(b.spec.Service(s.Name).Pos, "choose another `http_prefix:`", "the route %s of %s.%s would be one of %s.%s",
					r.Path, s.Name, r.Name, other.Service.Name, other.Name)
			}
		}
	}
}

// checkServices refuses what two services cannot share.
func (b *builder) checkServices(m *Model) {
	paths, packages, protos := map[string]*Resource{}, map[string]string{}, map[string]string{}
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
		if !clash(packages, s.Package) { // else their protobuf packages are the same too, and once is enough
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
			if r.Name == "update_mask" || r.Name == "get_update_mask" {
				b.problem(pos, "choose another name", "resource %q: the request of every update has a field of this name", r.Name)
			}
		}
	}
	b.checkPrefixes(m, paths)
}

// checkCreatable refuses resources of which none could ever be stored.
func (b *builder) checkCreatable(s *Service, ss *spec.Service) {
	for _, r := range s.Resources {
		for _, f := range r.Fields {
			sf := ss.Resource(r.Name).Field(f.Name)
			switch {
			case f.Ref != nil && f.NotNull() && f.Ref.needs(r, map[*Resource]bool{}):
				b.problem(sf.Pos, "make it optional", "field %q: there is no first %s, for each needs another %s", f.Name, r.Title, r.Title)
			case f.zeroValued() && !f.zeroValid():
				b.problem(sf.Pos, "add optional or default=", "field %q is output_only and has no value when a %s is created", f.Name, r.Title)
			case f.zeroValued() && f.Unique:
				b.problem(sf.Pos, "add optional", "field %q is output_only and unique, and the same in every new %s", f.Name, r.Title)
			}
		}
	}
}

// needs reports whether a row of r cannot be without one of other, itself or through further ones.
func (r *Resource) needs(other *Resource, seen map[*Resource]bool) bool {
	if r == other {
		return true
	}
	if seen[r] {
		return false
	}
	seen[r] = true
	for _, f := range r.Fields {
		if f.Ref != nil && f.NotNull() && f.Ref.needs(other, seen) {
			return true
		}
	}
	return false
}

// zeroValued reports whether nobody gives the field a value at creation, so that it starts as the zero value of its type.
func (f *Field) zeroValued() bool {
	return f.OutputOnly && !f.Optional && !f.Now && !f.HasDefault && !f.Repeated
}

// zeroValid reports whether the zero value keeps the rules of the field and means something.
func (f *Field) zeroValid() bool {
	switch f.Kind.Type {
	case spec.String, spec.Text:
		return f.MinLen == nil || *f.MinLen == 0
	case spec.Bool:
		return true
	case spec.Int32, spec.Int64, spec.Float64, spec.Decimal:
		least, most := f.bounds()
		zero := new(big.Rat)
		return (least == nil || least.Cmp(zero) <= 0) && (most == nil || most.Cmp(zero) >= 0)
	}
	return false
}
