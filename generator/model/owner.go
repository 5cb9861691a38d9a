package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// Owner says who owns the entities of a resource: the users whose ids Fields hold, whoever owns what Ref refers to, or the entity, which is
// a user, itself.
type Owner struct {
	Fields []*Field // of type uuid
	Ref    *Field   // a required reference to a resource that has an owner
	Self   bool
}

// Names returns the fields as the spec names them; none if the spec says nothing.
func (o *Owner) Names() []string {
	switch {
	case o == nil:
		return nil
	case o.Ref != nil:
		return []string{o.Ref.Name}
	}
	names := make([]string, len(o.Fields))
	for i, f := range o.Fields {
		names[i] = f.Name
	}
	return names
}

// Root returns the resource whose fields hold the ids of the users who own r, which has an owner: r itself, or what its owner leads to.
func (r *Resource) Root() *Resource {
	for r.Owner.Ref != nil {
		r = r.Owner.Ref.Ref
	}
	return r
}

// Owned reports whether a rule of the workspace lets users have what is their own.
func (m *Model) Owned() bool {
	return slices.ContainsFunc(m.Services, func(s *Service) bool {
		return slices.ContainsFunc(s.Resources, func(r *Resource) bool {
			return hasMethod(r, func(m Method) bool { return r.Limited(m.Name) })
		})
	})
}

// Limited reports whether the resource has the method and users who pass its rule may have only what is their own. For templates:
// {{ if .Limited "get" }}.
func (r *Resource) Limited(name spec.Method) bool {
	m := r.Method(name)
	return m != nil && m.Rule != nil && m.Rule.Owner
}

// LimitsChanges reports whether users may change only what is their own by one of the methods that change a stored entity.
func (r *Resource) LimitsChanges() bool {
	return hasMethod(r, func(m Method) bool { return (m.WritesRow || m.RemovesRow) && r.Limited(m.Name) })
}

// LimitsFetch reports whether the use cases read one entity, if it is the caller's own, before the transaction or without one.
func (r *Resource) LimitsFetch() bool {
	return r.Limited(spec.Get) || r.Prepares && r.LimitsChanges() || r.Limited(spec.Update) && len(r.EditableRemoteRefs()) > 0
}

// reader returns the rule that says who sees the resource; nil if nobody does.
func (r *Resource) reader() *Rule {
	for _, name := range []spec.Method{spec.Get, spec.List} {
		if m := r.Method(name); m != nil {
			return m.Rule
		}
	}
	return nil
}

// RefRule is a rule about what a reference may lead to: to anything for callers whom Rule lets through otherwise, for the others to what
// they own of Resource.
type RefRule struct {
	Resource *Resource
	Rule     *Rule
}

// RefRules returns the rules about the references that a client sends to the method. Nobody attaches what he may not see, or puts
// something where it would not be their own.
func (m *Method) RefRules() []RefRule {
	if !m.TakesResource || m.Rule == nil {
		return nil
	}
	var all []RefRule
	add := func(r *Resource, rule *Rule) {
		same := func(have RefRule) bool {
			return have.Resource == r && have.Rule.Service == rule.Service && slices.Equal(have.Rule.Roles, rule.Roles)
		}
		if rule != nil && rule.Owner && !slices.ContainsFunc(all, same) {
			all = append(all, RefRule{r, rule})
		}
	}
	for _, f := range m.sentRefs() {
		add(f.Ref, f.Ref.reader())
		if o := m.Resource.Owner; o != nil && o.Ref == f {
			add(f.Ref, m.Rule)
		}
	}
	return all
}

// sentRefs returns the references that a client can send to a method that takes the resource.
func (m *Method) sentRefs() []*Field {
	fields := m.Resource.Inputs()
	if m.Name == spec.Update {
		fields = m.Resource.Editable()
	}
	for _, c := range m.Resource.Children {
		fields = append(fields, c.Inputs()...)
	}
	return slices.DeleteFunc(fields, func(f *Field) bool { return f.Ref == nil })
}

// LimitedRefs returns the references that a client sends and that may have to lead to what the caller owns.
func (r *Resource) LimitedRefs() []*Field {
	return slices.DeleteFunc(r.StoredFields(), func(f *Field) bool {
		return f.Ref == nil || !slices.ContainsFunc(r.Methods, func(m Method) bool {
			return slices.Contains(m.sentRefs(), f) && slices.ContainsFunc(m.RefRules(), func(rule RefRule) bool { return rule.Resource == f.Ref })
		})
	})
}

// SentOwners returns the fields with the owners of the resource, if clients send one of them and users may change only what is their own:
// what they make of it has to be theirs, too.
func (r *Resource) SentOwners() []*Field {
	if r.Owner == nil {
		return nil
	}
	sent := func(name spec.Method, fields []*Field) bool {
		return r.Limited(name) && slices.ContainsFunc(r.Owner.Fields, func(f *Field) bool { return slices.Contains(fields, f) })
	}
	if sent(spec.Create, r.Inputs()) || sent(spec.BatchCreate, r.Inputs()) || sent(spec.Update, r.Editable()) {
		return r.Owner.Fields
	}
	return nil
}

// Referred reports whether a reference to the resource may have to lead to what the caller owns.
func (r *Resource) Referred() bool {
	return slices.ContainsFunc(r.Service.Resources, func(other *Resource) bool {
		return slices.ContainsFunc(other.LimitedRefs(), func(f *Field) bool { return f.Ref == r })
	})
}
