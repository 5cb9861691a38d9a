package compat

import (
	"slices"
	"strconv"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// sender returns the resource with whose methods clients send the fields of r: that is the parent of a child.
func sender(r *model.Resource) *model.Resource {
	if r.List != nil {
		return r.List.Parent
	}
	return r
}

// creates reports whether clients can create, and could, what a field of r is a part of.
func creates(r *model.Resource) bool {
	of := sender(r)
	return of.Before.Offered(spec.Create) && of.Has(spec.Create)
}

// children compares the lists of a resource with those of the last run, and what is in them.
func (c *comparison) children(r *model.Resource, sr *spec.Resource) {
	stays := map[*ledger.Resource]bool{}
	for _, child := range r.Children {
		pos := c.spec.Resource(child.Name).Pos
		what := r.Name + "." + child.List.Name
		if child.Before == nil {
			if child.List.Min > 0 && creates(r) {
				c.add(pos, false, "leave out min_items", "%s is new and required", what)
			}
			continue
		}
		stays[child.Before] = true
		if was := child.Before.List(); was != child.List.Name {
			c.add(pos, r.Before.Name == r.Name, "plural: "+was, "%s was called %s", what, was)
		}
		if r.Before.Writable() {
			c.childCount(child, pos, what)
		}
		c.uniques(child, c.spec.Resource(child.Name))
		for _, f := range child.Fields {
			c.field(f)
		}
		c.removedFields(child, c.spec.Resource(child.Name))
		c.expansions(child, c.spec.Resource(child.Name))
	}
	for _, before := range c.old.Children(r.Before.Name) {
		if !before.Gone && !stays[before] && r.Before.Writable() {
			c.add(removedAt(sr.Removed, before.Child.Key, sr.Pos), false, "keep it until no client sends it", "%s.%s is gone, and clients may send it", r.Name, before.List())
		}
	}
}

// childCount reports lists that are too short or too long now.
func (c *comparison) childCount(child *model.Resource, pos spec.Pos, what string) {
	count := func(key string) int {
		n, _ := strconv.Atoi(ledger.WordValue(child.Before.Child.API, key))
		return n
	}
	const hint = "keep accepting the old lists"
	if was := count("min_items"); child.List.Min > was {
		c.add(pos, false, hint, "%s: at least %d items now, was %d", what, child.List.Min, was)
	}
	if was := count("max_items"); child.List.Max < was {
		c.add(pos, false, hint, "%s: at most %d items now, was %d", what, child.List.Max, was)
	}
}

// besideParent returns the columns of a unique constraint without the one that says whose a child is.
func besideParent(columns []string) []string {
	return slices.DeleteFunc(slices.Clone(columns), func(column string) bool { return column == model.ParentColumn })
}
