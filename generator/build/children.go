package build

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// children says how resources hold their children: it numbers the lists, and reserves what removed ones had. All resources have been
// declared.
func (b *builder) children(s *model.Service, ss *spec.Service, old, entry *ledger.Service) {
	for _, r := range s.Resources {
		sr := ss.Resource(r.Name)
		parent := entry.Resource(r.Name)
		n := numbers{}
		for _, number := range messageNumbers(parent, r) {
			n.saw(number)
		}
		for _, before := range old.Children(cmp.Or(r.Was(), r.Name)) {
			n.saw(before.Child.Number)
		}
		var lost []*ledger.Resource
		if r.Before != nil {
			lost = slices.DeleteFunc(old.Children(r.Before.Name), func(c *ledger.Resource) bool { return c.Gone })
		}
		for _, sc := range sr.Children {
			c := s.Resource(sc.Name)
			remembered := entry.Resource(sc.Name)
			c.List = newList(r, sc, c.Plural)
			if c.Before != nil {
				c.List.Number = c.Before.Child.Number
				lost = slices.DeleteFunc(lost, func(l *ledger.Resource) bool { return l == c.Before })
			} else {
				c.List.Number = n.next()
			}
			r.Children = append(r.Children, c)
			remembered.Child = listEntry(c.List)
			if r.Field(c.List.Name) != nil || slices.Contains(systemColumns(), c.List.Name) {
				b.problem(sc.Pos, "set another `plural:`", "child %q: %s has a field %s beside the list of that name", sc.Child.Key, r.Name, c.List.Name)
			} else if err := spec.CheckFieldName(c.List.Name); err != nil {
				b.problem(sc.Pos, "set another `plural:`", "child %q: %v", sc.Child.Key, err)
			}
		}
		for _, gone := range lost {
			parent.Removed = append(parent.Removed, ledger.Reserved{Name: gone.List(), Number: gone.Child.Number})
		}
		r.Removed = reservedFields(r, parent.Removed)
		for _, c := range entry.Resources { // what is gone follows a parent that is renamed
			if c.Gone && c.Child != nil && r.Before != nil && c.Child.Of == r.Before.Name && slices.Contains(old.Children(r.Before.Name), old.Resource(c.Name)) {
				child := *c.Child
				child.Of = r.Name
				c.Child = &child
			}
		}
	}
}

// messageNumbers returns the numbers that the message of a resource uses or has used.
func messageNumbers(entry *ledger.Resource, r *model.Resource) []int {
	all := []int{firstFieldNumber - 1}
	for _, t := range entry.Removed {
		all = append(all, t.Number)
	}
	for _, f := range r.Fields {
		all = append(all, f.Number)
	}
	return all
}

func newList(parent *model.Resource, sc *spec.Resource, plural string) *model.List {
	name := (&ledger.Resource{Plural: plural, Child: &ledger.Child{Of: parent.Name}}).List()
	return &model.List{
		Parent: parent, Key: sc.Child.Key, Name: name, JSONName: spec.JSONName(name), Min: sc.Child.MinItems, Max: sc.Child.Most(),
	}
}

// listEntry returns the list as the ledger stores it, without the foreign key, which has no name yet.
func listEntry(l *model.List) *ledger.Child {
	c := &ledger.Child{Of: l.Parent.Name, Key: l.Key, Number: l.Number}
	if l.Min > 0 {
		c.API = append(c.API, fmt.Sprintf("min_items=%d", l.Min))
	}
	c.API = append(c.API, fmt.Sprintf("max_items=%d", l.Max))
	return c
}

// childPlural returns the name of a child's table: order_lines.
func childPlural(sr *spec.Resource, old *ledger.Resource) string {
	list := sr.Plural
	if list == "" && old != nil && !old.Gone && old.Child != nil && old.Child.Key == sr.Child.Key {
		list = old.List()
	}
	if list == "" {
		list = naming.Plural(sr.Child.Key)
	}
	return spec.ChildName(sr.Child.Of, list)
}

// checkDistinct reports a child of which there must be more than tests can make different ones.
func (b *builder) checkDistinct(c *model.Resource, sc *spec.Resource) {
	for _, f := range c.Fields {
		if !f.Unique {
			continue
		}
		seen := map[string]bool{}
		for i := range c.List.Min {
			seen[f.Sample(i)] = true
		}
		if sc.Field(f.Name).Type != spec.Ref && len(seen) < c.List.Min {
			b.problem(sc.Field(f.Name).Pos, "leave out unique, or lower min_items", "field %q: svcgen finds no %d different values, as many as there must be", f.Name, c.List.Min)
		}
	}
}

// nameLists names the lists of children in the entity and in the message of a resource. members are the names that the entity has.
func (b *builder) nameLists(r *model.Resource, ss *spec.Service, members naming.Scope) {
	json := map[string]bool{}
	for _, f := range r.Fields {
		json[f.JSONName] = true
	}
	for _, c := range r.Children {
		l := c.List
		l.GoName, _ = members.Claim(naming.GoName(l.Name), "List", nil)
		if json[l.JSONName] && r.Field(l.Name) == nil {
			b.problem(ss.Resource(c.Name).Pos, "set another `plural:`", "child %q: its list has the name of a field in JSON, %s", l.Key, l.JSONName)
		}
		json[l.JSONName] = true
	}
}
