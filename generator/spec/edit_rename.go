package spec

import (
	"slices"
	"strings"
)

// Rename renames a service, a resource or a field, and every reference to it in the spec. from is the name that its data have,
// written as renamed_from; "" if there are none. It returns the changed files, first that in which the thing is; a renamed service is at
// its new path. Comments, order and style stay. The error is Problems, a Problem without a place, or an EditError.
func Rename(sources []Source, at Target, to, from string) ([]Source, error) {
	e, err := edit(sources, at.Service)
	if err != nil {
		return nil, err
	}
	if err := e.free(at, to); err != nil {
		return nil, err
	}
	steps := []step{func(p *patch, service *node) { p.renameKey(service, at, to) }}
	now := at
	follow := func(p *patch, service *node) { p.follow(service, at, now); p.followEvents(service, at, now) }
	switch {
	case at.Field != "":
		now.Field = to
		steps = append(steps, follow)
	case at.Resource != "":
		now.Resource = to
		if c := e.resourceNamed(at.Resource).Child; c != nil {
			now.Resource = ChildName(c.Of, to)
		}
		steps = append(steps, follow)
	default:
		now.Service = to
		steps = append(steps, func(p *patch, service *node) { p.followEvents(service, at, now) })
	}
	steps = append(steps, func(p *patch, service *node) {
		n := service
		if now.Resource != "" {
			n = resourceNode(n, now.Resource)
		}
		if now.Field != "" {
			n = descend(n, []string{"fields", now.Field})
		}
		p.formerName(n, now, from)
	})
	return e.takeAll(now.Service, steps, func(p *patch, service *node) { p.followElsewhere(service, at, now) })
}

// followElsewhere changes what another service says of a renamed service or resource.
func (p *patch) followElsewhere(service *node, at, now Target) {
	if at.Field != "" {
		return
	}
	p.followEvents(service, at, now)
	eachField(service, func(_ holder, field entry) {
		word, ok := fieldWord(field.value, "ref")
		if !ok {
			return
		}
		of, resource, _ := strings.Cut(word.text(), ".")
		switch {
		case of != at.Service || at.Resource != "" && resource != at.Resource:
		case at.Resource != "":
			p.put(word, of+"."+now.Resource)
		default:
			p.put(word, now.Service+"."+resource)
		}
	})
	if used := child(service, "uses"); used != nil && at.Resource == "" {
		for _, item := range used.items {
			if item.text == at.Service {
				p.put(whole(item), now.Service)
			}
		}
	}
}

// followEvents changes what the consumers of a service listen to, if it is of a renamed service or resource.
func (p *patch) followEvents(service *node, at, now Target) {
	if at.Field != "" {
		return
	}
	for _, c := range entriesOf(child(service, "consumers")) {
		on := c.value
		if on.kind == mapping {
			on = child(on, "on")
		}
		if on == nil {
			continue
		}
		events := on.items
		if on.scalar() {
			events = []*node{on}
		}
		for _, n := range events {
			parts := strings.SplitN(n.text, ".", 3)
			if len(parts) < 2 || parts[0] != at.Service || at.Resource != "" && parts[1] != at.Resource {
				continue
			}
			if parts[0] = now.Service; at.Resource != "" {
				parts[1] = now.Resource
			}
			p.put(whole(n), strings.Join(parts, "."))
		}
	}
}

// formerName writes the former name of a thing, or removes one that has no meaning any more.
func (p *patch) formerName(n *node, at Target, from string) {
	switch {
	case from != "":
		p.renamedFrom(n, at, from)
	case n.kind == mapping:
		p.dropEntry(n, "renamed_from")
	default:
		p.dropWord(n, "renamed_from")
	}
}

// free returns an error if a name is invalid or taken, or if there is nothing to rename.
func (e *editor) free(at Target, to string) error {
	switch {
	case at.Resource == "":
		for _, s := range e.spec.Services {
			if s.Name == to {
				return e.problem(s.Pos, "choose another name", "there is a service %s already", quote(to))
			}
		}
		return CheckServiceName(to)
	case at.Field == "":
		r, err := e.resource(at.Resource)
		if err != nil {
			return err
		}
		name, fault := to, resourceNameFault(to, r.Plural)
		if c := r.Child; c != nil {
			name, fault = ChildName(c.Of, to), childNameFault(c.Of, to, r.Plural)
		}
		if have := e.resourceNamed(name); have != nil {
			return e.problem(have.Pos, "choose another name", "service %s has a resource %s already", quote(e.service.Name), quote(name))
		}
		return fault.err()
	default:
		r, _, err := e.field(at)
		if err != nil {
			return err
		}
		if have := r.field(to); have != nil {
			return e.problem(have.Pos, "choose another name", "resource %s has a field %s already", quote(r.Name), quote(to))
		}
		return CheckFieldName(to)
	}
}

// renameKey changes the name at the definition.
func (p *patch) renameKey(service *node, at Target, to string) {
	switch {
	case at.Field != "":
		p.key(child(resourceNode(service, at.Resource), "fields"), at.Field, to)
	case at.Resource != "":
		in, key := keyOf(service, at.Resource)
		p.key(in, key, to)
	case p.file.serviceName() == "":
		p.key(child(p.root, "services"), at.Service, to)
	default:
		if name := child(service, "service"); name != nil {
			p.put(whole(name), to)
		}
	}
}

// key renames an entry of a mapping. Values that are aligned stay aligned.
func (p *patch) key(in *node, old, to string) {
	if in == nil {
		p.failed = true
		return
	}
	i := slices.IndexFunc(in.entries, func(e entry) bool { return e.key.text == old })
	if i < 0 {
		p.failed = true
		return
	}
	e := in.entries[i]
	end, ok := p.src.end(e.key)
	p.failed = p.failed || !ok
	if col, ok := aligned(in); ok && !in.flow {
		value := p.src.start(e.value)
		colon := end + strings.IndexByte(p.src.text[end:value], ':') + 1
		width := colon - p.src.start(e.key) + len(to) - len(old)
		if strings.Trim(p.src.text[colon:value], " ") == "" {
			p.change(colon, value, strings.Repeat(" ", max(col-width, 1)))
		}
	}
	p.put(whole(e.key), to)
}

// follow changes the references to a resource or a field, which has its new name already.
func (p *patch) follow(service *node, at, now Target) {
	if at.Field == "" {
		for _, s := range uses(service, "ref", at.Resource) {
			p.put(s, now.Resource)
		}
		for _, j := range entriesOf(child(service, "jobs")) {
			if purged := child(j.value, "purge"); purged != nil && purged.text == at.Resource {
				p.put(whole(purged), now.Resource)
			}
		}
		for _, a := range entriesOf(child(descend(service, []string{"resources", now.Resource}), "actions")) {
			if answer := child(a.value, "returns"); answer != nil && answer.scalar() {
				p.put(whole(answer), now.Resource)
			}
		}
	}
	eachField(service, func(r holder, f entry) {
		inside := r.name == now.Resource || at.Field == "" && r.of == now.Resource
		if !inside || at.Field != "" && f.key.text != now.Field {
			return
		}
		was := at.Resource + strings.TrimPrefix(r.name, now.Resource) // the name of an enum written inside a field has both names in it
		field := f.key.text
		if at.Field != "" {
			field = at.Field
		}
		if child(child(service, "enums"), was+"_"+field) != nil {
			return // an enum of the service has that name, and keeps it
		}
		for _, s := range uses(service, "enum", was+"_"+field) {
			p.put(s, r.name+"_"+f.key.text)
		}
	})
	if at.Field == "" {
		return
	}
	resource := resourceNode(service, at.Resource)
	for _, i := range indexesWith(resource, at.Field) {
		for _, s := range indexFields(child(resource, "indexes").items[i]) {
			if s.text() == at.Field {
				p.put(s, now.Field)
			}
		}
	}
	for _, s := range checksWith(resource, at.Field) {
		p.put(s, now.Field)
	}
	for _, s := range seedUses(service, at.Resource, at.Field) {
		p.put(s, now.Field)
	}
	inActions, _ := actionUses(resource, at.Field)
	for _, s := range inActions {
		p.put(s, now.Field)
	}
	for _, i := range constraintsWith(resource, at.Field) {
		for _, s := range constraintWords(child(resource, "constraints").entries[i].value, at.Field) {
			p.put(s, now.Field)
		}
	}
	expanded, _ := listedWords(resource, "expand", at.Field)
	for _, s := range expanded {
		p.put(s, now.Field)
	}
	for _, s := range ownerWords(resource, at.Field) {
		p.put(s, now.Field)
	}
	if gone := child(resource, "removed"); gone != nil {
		for _, item := range gone.items {
			if strings.HasPrefix(item.text, at.Field+".") {
				p.put(span{item, 0, len(at.Field)}, now.Field)
			}
		}
	}
}
