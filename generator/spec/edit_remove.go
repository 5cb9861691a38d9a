package spec

import (
	"slices"
	"strings"
)

// Remove removes a field or a resource from a spec, with the indexes that contain the field. gone is the name that its data
// have, written into removed; "" if there are none. It returns the changed file. The error is Problems, a Problem without a
// place, or an EditError; the Problems name everything that still refers to the field or resource.
func Remove(sources []Source, at Target, gone string) (Source, error) {
	e, err := edit(sources, at.Service)
	if err != nil {
		return Source{}, err
	}
	if at.Field == "" {
		return e.removeResource(at, gone)
	}
	return e.removeField(at, gone)
}

func (e *editor) removeField(at Target, gone string) (Source, error) {
	r, f, err := e.field(at)
	if err != nil {
		return Source{}, err
	}
	if len(r.Fields) == 1 {
		return Source{}, e.problem(f.Pos, "svcgen remove resource "+at.Service+" "+at.Resource, "%s is the only field of %s", quote(f.Name), quote(r.Name))
	}
	used := &report{}
	e.enumUses(used, r, f, "")
	e.ownerUses(used, r, f)
	if i := slices.IndexFunc(r.Seeds, func(s *Seed) bool { return s.Value(f.Name) != nil }); i >= 0 {
		used.add(r.Seeds[i].Value(f.Name).Pos, "delete it from the seeds first", "seeds of %s set field %s", quote(r.Name), quote(f.Name))
	}
	for _, c := range r.Checks {
		if slices.Contains(c.Fields, f.Name) {
			used.add(c.Pos, "delete the check first, or change it", "check %s uses field %s", quote(c.Name), quote(f.Name))
		}
	}
	for _, a := range r.Actions {
		if a.uses(f.Name) {
			used.add(a.Pos, "delete the action first, or change it", "action %s uses field %s", quote(a.Name), quote(f.Name))
		}
	}
	if problems := used.finish([]*source{e.src}); len(problems) > 0 {
		return Source{}, problems
	}
	here := func(service *node) *node { return resourceNode(service, at.Resource) }
	return e.take(at.Service, []step{
		func(p *patch, service *node) { p.dropEntry(child(here(service), "fields"), at.Field) },
		// As PostgreSQL does with a column:
		func(p *patch, service *node) {
			p.dropThose(here(service), "indexes", indexesWith(here(service), at.Field))
		},
		func(p *patch, service *node) {
			p.dropThose(here(service), "constraints", constraintsWith(here(service), at.Field))
		},
		func(p *patch, service *node) {
			_, items := listedWords(here(service), "expand", at.Field)
			p.dropThose(here(service), "expand", items)
		},
		func(p *patch, service *node) {
			p.relist(here(service), func(item string) bool { return strings.HasPrefix(item, at.Field+".") }, gone)
		},
	})
}

// dropThose removes elements of what stands under a key of the resource, and the key with the last of them.
func (p *patch) dropThose(resource *node, key string, drop []int) {
	from := child(resource, key)
	if len(drop) > 0 && len(drop) == len(from.items)+len(from.entries) { // a list or a mapping
		p.dropEntry(resource, key)
		return
	}
	for _, i := range slices.Backward(drop) {
		p.drop(from, i)
	}
}

func (e *editor) removeResource(at Target, gone string) (Source, error) {
	r, err := e.resource(at.Resource)
	if err != nil {
		return Source{}, err
	}
	if r.Child != nil {
		return e.removeChild(r, gone)
	}
	if len(e.service.Resources) == 1 {
		return Source{}, e.problem(r.Pos, "svcgen remove service "+at.Service, "%s is the only resource of %s", quote(r.Name), quote(at.Service))
	}
	used := &report{}
	for _, other := range e.service.Stored() {
		for _, f := range other.Fields {
			if other != r && !slices.Contains(r.Children, other) && f.Type == Ref && f.Ref == r.Name {
				used.add(f.Pos, "run svcgen remove field "+at.Service+" "+other.Name+" "+f.Name+" first", "field %s of %s refers to %s", quote(f.Name), other.Name, quote(r.Name))
			}
		}
	}
	for _, event := range e.service.Events {
		if key := event.Key(); key.Ref == r.Name {
			used.add(key.Pos, "run svcgen remove event "+at.Service+" "+event.Name+" first", "event %s is about %s", quote(event.Name), quote(r.Name))
		}
	}
	for _, j := range e.service.Jobs {
		if j.Purge != nil && j.Purge.Resource == r.Name {
			used.add(j.Purge.Pos, "delete the job first", "job %s purges %s", quote(j.Name), quote(r.Name))
		}
	}
	e.refsElsewhere(used, r.Name)
	for _, part := range append([]*Resource{r}, r.Children...) {
		for _, f := range part.Fields {
			e.enumUses(used, part, f, r.Name)
		}
	}
	if problems := used.finish(e.texts()); len(problems) > 0 {
		return Source{}, problems
	}
	return e.take(at.Service, []step{
		func(p *patch, service *node) { p.dropEntry(child(service, "resources"), at.Resource) },
		func(p *patch, service *node) {
			if gone != "" {
				p.removed(service, gone)
			}
		},
	})
}

// refsElsewhere reports the fields of other services that refer to a resource of the service, to any if resource is "".
func (e *editor) refsElsewhere(used *report, resource string) {
	for _, s := range e.spec.Services {
		for _, r := range s.Stored() {
			for _, f := range r.Fields {
				if f.RefService == e.service.Name && (resource == "" || f.Ref == resource) {
					used.add(f.Pos, "run svcgen remove field "+s.Name+" "+r.Name+" "+f.Name+" first", "field %s of %s.%s refers to %s", quote(f.Name), s.Name, r.Name, quote(f.RefText()))
				}
			}
		}
		for _, u := range s.Uses {
			if resource == "" && u.Service == e.service.Name {
				used.add(u.Pos, "delete it there first", "service %s uses %s", quote(s.Name), quote(u.Service))
			}
		}
	}
}

// texts are the files of the spec, for excerpts.
func (e *editor) texts() []*source {
	all := make([]*source, len(e.sources))
	for i, f := range e.sources {
		all[i], _ = newSource(f.Path, f.Data, &report{}) // Parse has read it without a problem
	}
	return all
}

// enumUses reports the fields of other resources that use the enum written inside a field.
func (e *editor) enumUses(used *report, of *Resource, f *Field, but string) {
	if f.Values == nil {
		return
	}
	for _, r := range e.service.Stored() {
		for _, other := range r.Fields {
			if other != f && r.Name != but && (r.Child == nil || r.Child.Of != but) && other.Type == EnumType && other.Values == nil && other.Enum == f.Enum {
				hint := "define the values under enums: first, or in field " + other.Name
				used.add(other.Pos, hint, "field %s of %s has the values of field %s of %s", quote(other.Name), r.Name, quote(f.Name), of.Name)
			}
		}
	}
}

// RemoveService removes a service from a spec. gone is the name that its data have, written into removed of the workspace; ""
// if there are none. It returns the spec of the workspace, changed or not, and the path of the service's own file, which the
// caller deletes; "" if it has none.
func RemoveService(sources []Source, name, gone string) (workspace Source, file string, err error) {
	e, err := edit(sources, name)
	if err != nil {
		return Source{}, "", err
	}
	if len(e.spec.Services) == 1 {
		return Source{}, "", e.problem(e.service.Pos, "a workspace has at least one", "%s is the only service", quote(name))
	}
	used := &report{}
	e.refsElsewhere(used, "")
	if problems := used.finish(e.texts()); len(problems) > 0 {
		return Source{}, "", problems
	}
	changed := slices.Clone(sources)
	if sources[e.file].serviceName() != "" {
		file = sources[e.file].Path
		changed = slices.Delete(changed, e.file, e.file+1)
	}
	i := slices.IndexFunc(changed, func(s Source) bool { return s.serviceName() == "" })
	steps := []func(*patch){
		func(p *patch) {
			if file == "" {
				p.dropEntry(child(p.root, "services"), name)
			}
		},
		func(p *patch) {
			if gone != "" {
				p.removed(p.root, gone)
			}
		},
	}
	for _, do := range steps {
		p, err := newPatch(changed[i])
		if err != nil {
			return Source{}, "", err
		}
		do(p)
		data, ok := p.finish()
		if !ok {
			return Source{}, "", e.unsupportedLayout()
		}
		changed[i].Data = data
	}
	if _, err := parseWritten(changed); err != nil {
		return Source{}, "", &EditError{File: changed[i].Path, Err: err}
	}
	return changed[i], file, nil
}
