package merge

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// thing is a service, a resource or a field that the common ancestor has, with its name on each side: "" if the side removed it.
type thing struct {
	base, kept, moved spec.Target
	final             string // its name in the merge
	clash             bool   // both sides renamed it
	inBoth            bool
}

func name(t spec.Target) string {
	switch {
	case t.Field != "":
		return t.Field
	case t.Resource != "":
		return t.Resource
	}
	return t.Service
}

// things finds what became of everything that the common ancestor has: fields first, then resources, then services.
//
// Numbers identify fields on a side that descends from the ancestor. In a rebase or a cherry-pick ours does not: there names do.
func things(base, kept, moved *ledger.Ledger, keptDescends, movedDescends bool) []*thing {
	var fields, resources, services []*thing
	add := func(to *[]*thing, b, k, m spec.Target) {
		*to = append(*to, &thing{base: b, kept: k, moved: m, inBoth: k != spec.Target{} && m != spec.Target{}})
	}
	for _, s := range base.Services {
		if !s.Live() {
			continue
		}
		ks, ms := serviceNow(kept, s), serviceNow(moved, s)
		add(&services, spec.Target{Service: s.Name}, serviceTarget(ks), serviceTarget(ms))
		for _, r := range s.Resources {
			if r.Gone {
				continue
			}
			kr, mr := resourceNow(s, ks, r), resourceNow(s, ms, r)
			add(&resources, spec.Target{Service: s.Name, Resource: r.Name}, resourceTarget(ks, kr), resourceTarget(ms, mr))
			for _, f := range r.Fields {
				add(&fields, spec.Target{Service: s.Name, Resource: r.Name, Field: f.Name},
					fieldTarget(ks, kr, fieldNow(r, kr, f, keptDescends)), fieldTarget(ms, mr, fieldNow(r, mr, f, movedDescends)))
			}
		}
	}
	return slices.Concat(fields, resources, services)
}

func serviceTarget(s *ledger.Service) spec.Target {
	if s == nil {
		return spec.Target{}
	}
	return spec.Target{Service: s.Name}
}

func resourceTarget(s *ledger.Service, r *ledger.Resource) spec.Target {
	if s == nil || r == nil {
		return spec.Target{}
	}
	return spec.Target{Service: s.Name, Resource: r.Name}
}

func fieldTarget(s *ledger.Service, r *ledger.Resource, f *ledger.Field) spec.Target {
	if s == nil || r == nil || f == nil {
		return spec.Target{}
	}
	return spec.Target{Service: s.Name, Resource: r.Name, Field: f.Name}
}

// serviceNow follows the renames of a service; nil if it was removed.
func serviceNow(l *ledger.Ledger, s *ledger.Service) *ledger.Service {
	now := l.Service(s.Name)
	for range l.Services { // bounded, because a ledger may be damaged
		if now == nil || now.RenamedTo == "" {
			break
		}
		now = l.Service(now.RenamedTo)
	}
	if now.Live() {
		return now
	}
	return nil
}

// resourceNow finds a resource of base in a later run: under its name, under the name that it was given, or, after several
// renames, by the numbers of its fields.
func resourceNow(base, now *ledger.Service, r *ledger.Resource) *ledger.Resource {
	if now == nil {
		return nil
	}
	if same := now.LiveResource(r.Name); same != nil && same.Was == r.Was {
		return same
	}
	var best *ledger.Resource
	most := 0
	for _, one := range now.Resources {
		if one.Gone || base.LiveResource(one.Name) != nil && one.Was == base.LiveResource(one.Name).Was {
			continue
		}
		if one.Was == r.Name {
			return one
		}
		if n := alike(r, one); one.Was != "" && n > most {
			best, most = one, n
		}
	}
	if best != nil && most*2 >= len(r.Fields) {
		return best
	}
	return now.LiveResource(r.Name)
}

func alike(a, b *ledger.Resource) int {
	n := 0
	for _, f := range a.Fields {
		if have := b.Field(f.Name); have != nil && have.Number == f.Number {
			n++
		}
	}
	return n
}

// fieldNow finds a field of base in a later run. It has its number for good, unless it was given another type.
func fieldNow(base, now *ledger.Resource, f *ledger.Field, descends bool) *ledger.Field {
	if now == nil {
		return nil
	}
	if !descends {
		for _, one := range now.Fields {
			if one.Was == f.Name && base.Field(one.Name) == nil {
				return one
			}
		}
		return now.Field(f.Name)
	}
	for _, one := range now.Fields {
		if one.Number == f.Number {
			return one
		}
	}
	other := now.Field(f.Name)
	if other == nil || slices.ContainsFunc(base.Fields, func(b *ledger.Field) bool { return b.Number == other.Number }) {
		return nil
	}
	return other
}
