package spec

import (
	"slices"
	"strconv"
)

// Child says how a resource is held by another one, as a list: order_line by order.
type Child struct {
	Of       string // order
	Key      string // line: its name below children of order
	MinItems int
	MaxItems int // 0 for DefaultMaxChildren
}

const (
	// DefaultMaxChildren is the number of children that a resource can hold if its spec does not say more or less.
	DefaultMaxChildren = 100

	maxChildren = 1000
)

var childKeys = []string{"description", "plural", "fields", "min_items", "max_items", "expand", "renamed_from", "removed"}

// reservedInChild are names that no field of a child can have, with the reason.
var reservedInChild = map[string]string{
	"parent_id": "svcgen keeps what a child belongs to in a column of that name; choose another name",
	"position":  "children keep the order in which they are sent, in a column of that name; choose another name",
}

// childClashes are the keys of fields that children cannot have, with the reason.
var childClashes = []struct{ key, hint string }{
	{"filter", "lists are of resources: leave it out"},
	{"sort", "children keep the order in which they are sent: leave it out"},
	{"search", "lists are of resources: leave it out"},
	{"immutable", "a list of children is replaced as a whole, so that none of them is the one of before: leave it out"},
	{"value", "a list of children is replaced as a whole, so that none of them has a creation of its own: write output_only, and set it in the hook"},
	{"in_two_steps", "leave it out, and rename it in one step"},
}

// ChildName returns the name of a resource that is held by another one: order_line.
func ChildName(of, key string) string { return of + "_" + key }

// Most returns the number of children that a resource can hold.
func (c *Child) Most() int {
	if c.MaxItems == 0 {
		return DefaultMaxChildren
	}
	return c.MaxItems
}

// Stored returns the resources of the service, each before its children.
func (s *Service) Stored() []*Resource {
	var all []*Resource
	for _, r := range s.Resources {
		all = append(all, r)
		all = append(all, r.Children...)
	}
	return all
}

// readChildren reads what a resource holds lists of: line: {fields: {…}}.
func (s *serviceDecl) readChildren(parent *resourceDecl, e entry) {
	if e.value.kind == absent || e.value.kind == null || e.value.kind == mapping && len(e.value.entries) == 0 {
		s.add(e.key.pos(), "children: {line: {fields: {sku: string}}}", "resource %s has no children under children", quote(parent.Name))
		return
	}
	seen := map[string]string{}
	for _, c := range s.entries(e.value, `"children"`) {
		if before := collision(seen, c.key.text); before != "" {
			s.add(c.key.pos(), "rename one of them", "children %s and %s have the same name in Go", quote(before), quote(c.key.text))
		}
		s.readChild(parent, c)
	}
}

func (s *serviceDecl) readChild(parent *resourceDecl, e entry) {
	key := e.key.text
	child := &Child{Of: parent.Name, Key: key}
	r := &resourceDecl{Resource: &Resource{Pos: e.key.pos(), Name: ChildName(parent.Name, key), Child: child}}
	parent.Children = append(parent.Children, r.Resource)
	s.resources = append(s.resources, r)
	var fields *entry
	var least, most entry
	for _, k := range s.entries(e.value, "child "+quote(key)) {
		switch k.key.text {
		case "description":
			r.Description = s.text(k)
		case "plural":
			r.Plural = s.plural(k)
		case "fields":
			fields = &k
			s.readFields(r, k)
		case "min_items":
			least = k
			child.MinItems = s.items(k)
		case "max_items":
			most = k
			child.MaxItems = s.items(k)
		case "expand":
			s.readExpand(r, k)
		case "renamed_from":
			r.RenamedFrom = s.renamedFrom(k, "child", key)
		case "removed":
			r.Removed = s.removed(k)
		default:
			s.unknown(k.key.pos(), "key", k.key.text, inChild, childKeys)
		}
	}
	switch f := childNameFault(parent.Name, key, r.Plural); {
	case !f.ok():
		s.add(r.Pos, f.hint, "%s", f.msg)
	case fields == nil && e.value.kind == mapping:
		s.add(r.Pos, "fields: {sku: string}", "child %s has no fields", quote(key))
	}
	if child.MinItems > child.Most() {
		at := most
		if most.key == nil {
			at = least
		}
		s.add(at.value.pos(), "", "max_items %d is less than min_items %d", child.Most(), child.MinItems)
	}
	s.checkChild(r)
}

// childNameFault checks the name of a child below children: line.
func childNameFault(of, key, plural string) fault {
	if f := resourceNameFault(key, plural); !f.ok() {
		return f
	}
	if name := ChildName(of, key); len(name) > maxName {
		return fault{"child name " + quote(key) + " is too long: its table and type are called after " + quote(name), "use at most 40 characters for both names"}
	}
	return fault{}
}

// items reads a number of children.
func (s *serviceDecl) items(e entry) int {
	n, err := strconv.Atoi(e.value.text)
	if e.value.kind != number || err != nil || n < 1 || n > maxChildren {
		s.add(e.value.pos(), "", "%s must be a number between 1 and %d", e.key.text, maxChildren)
		return 0
	}
	return n
}

// checkChild reports what fields of children cannot be.
func (s *serviceDecl) checkChild(r *resourceDecl) {
	for _, d := range r.decls {
		if reason := reservedInChild[d.Name]; reason != "" {
			s.add(d.Pos, reason, "field name %s is reserved in children", quote(d.Name))
		}
		for _, c := range childClashes {
			if a, ok := d.find(c.key); ok {
				s.add(a.keyAt.pos(), c.hint, "%s is not for fields of children", quote(c.key))
			}
		}
		if a, ok := d.find("on_delete"); ok && d.OnDelete != Restrict {
			s.add(a.keyAt.pos(), "leave it out: what children refer to is not deleted; or let your code change the "+r.Child.Of+" first",
				"on_delete=%s would change the %s without its etag", d.OnDelete, r.Child.Of)
		}
		if a, ok := d.find("unique"); ok && !d.skip && !comparableInGo(d.Field) {
			s.add(a.keyAt.pos(), "leave it out, and write the rule in the hook", "%s is not for a %s of a child", quote("unique"), d.typeText())
		}
	}
}

// comparableInGo reports whether two equal values of a field are equal for ==, so that a map can have them as keys.
func comparableInGo(f *Field) bool {
	return !f.Repeated && !slices.Contains([]Type{Decimal, Float64, Timestamp, JSON, Bytes}, f.Type)
}

// checkChildNames reports children that have the name of a field beside them.
func (s *serviceDecl) checkChildNames(r *Resource) {
	for _, c := range r.Children {
		if f := r.field(c.Child.Key); f != nil {
			s.add(c.Pos, "rename one of them", "child %s has the name of a field", quote(c.Child.Key))
		}
	}
}
