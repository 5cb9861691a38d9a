package merge

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/textmerge"
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

// pick is ours of two values, one of the side that is kept and one of the other.
func (m *Merge) pick(kept, moved string) string {
	if m.keptIsTheirs {
		return moved
	}
	return kept
}

// answer is what a person has decided about a clash: whether theirs is taken.
func (m *Merge) answer(path string) (theirs, ok bool) {
	theirs = slices.Contains(m.answers.Theirs, path)
	ok = theirs || slices.Contains(m.answers.Ours, path)
	m.used[path] = m.used[path] || ok
	return theirs, ok
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

func isField(t spec.Target) bool    { return t.Field != "" }
func isResource(t spec.Target) bool { return t.Field == "" && t.Resource != "" }
func isService(t spec.Target) bool  { return t.Resource == "" }

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
	return put(sources, at, changed)
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

// mergeSpecs merges the files of the spec. Those that a person has resolved already stay as they are.
func (m *Merge) mergeSpecs() {
	base := texts(m.renamed(m.base.sources, func(t *thing) spec.Target { return t.base }))
	kept := texts(m.renamed(m.kept.sources, func(t *thing) spec.Target { return t.kept }))
	moved := texts(m.renamed(m.moved.sources, func(t *thing) spec.Target { return t.moved }))
	all := maps.Clone(base)
	maps.Copy(all, kept)
	maps.Copy(all, moved)
	for _, p := range slices.Sorted(maps.Keys(all)) {
		b, k, v := base[p], kept[p], moved[p]
		if text, ok := m.resolved(p); ok {
			m.sources = append(m.sources, spec.Source{Path: p, Data: text})
			continue
		}
		switch {
		case bytes.Equal(v, b) || v == nil && b == nil:
			v = k
		case bytes.Equal(k, b):
		case k == nil || v == nil:
			theirs, ok := m.answer(p)
			if !ok {
				m.clashes = append(m.clashes, Clash{File: p, Path: p, Ours: m.pick(state(k), state(v)), Theirs: m.pick(state(v), state(k))})
			}
			if ok && theirs == m.keptIsTheirs || !ok && k != nil {
				v = k
			}
		default:
			v = m.mergeText(p, b, k, v)
		}
		if v != nil {
			m.sources = append(m.sources, spec.Source{Path: p, Data: v})
		}
	}
}

func state(text []byte) string {
	if text == nil {
		return "removed"
	}
	return "changed"
}

func texts(sources []spec.Source) map[string][]byte {
	out := map[string][]byte{}
	for _, s := range sources {
		out[s.Path] = s.Data
	}
	return out
}

func (m *Merge) mergeText(name string, base, kept, moved []byte) []byte {
	y := textmerge.YAML{
		Base: base, Ours: kept, Theirs: moved, OursName: m.kept.name, TheirsName: m.moved.name,
		Answer: func(path string) (bool, bool) {
			theirs, ok := m.answer(clashPath(name, path))
			return theirs != m.keptIsTheirs, ok
		},
	}
	text, clashes := y.Merge()
	for _, c := range clashes {
		m.clashes = append(m.clashes, Clash{
			File: name, Line: c.Line, Path: clashPath(name, c.Path),
			Ours: m.pick(c.Ours, c.Theirs), Theirs: m.pick(c.Theirs, c.Ours),
		})
	}
	return text
}

// clashPath is a place in a spec as a person names it: catalog.item.note.
func clashPath(file, path string) string {
	var words []string
	if service := serviceOfSpec(file); service != "" {
		words = append(words, service)
	}
	for word := range strings.SplitSeq(path, ".") {
		if word != "services" && word != "resources" && word != "fields" && word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, ".")
}

// serviceOfSpec is the service that a file is the spec of, "" if it is that of the workspace.
func serviceOfSpec(file string) string {
	if file == spec.WorkspaceFile {
		return ""
	}
	return path.Base(path.Dir(file))
}

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

// keptName is the name that the side that is kept has for something in the merge; "" if the thing is new to it.
func (m *Merge) keptName(final spec.Target) string {
	for _, t := range m.things {
		if m.finally(t) == final {
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

// finally is what a thing is called in the merge, with the service and the resource that it is in.
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
