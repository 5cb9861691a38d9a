package spec

import (
	"slices"
	"strings"
)

// MaxOwnerSteps is the largest number of references between a resource and the one that says who owns it.
const MaxOwnerSteps = 3

// OwnerField is a word of owner: a field that says who owns a resource.
type OwnerField struct {
	Pos  Pos
	Name string
}

// Owners returns the fields that say who owns r, a resource of s: those that owner names or, without the word, the one that is set to the
// caller. Each holds the id of a user, or the only one refers to a resource that has an owner. It returns none if nobody owns r.
func (s *Service) Owners(r *Resource) []*Field {
	var fields []*Field
	for _, o := range r.Owner {
		if f := r.Field(o.Name); f != nil {
			fields = append(fields, f)
		}
	}
	if len(r.Owner) > 0 {
		return fields
	}
	if set := r.setToCaller(); len(set) == 1 {
		return set
	}
	return nil
}

// ownerNames returns the words of owner.
func (r *Resource) ownerNames() []string {
	names := make([]string, len(r.Owner))
	for i, o := range r.Owner {
		names[i] = o.Name
	}
	return names
}

// setToCaller returns the fields with value=caller.id.
func (r *Resource) setToCaller() []*Field {
	return slices.DeleteFunc(slices.Clone(r.Fields), func(f *Field) bool { return !f.Caller })
}

// readOwner reads owner: a field, or several.
func (s *serviceDecl) readOwner(r *Resource, e entry) {
	items := []item{{e.value.text, place{node: e.value}}}
	if e.value.kind != text {
		items = s.words(e)
	}
	if e.value.kind == list && len(items) == 0 {
		s.add(e.value.pos(), "owner: customer, a field", `"owner" names no field`)
	}
	for _, i := range items {
		if slices.ContainsFunc(r.Owner, func(o OwnerField) bool { return o.Name == i.text }) {
			s.add(i.at.pos(), "", "field %s is named twice", quote(i.text))
		}
		r.Owner = append(r.Owner, OwnerField{i.at.pos(), i.text})
	}
}

// ownersNeedAuth reports what says who owns something in a workspace that does not know who calls.
func (p *parse) ownersNeedAuth(r *Resource) {
	hint := authExample + " in " + WorkspaceFile
	if len(r.Owner) > 0 {
		p.add(r.Owner[0].Pos, hint, `"owner" needs auth`)
	}
	for _, f := range r.setToCaller() {
		p.add(f.Pos, hint, `"value=caller.id" needs auth`)
	}
}

// checkOwner checks who owns a resource, and whether the rules that ask for it can be kept.
func (p *parse) checkOwner(s *Service, r *Resource) {
	for _, o := range r.Owner {
		p.checkOwnerField(s, r, o)
	}
	unowned := false
	for _, m := range r.AllMethods() {
		rule := p.spec.Rule(s, r, m)
		if rule == nil {
			continue // reported already
		}
		for _, c := range rule.Callers {
			switch {
			case c.Name == Owner && len(s.Owners(r)) == 0:
				if !unowned {
					p.unowned(c.Pos, r)
				}
				unowned = true
			case m == Create, m == BatchCreate && rule != p.spec.Rule(s, r, Create): // of one rule once is enough
				p.checkCreator(s, r, m, c)
			}
		}
	}
}

// unowned reports a resource without an owner.
func (p *parse) unowned(at Pos, r *Resource) {
	if set := r.setToCaller(); len(set) > 1 && len(r.Owner) == 0 {
		names := make([]string, len(set))
		for i, f := range set {
			names[i] = f.Name
		}
		p.add(r.Pos, "owner: "+names[0]+", or owner: ["+strings.Join(names, ", ")+"]", "%s are both set to the caller", enumerate(names))
		return
	}
	p.add(at, "give it a field owner: uuid value=caller.id, or write owner: <ref to what has an owner>", "nothing says who owns %s", quote(r.Name))
}

// checkOwnerField checks a field that says who owns a resource.
func (p *parse) checkOwnerField(s *Service, r *Resource, o OwnerField) {
	f := r.Field(o.Name)
	switch {
	case f == nil:
		names := make([]string, len(r.Fields))
		for i, f := range r.Fields {
			names[i] = f.Name
		}
		hint := DidYouMean(o.Name, names)
		if strings.Contains(o.Name, ",") {
			hint = "owner: [" + o.Name + "]"
		}
		p.add(o.Pos, hint, "resource %s has no field %s", quote(r.Name), quote(o.Name))
	case f.Type == UUID && !f.Repeated:
	case f.Type != Ref:
		p.add(o.Pos, "a uuid holds the id of a user, a ref leads to what has an owner", "field %s is %s, which says nothing about users", quote(f.Name), f.typeText())
	case len(r.Owner) > 1:
		p.add(o.Pos, "owner: "+f.Name+" alone, or fields of type uuid", "field %s is a reference, which cannot be one of several owners", quote(f.Name))
	case f.RefService != "":
		p.add(o.Pos, "a field of its own: customer: uuid value=caller.id", "the owner of %s cannot stand in another database", quote(r.Name))
	case s.Resource(f.Ref) == nil: // reported already
	case f.Optional:
		p.add(f.Pos, "leave out optional", "the owner of %s is found by way of %s, which must not be optional", quote(r.Name), quote(f.Name))
	case len(s.Owners(s.Resource(f.Ref))) == 0:
		p.unowned(o.Pos, s.Resource(f.Ref))
	case s.ownerSteps(r) > MaxOwnerSteps:
		p.add(o.Pos, "give it a field of its own: uuid value=caller.id", "the owner of %s is more than %d references away", quote(r.Name), MaxOwnerSteps)
	}
}

// ownerSteps counts the references between a resource and the one with the ids of its owners. It counts no further than it has to.
func (s *Service) ownerSteps(r *Resource) int {
	steps := 0
	for ; r != nil && steps <= MaxOwnerSteps; steps++ {
		owners := s.Owners(r)
		if len(owners) != 1 || owners[0].Type != Ref {
			return steps
		}
		r = s.Resource(owners[0].Ref)
	}
	return steps
}

// checkCreator reports a caller who may create a resource by m although nobody would own it, or although the server has nobody to set a field to.
func (p *parse) checkCreator(s *Service, r *Resource, m Method, c Caller) {
	owners := s.Owners(r)
	switch {
	case c.Name == Owner && !slices.ContainsFunc(owners, func(f *Field) bool { return f.Type == Ref || !f.Caller && !f.OutputOnly }):
		p.add(c.Pos, string(m)+": ["+SignedIn+"]", "nobody owns %s before it is created", quote(r.Name))
	case c.Name == Anyone || c.Name == OfWork:
		who := "anyone"
		if c.Name == OfWork {
			who = "a service"
		}
		for _, f := range r.setToCaller() {
			if !f.Optional {
				p.add(c.Pos, "add optional to the field, or "+string(m)+": ["+SignedIn+"]", "%s has no value when %s creates %s", f.Name, who, quote(r.Name))
			}
		}
	}
}
