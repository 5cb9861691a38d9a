package spec

import "slices"

// step is a part of an edit of a service's mapping. Each step works on the text that the step before has left, so that no step
// uses positions that another has moved.
type step func(p *patch, service *node)

// take carries out the steps of an edit on the file of the service. named is the name of the service afterwards.
func (e *editor) take(named string, steps []step) (Source, error) {
	file := e.sources[e.file]
	old := e.service.Name
	for _, do := range steps {
		p, err := newPatch(file)
		if err != nil {
			return Source{}, err
		}
		service := p.service(old)
		if service == nil {
			service, old = p.service(named), named // it has just been renamed
		}
		if service == nil {
			return Source{}, e.unsupportedLayout()
		}
		do(p, service)
		data, ok := p.finish()
		if !ok {
			return Source{}, e.unsupportedLayout()
		}
		file.Data = data
	}
	if named != e.service.Name && file.serviceName() != "" {
		file.Path = ServiceFile(named)
	}
	changed := slices.Clone(e.sources)
	changed[e.file] = file
	if _, err := parseWritten(changed); err != nil {
		return Source{}, &EditError{File: file.Path, Err: err}
	}
	return file, nil
}

// unsupportedLayout reports that svcgen cannot edit the file in its layout.
func (e *editor) unsupportedLayout() error {
	return e.problem(e.service.Pos, "edit it yourself, then svcgen generate", "svcgen cannot make this change without rewriting other parts of the file")
}

// resource looks a resource of the service up.
func (e *editor) resource(name string) (*Resource, error) {
	if r := e.resourceNamed(name); r != nil {
		return r, nil
	}
	return nil, e.noResource(name)
}

func (e *editor) resourceNamed(name string) *Resource {
	for _, r := range e.service.Resources {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// field looks a field up, and its resource.
func (e *editor) field(at Target) (*Resource, *Field, error) {
	r, err := e.resource(at.Resource)
	if err != nil {
		return nil, nil, err
	}
	if f := r.field(at.Field); f != nil {
		return r, f, nil
	}
	names := make([]string, len(r.Fields))
	for i, f := range r.Fields {
		names[i] = f.Name
	}
	hint := orElse(DidYouMean(at.Field, names), known(names, "svcgen explain "+e.service.Name+"."+r.Name+" lists them"))
	return nil, nil, Problem{Msg: "resource " + quote(r.Name) + " has no field " + quote(at.Field), Hint: hint}
}
