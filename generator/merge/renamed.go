package merge

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// settle decides which name everything has in the merge. Of two new names, an answer takes one; until then it is that of the
// side that is kept.
func (m *Merge) settle() {
	for _, t := range m.things {
		b, k, v := name(t.base), name(t.kept), name(t.moved)
		t.final = k
		switch {
		case !t.inBoth:
			t.final = k + v // the one that is there
		case k == b:
			t.final = v
		case v != b && v != k:
			path := dotted(t.base)
			if theirs, ok := m.answer(path); ok {
				if theirs != m.keptIsTheirs {
					t.final = v
				}
				continue
			}
			t.clash = true
			m.clashes = append(m.clashes, Clash{
				File: spec.ServiceFile(t.kept.Service), Path: path,
				Ours: m.pick("renamed to "+k, "renamed to "+v), Theirs: m.pick("renamed to "+v, "renamed to "+k),
			})
		}
	}
}

func dotted(t spec.Target) string {
	return strings.Join(slices.DeleteFunc([]string{t.Service, t.Resource, t.Field}, func(s string) bool { return s == "" }), ".")
}

// renamed is the spec of a side with the names of the merge. at tells the name that a thing has on the side.
func (m *Merge) renamed(sources []spec.Source, at func(*thing) spec.Target) []spec.Source {
	sources = slices.Clone(sources)
	for _, level := range []func(spec.Target) bool{isField, isResource, isService} { // what is inside before what it is in
		var todo []*thing
		for _, t := range m.things {
			if is := name(at(t)); level(t.base) && t.final != "" && is != "" && is != t.final {
				todo = append(todo, t)
			}
		}
		for i, t := range todo {
			sources = rename(sources, at(t), fmt.Sprintf("being_renamed_%d", i), name(t.base)) // names may go round
		}
		for i, t := range todo {
			sources = rename(sources, withName(at(t), fmt.Sprintf("being_renamed_%d", i)), t.final, name(t.base))
		}
	}
	return sources
}

func isField(t spec.Target) bool { return t.Field != "" }

func isResource(t spec.Target) bool { return t.Field == "" && t.Resource != "" }

func isService(t spec.Target) bool { return t.Resource == "" }

func withName(t spec.Target, name string) spec.Target {
	switch {
	case t.Field != "":
		t.Field = name
	case t.Resource != "":
		t.Resource = name
	default:
		t.Service = name
	}
	return t
}

// rename renames one thing; a spec in which that is impossible stays as it is, and the merge of the texts shows why.
func rename(sources []spec.Source, at spec.Target, to, from string) []spec.Source {
	changed, err := spec.Rename(sources, at, to, from)
	if err != nil {
		return sources
	}
	for _, file := range changed {
		sources = put(sources, at, file)
	}
	return sources
}

// put replaces the file of a service, which may have another path now.
func put(sources []spec.Source, at spec.Target, changed spec.Source) []spec.Source {
	i := slices.IndexFunc(sources, func(s spec.Source) bool { return s.Path == changed.Path })
	if i < 0 {
		i = slices.IndexFunc(sources, func(s spec.Source) bool { return s.Path == spec.ServiceFile(at.Service) })
	}
	if i >= 0 {
		sources[i] = changed
	}
	return sources
}

// keptName is the name that the side that is kept has for something in the merge; "" if the thing is new to it.
func (m *Merge) keptName(final spec.Target) string {
	for _, t := range m.things {
		if t.final != "" && m.finally(t) == final { // a thing that both sides removed has no place in the merge
			return name(t.kept)
		}
	}
	if s := m.kept.ledger.Service(final.Service); s != nil {
		r := s.LiveResource(final.Resource)
		switch {
		case final.Resource == "":
			return s.Name
		case r != nil && final.Field == "":
			return r.Name
		case r.Field(final.Field) != nil:
			return final.Field
		}
	}
	return ""
}

// finally returns the name that a thing has in the merge, with the service and the resource that it is in.
func (m *Merge) finally(t *thing) spec.Target {
	out := withName(t.base, t.final)
	for _, o := range m.things {
		if o.base == (spec.Target{Service: t.base.Service}) {
			out.Service = o.final
		}
		if t.base.Resource != "" && o.base == (spec.Target{Service: t.base.Service, Resource: t.base.Resource}) {
			out.Resource = o.final
		}
	}
	return out
}
