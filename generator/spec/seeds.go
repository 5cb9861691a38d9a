package spec

import (
	"slices"
	"strconv"
	"strings"
)

// Seed is an entity of a resource that is there from the beginning: for development, demonstrations, tests.
type Seed struct {
	Pos    Pos
	Values []SeedValue // of the fields that it sets, in the order of the file
}

// SeedValue is the value of a field of a seed.
type SeedValue struct {
	Pos   Pos
	Field string
	Texts []string // canonical: one, or the items of a list; of a ref, the value by which the other seed is found
	By    string   // the field that has it, if it is a ref; else ""
	List  bool
}

// Value returns the value of a field; nil if the seed does not set it.
func (s *Seed) Value(field string) *SeedValue {
	if i := slices.IndexFunc(s.Values, func(v SeedValue) bool { return v.Field == field }); i >= 0 {
		return &s.Values[i]
	}
	return nil
}

// maxSeeds is the greatest number of seeds of a resource: they become Go.
const maxSeeds = 1000

// SeedKey returns the field by which a seed is found: the first that is unique and required, and a string or an integer; nil if there is none.
func (r *Resource) SeedKey() *Field {
	for _, f := range r.Fields {
		if f.Unique && !f.Optional && !f.OutputOnly && f.Default == nil && !f.Repeated && slices.Contains([]Type{String, Int32, Int64}, f.Type) {
			return f
		}
	}
	return nil
}

// linkSeeds reads the seeds of all resources, whose fields are known.
func (s *serviceDecl) linkSeeds() {
	for _, r := range s.resources {
		if r.seeds != nil && s.canSeed(r) {
			s.readSeeds(r)
		}
	}
	for _, r := range s.resources {
		s.checkSeedRefs(r)
	}
	if _, left := s.SeedOrder(); len(left) > 0 {
		s.add(left[0].Seeds[0].Pos, "leave out one of the references", "seeds of %s and %s refer to each other", quote(left[0].Name), quote(left[1].Name))
	}
}

// canSeed reports whether a resource can have seeds.
func (s *serviceDecl) canSeed(r *resourceDecl) bool {
	before, at := len(s.problems), r.seeds.key.pos()
	for _, m := range []Method{Create, List} {
		if !slices.Contains(r.Methods, m) {
			s.add(at, "add "+string(m)+" to methods", "seeds need the method %s", m)
		}
	}
	if r.SeedKey() == nil {
		s.add(at, "sku: string unique", "seeds of %s need a field by which one is found again: required, unique, a string, int32 or int64", quote(r.Name))
	}
	for _, f := range r.Fields {
		switch {
		case f.Caller && !f.Optional:
			s.add(at, "make field "+f.Name+" optional", "nobody creates a seed: there is no caller for field %s", quote(f.Name))
		case f.RefService != "" && !f.Optional:
			s.add(at, "make field "+f.Name+" optional", "a seed cannot refer to another service: field %s", quote(f.Name))
		}
	}
	for _, c := range r.Children {
		if c.Child.MinItems > 0 {
			s.add(at, "leave out min_items", "a seed has no children, but needs %s", quote(c.Plural))
		}
	}
	return len(s.problems) == before
}

func (s *serviceDecl) readSeeds(r *resourceDecl) {
	n := r.seeds.value
	switch {
	case n.kind != list:
		s.unfit(*r.seeds, "a list: [{sku: DEMO-1, title: Demo}]")
		return
	case len(n.items) == 0:
		s.add(r.seeds.key.pos(), "seeds: [{sku: DEMO-1, title: Demo}]", "resource %s has no seeds under seeds", quote(r.Name))
		return
	case len(n.items) > maxSeeds:
		s.add(r.seeds.key.pos(), "load them with a job", "resource %s has more than %s seeds", quote(r.Name), strconv.Itoa(maxSeeds))
		return
	}
	key := r.SeedKey().Name
	seen := map[string]bool{}
	for _, item := range n.items {
		if item.kind != mapping {
			s.add(item.pos(), "write {sku: DEMO-1, title: Demo}", "a seed of %s must be a mapping, not %s", quote(r.Name), item.kind)
			continue
		}
		seed := s.readSeed(r, item)
		r.Seeds = append(r.Seeds, seed)
		for _, d := range r.decls {
			given := seed.Value(d.Name) != nil
			needed := !d.Optional && !d.OutputOnly && !d.Repeated && d.Default == nil && !d.Now && !d.Caller
			if named := slices.ContainsFunc(item.entries, func(e entry) bool { return e.key.text == d.Name }); needed && !given && !named && !d.skip {
				s.add(seed.Pos, "", "the seed has no %s", quote(d.Name))
			}
		}
		if v := seed.Value(key); v != nil {
			if seen[v.Texts[0]] {
				s.add(v.Pos, "", "another seed has the same %s", quote(key))
			}
			seen[v.Texts[0]] = true
		}
	}
}

func (s *serviceDecl) readSeed(r *resourceDecl, n *node) *Seed {
	seed := &Seed{Pos: n.pos()}
	for _, e := range s.entries(n, "a seed of "+quote(r.Name)) {
		i := slices.IndexFunc(r.decls, func(d *decl) bool { return d.Name == e.key.text })
		if i < 0 {
			names := make([]string, len(r.decls))
			for n, d := range r.decls {
				names[n] = d.Name
			}
			s.add(e.key.pos(), DidYouMean(e.key.text, names), "resource %s has no field %s", quote(r.Name), quote(e.key.text))
			continue
		}
		if texts := s.seedValue(r.decls[i], e); texts != nil {
			v := SeedValue{Pos: e.value.pos(), Field: e.key.text, Texts: texts, List: r.decls[i].Repeated}
			if r.decls[i].Type == Ref {
				v.By = s.Resource(r.decls[i].Ref).SeedKey().Name
			}
			seed.Values = append(seed.Values, v)
		}
	}
	return seed
}

// SeedOrder returns the resources with seeds so that those come first to which seeds of others refer. left are those that refer to each other.
func (s *Service) SeedOrder() (order, left []*Resource) {
	for _, r := range s.Resources {
		if len(r.Seeds) > 0 {
			left = append(left, r)
		}
	}
	for {
		i := slices.IndexFunc(left, func(r *Resource) bool {
			return !slices.ContainsFunc(left, func(o *Resource) bool { return o != r && r.seedsLeadTo(o.Name) })
		})
		if i < 0 {
			return order, left
		}
		order, left = append(order, left[i]), slices.Delete(left, i, i+1)
	}
}

// seedsLeadTo reports whether a seed refers to one of another resource.
func (r *Resource) seedsLeadTo(resource string) bool {
	return slices.ContainsFunc(r.Fields, func(f *Field) bool {
		return f.Type == Ref && f.RefService == "" && f.Ref == resource && slices.ContainsFunc(r.Seeds, func(s *Seed) bool { return s.Value(f.Name) != nil })
	})
}

// seeds writes the seeds of a resource.
func (w *writer) seeds(depth int, r *Resource) {
	if len(r.Seeds) > 0 {
		w.line(depth, "seeds", "")
	}
	for _, seed := range r.Seeds {
		start := "- "
		for _, v := range seed.Values {
			w.WriteString(strings.Repeat("  ", depth+1) + start + v.Field + ":")
			start = "  "
			switch {
			case v.By != "":
				w.WriteString("\n")
				w.line(depth+3, v.By, scalar(v.Texts[0]))
			case v.List && len(v.Texts) == 0:
				w.WriteString(" []\n")
			case v.List:
				w.WriteString("\n")
				for _, item := range v.Texts {
					w.WriteString(strings.Repeat("  ", depth+3) + "- " + scalar(item) + "\n")
				}
			default:
				w.WriteString(" " + scalar(v.Texts[0]) + "\n")
			}
		}
	}
}
