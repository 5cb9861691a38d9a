package spec

import "slices"

// step is a part of an edit of a service's mapping. Each step works on the text that the step before has left, so that no step
// uses positions that another has moved.
type step func(p *patch, service *node)

// take carries out the steps of an edit on the file of the service. named is the name of the service afterwards.
func (e *editor) take(named string, steps []step) (Source, error) {
	files, err := e.takeAll(named, steps, nil)
	if err != nil {
		return Source{}, err
	}
	return files[0], nil
}

// takeAll is take with a step for each other service, which may be nil. It returns the changed files, that of the service first.
func (e *editor) takeAll(named string, steps []step, elsewhere step) ([]Source, error) {
	file, err := e.patched(named, steps)
	if err != nil {
		return nil, err
	}
	all := slices.Clone(e.sources)
	all[e.file] = file
	others, err := e.patchOthers(all, elsewhere)
	if err != nil {
		return nil, err
	}
	if _, err := parseWritten(all); err != nil {
		return nil, &EditError{File: file.Path, Err: err}
	}
	files := []Source{all[e.file]}
	for _, i := range others {
		files = append(files, all[i])
	}
	return files, nil
}

// patchOthers carries out a step for each other service in all, and returns which files have changed beside that of the service.
func (e *editor) patchOthers(all []Source, do step) (changed []int, err error) {
	if do == nil {
		return nil, nil
	}
	for _, s := range e.spec.Services {
		i := slices.IndexFunc(e.sources, func(f Source) bool { return f.Path == s.Pos.File })
		if s == e.service || i < 0 {
			continue
		}
		p, err := newPatch(all[i])
		if err != nil {
			return nil, err
		}
		if service := p.service(s.Name); service != nil {
			do(p, service)
		}
		if len(p.changes) == 0 && !p.failed {
			continue
		}
		data, ok := p.finish()
		if !ok {
			return nil, e.unsupportedLayout()
		}
		all[i].Data = data
		if i != e.file {
			changed = append(changed, i)
		}
	}
	return changed, nil
}

// patched is the file of the service after the steps.
func (e *editor) patched(named string, steps []step) (Source, error) {
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
	for _, r := range e.service.Stored() {
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
