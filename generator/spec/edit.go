package spec

import (
	"slices"
	"strings"
)

// AddFields adds fields at the end of a resource and returns the changed file. Nothing else in the file changes: comments,
// blank lines, order and style stay byte for byte. The error is Problems, a
// Problem without a place, or an EditError.
func AddFields(sources []Source, service, resource string, fields []*Field) (Source, error) {
	e, err := edit(sources, service)
	if err != nil {
		return Source{}, err
	}
	r, err := e.resource(resource)
	if err != nil {
		return Source{}, err
	}
	if problems := e.taken(r, fields); len(problems) > 0 {
		return Source{}, problems
	}
	r.Fields = append(r.Fields, fields...)
	return e.put(append(r.path(), "fields"), fieldAdditions(fields))
}

// AddResource adds a resource at the end of a service, as AddFields does with fields.
func AddResource(sources []Source, service string, r *Resource) (Source, error) {
	e, err := edit(sources, service)
	if err != nil {
		return Source{}, err
	}
	for _, have := range e.service.Stored() {
		if have.Name == r.Name {
			hint := "svcgen add field " + service + " " + r.Name + " NAME:TYPE adds to it"
			return Source{}, e.problem(have.Pos, hint, "service %s has a resource %s already", quote(service), quote(r.Name))
		}
	}
	if problems := e.taken(&Resource{Name: r.Name}, r.Fields); len(problems) > 0 {
		return Source{}, problems
	}
	last := entry{key: &node{}, value: &node{}}
	if all := descend(e.root(e.src), []string{"resources"}); all != nil && len(all.entries) > 0 {
		last = all.entries[len(all.entries)-1]
	}
	e.service.Resources = append(e.service.Resources, r)
	return e.put([]string{"resources"}, []addition{resourceAddition(r, last)})
}

// EditError says that an edit would make the spec invalid: a new field uses an enum that does not exist. Positions are those
// of the edited file.
type EditError struct {
	File string
	Err  error // Problems
}

func (e *EditError) Error() string { return e.Err.Error() }
func (e *EditError) Unwrap() error { return e.Err }

// editor changes the file that contains a service.
type editor struct {
	sources []Source
	file    int // in sources
	src     *source
	spec    *Spec // the spec after the edit
	service *Service
}

func edit(sources []Source, service string) (*editor, error) {
	s, err := parseWritten(sources)
	if err != nil {
		return nil, err
	}
	e := &editor{sources: sources, spec: s}
	names := make([]string, len(s.Services))
	for i, have := range s.Services {
		names[i] = have.Name
		if have.Name == service {
			e.service = have
		}
	}
	if e.service == nil {
		hint := orElse(DidYouMean(service, names), known(names, "svcgen add service adds one"))
		return nil, Problem{Msg: "there is no service " + quote(service), Hint: hint}
	}
	e.file = slices.IndexFunc(sources, func(f Source) bool { return f.Path == e.service.Pos.File })
	if e.file < 0 {
		return nil, Problem{Msg: "there is no file of service " + quote(service)}
	}
	e.src, _ = newSource(sources[e.file].Path, sources[e.file].Data, &report{}) // Parse has read it without a problem
	return e, nil
}

// problem is a Problem with its line as excerpt.
func (e *editor) problem(at Pos, hint, format string, args ...any) Problems {
	r := &report{}
	r.add(at, hint, format, args...)
	return r.finish([]*source{e.src})
}

func (e *editor) noResource(name string) Problem {
	names := make([]string, len(e.service.Stored()))
	for i, r := range e.service.Stored() {
		names[i] = r.Name
	}
	hint := orElse(DidYouMean(name, names), known(names, "svcgen add resource adds one"))
	return Problem{Msg: "service " + quote(e.service.Name) + " has no resource " + quote(name), Hint: hint}
}

// known is a hint that lists the names, or other if there are too many to help.
func known(names []string, other string) string {
	if len(names) == 0 || len(names) > 8 {
		return other
	}
	return "allowed: " + enumerate(names)
}

// taken reports fields that the resource has already, and fields that are given twice.
func (e *editor) taken(r *Resource, fields []*Field) Problems {
	all := &report{}
	for i, f := range fields {
		same := func(have *Field) bool { return have.Name == f.Name }
		if at := slices.IndexFunc(r.Fields, same); at >= 0 {
			all.add(r.Fields[at].Pos, "edit it there, then svcgen generate", "resource %s has a field %s already", quote(r.Name), quote(f.Name))
		} else if slices.ContainsFunc(fields[:i], same) {
			all.add(f.Pos, "", "field %s is given twice", quote(f.Name))
		}
	}
	return all.finish([]*source{e.src})
}

// put writes additions at the end of the mapping that the keys lead to. It checks its own work: the new text is parsed, and must
// give e.spec.
func (e *editor) put(keys []string, adds []addition) (Source, error) {
	into := descend(e.root(e.src), keys)
	file := e.sources[e.file]
	inserts, ok := e.src.insertions(into, adds)
	if !ok {
		return Source{}, e.unsupportedPlace(into, adds)
	}
	file.Data = splice(file.Data, inserts)
	src, fine := newSource(file.Path, file.Data, &report{})
	if !fine {
		return Source{}, e.unsupportedPlace(into, adds)
	}
	now := descend(e.root(src), keys)
	if now == nil || len(now.entries) != len(into.entries)+len(adds) {
		return Source{}, e.unsupportedPlace(into, adds)
	}
	changed := slices.Clone(e.sources)
	changed[e.file] = file
	again, err := parseWritten(changed)
	if err != nil {
		return Source{}, &EditError{File: file.Path, Err: err}
	}
	if string(Marshal(again)) != string(Marshal(e.spec)) {
		return Source{}, e.unsupportedPlace(into, adds)
	}
	return file, nil
}

// unsupportedPlace reports that svcgen cannot add to the file in its layout.
func (e *editor) unsupportedPlace(into *node, adds []addition) error {
	lines := make([]string, len(adds))
	for i, a := range adds {
		lines[i] = a.key + ": " + a.flow
	}
	at := e.service.Pos
	if into != nil {
		at = into.pos()
	}
	return e.problem(at, "write it there yourself, then svcgen generate: "+strings.Join(lines, ", "), "svcgen cannot add this without rewriting other parts of the file")
}

// root is the mapping of the service in its file, or in a spec of one file.
func (e *editor) root(s *source) *node {
	root := parseYAML(s, &report{})
	if e.sources[e.file].serviceName() == "" {
		return descend(root, []string{"services", e.service.Name})
	}
	return root
}

// descend follows keys down from a mapping; it is nil if there is no such key.
func descend(n *node, keys []string) *node {
	for _, k := range keys {
		n = child(n, k)
	}
	return n
}

func child(n *node, key string) *node {
	if n == nil {
		return nil
	}
	for _, e := range n.entries {
		if e.key.text == key {
			return e.value
		}
	}
	return nil
}
