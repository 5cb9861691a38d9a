package merge

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

// unknown reports whether a list named removed names something that the branch added and took away again: the ledger that stays
// never had it. at is the resource, the service or the workspace that has the list.
func (m *Merge) unknown(at spec.Target, item string) bool {
	item, instead, _ := strings.Cut(item, " -> ")
	what, value, dotted := strings.Cut(item, ".")
	if at.Service == "" {
		return m.kept.ledger.Service(what) == nil
	}
	service := m.kept.ledger.Service(m.keptName(spec.Target{Service: at.Service}))
	resource := service.Resource(m.keptName(at))
	switch {
	case service == nil || at.Resource != "" && resource == nil:
		return true
	case dotted:
		enum := service.Enum(what)
		if f := resource.Field(m.keptName(spec.Target{Service: at.Service, Resource: at.Resource, Field: what})); f != nil && f.Enum != "" {
			enum = service.Enum(f.Enum)
		}
		gone := func(r ledger.Reserved) bool { return r.Name == value }
		return enum.Value(value) == nil && enum.Value(instead) == nil && (enum == nil || !slices.ContainsFunc(enum.Removed, gone))
	case at.Resource == "":
		return service.Resource(what) == nil
	default:
		return resource.Field(what) == nil && !resource.HasReserved(what) && what != "delete_time"
	}
}

// declare writes into the merged spec what the ledger that stays has not seen yet: the former names and the removals of the other
// side, even if that side has done without the words since.
func (m *Merge) declare() error {
	for _, t := range m.things {
		at := m.finally(t)
		if !t.inBoth || t.final == name(t.kept) {
			continue
		}
		if err := m.edit(at, func(src spec.Source) ([]byte, error) { return spec.DeclareRenamed(src, at, name(t.kept)) }); err != nil {
			return err
		}
	}
	s, err := spec.Parse(m.sources)
	if err != nil {
		return err
	}
	for _, l := range losses(m.kept.ledger, s) {
		for _, c := range l.Choices {
			if c.Rename || !m.removed(c) {
				continue
			}
			if err := m.edit(c.Target, func(src spec.Source) ([]byte, error) { return spec.DeclareRemoved(src, c.Target, c.Name) }); err != nil {
				return err
			}
		}
	}
	return m.forgetNames(s)
}

// losses are the services, resources and fields of a ledger that a spec does not mention any more.
func losses(l *ledger.Ledger, s *spec.Spec) []lineage.Loss {
	all := lineage.CheckServices(l, s).Losses
	for _, ss := range s.Services {
		if before := lineage.Service(l, s, ss); before != nil {
			all = append(all, lineage.CheckService(before, ss).Losses...)
		}
	}
	return all
}

// removed reports whether the other side removed what a choice would list under removed.
func (m *Merge) removed(c lineage.Choice) bool {
	return slices.ContainsFunc(m.things, func(t *thing) bool {
		in := m.finally(t)
		switch {
		case isField(in):
			in.Field = ""
		case isResource(in):
			in.Resource = ""
		default:
			in.Service = ""
		}
		return name(t.kept) == c.Name && name(t.moved) == "" && in == c.Target
	})
}

// forgetNames removes names of the past that only the branch knew, because it renamed or removed what it had added itself.
func (m *Merge) forgetNames(s *spec.Spec) error {
	var err error
	forget := func(at spec.Target, from string) {
		if err == nil && from != "" && m.keptName(at) == "" {
			err = m.edit(at, func(src spec.Source) ([]byte, error) { return spec.ForgetRenamed(src, at) })
		}
	}
	forgetRemoved := func(at spec.Target, removed []spec.Removal) {
		stale := func(item string) bool { return m.unknown(at, item) }
		if err == nil && slices.ContainsFunc(removed, func(r spec.Removal) bool { return stale(removal(r)) }) {
			err = m.edit(at, func(src spec.Source) ([]byte, error) { return spec.ForgetRemoved(src, at, stale) })
		}
	}
	for _, ss := range s.Services {
		in := spec.Target{Service: ss.Name}
		for _, sr := range ss.Resources {
			in := spec.Target{Service: ss.Name, Resource: sr.Name}
			for _, sf := range sr.Fields {
				forget(spec.Target{Service: ss.Name, Resource: sr.Name, Field: sf.Name}, sf.RenamedFrom)
			}
			forget(in, sr.RenamedFrom)
			forgetRemoved(in, sr.Removed)
		}
		forget(in, ss.RenamedFrom)
		if !m.imports(ss.Name) {
			forgetRemoved(in, ss.Removed)
		}
	}
	forgetRemoved(spec.Target{}, s.Removed)
	return err
}

// removal is a name under removed as it is written.
func removal(r spec.Removal) string {
	if r.Instead != "" {
		return r.Name + " -> " + r.Instead
	}
	return r.Name
}

// edit changes the file that holds a part of the merged spec.
func (m *Merge) edit(at spec.Target, change func(spec.Source) ([]byte, error)) error {
	i := slices.IndexFunc(m.sources, func(s spec.Source) bool { return at.Service != "" && s.Path == spec.ServiceFile(at.Service) })
	if i < 0 {
		i = slices.IndexFunc(m.sources, func(s spec.Source) bool { return s.Path == spec.WorkspaceFile })
	}
	if i < 0 {
		return nil
	}
	data, err := change(m.sources[i])
	if err == nil {
		m.sources[i].Data = data
	}
	return err
}
