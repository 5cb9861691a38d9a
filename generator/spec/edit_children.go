package spec

import "slices"

// path returns the keys that lead to the resource from the mapping of its service.
func (r *Resource) path() []string {
	if c := r.Child; c != nil {
		return []string{"resources", c.Of, "children", c.Key}
	}
	return []string{"resources", r.Name}
}

// holder is a resource of a file, with the name of the one that holds it; that is "" unless it is a child.
type holder struct{ name, of string }

// eachResource calls a function with each resource of a service, and with each child after what holds it.
func eachResource(service *node, do func(r holder, resource *node)) {
	resources := child(service, "resources")
	if resources == nil {
		return
	}
	for _, r := range resources.entries {
		do(holder{name: r.key.text}, r.value)
		children := child(r.value, "children")
		if children == nil {
			continue
		}
		for _, c := range children.entries {
			do(holder{ChildName(r.key.text, c.key.text), r.key.text}, c.value)
		}
	}
}

// resourceNode finds a resource or a child of a service by its name; nil if there is none.
func resourceNode(service *node, name string) *node {
	var found *node
	eachResource(service, func(r holder, resource *node) {
		if r.name == name {
			found = resource
		}
	})
	return found
}

// keyOf finds the mapping that has a resource or a child of a service, and its key there.
func keyOf(service *node, name string) (in *node, key string) {
	in, key = child(service, "resources"), name
	for _, r := range in.entries {
		children := child(r.value, "children")
		if children == nil {
			continue
		}
		for _, c := range children.entries {
			if ChildName(r.key.text, c.key.text) == name {
				in, key = children, c.key.text
			}
		}
	}
	return in, key
}

// removeChild removes a child from the resource that holds it, with the key children if it is the last one.
func (e *editor) removeChild(r *Resource, gone string) (Source, error) {
	used := &report{}
	for _, f := range r.Fields {
		e.enumUses(used, r, f, r.Name)
	}
	if problems := used.finish(e.texts()); len(problems) > 0 {
		return Source{}, problems
	}
	parent := func(service *node) *node { return descend(service, []string{"resources", r.Child.Of}) }
	return e.take(e.service.Name, []step{
		func(p *patch, service *node) {
			children := child(parent(service), "children")
			at := slices.IndexFunc(children.entries, func(c entry) bool { return c.key.text == r.Child.Key })
			p.dropThose(parent(service), "children", []int{at})
		},
		func(p *patch, service *node) {
			if gone != "" {
				p.removed(parent(service), gone)
			}
		},
	})
}
