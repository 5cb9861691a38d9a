package compat

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

const hintUncalled = "keep it until no client calls it"

// resource compares a resource with the one of the last run that it continues. A ledger that an older svcgen wrote has its fields,
// but neither its methods nor its routes.
func (c *comparison) resource(r *model.Resource, sr *spec.Resource) {
	old := r.Before
	renamed := old.Name != r.Name
	switch {
	case renamed:
		c.add(sr.Pos, false, "add "+r.Name+" as a new resource, and remove "+old.Name+" when nobody calls it",
			"resource %s is called %s now: messages, methods, routes", old.Name, r.Name)
	case old.Path != "" && old.Path != r.Path:
		c.add(sr.Pos, false, "keep plural and http_prefix", "%s is at %s now, was %s", r.Name, r.Path, old.Path)
	case old.Plural != r.Plural:
		c.add(sr.Pos, false, "plural: "+old.Plural, "List%s is called List%s now", naming.MessageName(old.Plural), r.PBPlural)
	}
	c.methods(r, sr)
	c.transitions(r, sr)
	c.events(r, sr)
	c.requestWords(r, sr)
	c.expansions(r, sr)
	if !renamed {
		c.listing(r, sr)
	}
	c.uniques(r, sr)
	c.checks(r, sr)
	for _, f := range r.Fields {
		c.field(f)
	}
	c.removedFields(r, sr)
	c.children(r, sr)
}

// methods reports removed methods, and a delete that returns another message.
func (c *comparison) methods(r *model.Resource, sr *spec.Resource) {
	var gone []string
	for _, m := range r.Before.Methods {
		if !r.Has(m) {
			gone = append(gone, string(m))
		}
	}
	renamedTo := map[string]string{}
	for _, m := range r.Actions() {
		if m.Action.Was != string(m.Name) {
			renamedTo[m.Action.Was] = string(m.Name)
		}
	}
	for _, a := range r.Before.Actions {
		switch to := renamedTo[a.Name]; {
		case to != "":
			c.add(sr.Action(to).Pos, false, "add "+to+" as a new action, and remove "+a.Name+" when no client calls it", "%s.%s is called %s now", r.Name, a.Name, to)
		case !r.Has(spec.Method(a.Name)):
			gone = append(gone, a.Name)
		}
	}
	if len(gone) > 0 {
		c.add(sr.Pos, false, "keep what clients call", "%s loses the methods %s", r.Name, strings.Join(gone, ", "))
	}
	if r.SoftDelete && !r.Before.SoftDelete && r.Before.HasReserved("delete_time") {
		c.add(sr.Pos, r.Before.Name == r.Name, "", "%s.delete_time reuses the name of a removed field", r.Name)
	}
	if r.Before.SoftDelete == r.SoftDelete || !r.Before.Offered(spec.Delete) || !r.Has(spec.Delete) {
		return
	}
	renamed := r.Before.Name != r.Name
	if r.SoftDelete {
		c.add(sr.Pos, !renamed, "", "%s has soft_delete now: delete returns the resource, was nothing", r.Name)
		return
	}
	c.add(removedAt(sr.Removed, "delete_time", sr.Pos), !renamed, "", "%s has no soft_delete now: delete returns nothing, was the resource", r.Name)
}

// listing reports fields that the request of List loses: filter, show_deleted.
func (c *comparison) listing(r *model.Resource, sr *spec.Resource) {
	old := r.Before
	if old.Path == "" || !slices.Contains(old.Methods, spec.List) || !r.Has(spec.List) || old.Plural != r.Plural {
		return
	}
	var filters bool
	for _, f := range old.Fields {
		filters = filters || ledger.WordValue(f.API, "filter") != "" || slices.Contains(f.API, "search")
	}
	if filters && !r.Filterable() {
		c.add(sr.Pos, true, "keep filter or search on one field", "List%s takes no filter any more", r.PBPlural)
	}
	if old.SoftDelete && !r.SoftDelete {
		c.add(sr.Pos, true, "", "List%s takes no show_deleted any more", r.PBPlural)
	}
}

// uniques reports existing fields whose values must be unique now.
func (c *comparison) uniques(r *model.Resource, sr *spec.Resource) {
	if !sender(r).Before.Writable() {
		return
	}
	for _, u := range r.Uniques {
		names := make([]string, len(u.Fields))
		known := true
		for i, f := range u.Fields {
			names[i] = f.Name
			known = known && f.Before != nil
		}
		if known && !uniqueWithin(r.Before, columnsBefore(u)) {
			c.add(sr.Pos, false, "", "%s.%s is unique now", r.Name, strings.Join(names, "+"))
		}
	}
}

// checks reports rules between fields that refuse what clients could send.
func (c *comparison) checks(r *model.Resource, sr *spec.Resource) {
	if !r.Before.Writable() {
		return
	}
	for i, check := range r.Checks {
		if evolve.Tightens(r, check) {
			c.add(sr.Checks[i].Pos, false, "leave it out until all clients keep it", "%s: %s now", r.Name, check.Rule())
		}
	}
}

// uniqueWithin reports whether a subset of the columns was unique in the last run. Then all of them together were unique, too.
func uniqueWithin(r *ledger.Resource, columns []string) bool {
	return slices.ContainsFunc(r.Uniques, func(u ledger.Index) bool {
		return !slices.ContainsFunc(besideParent(u.Columns), func(column string) bool {
			return !slices.Contains(columns, strings.Trim(column, `"`))
		})
	})
}

// columnsBefore returns the names that the columns of an index had in the last run: those of its fields, and others such as id.
func columnsBefore(u *model.Unique) []string {
	columns := make([]string, len(u.Columns))
	for i, quoted := range u.Columns {
		columns[i] = strings.Trim(quoted, `"`)
		if at := slices.IndexFunc(u.Fields, func(f *model.Field) bool { return f.Column == columns[i] }); at >= 0 {
			columns[i] = u.Fields[at].Before.Name
		}
	}
	return columns
}

// removedFields reports removed fields that clients could send or list by.
func (c *comparison) removedFields(r *model.Resource, sr *spec.Resource) {
	stays := map[*ledger.Field]bool{}
	for _, f := range r.Fields {
		stays[f.Before] = true
	}
	for _, f := range r.Before.Fields {
		if stays[f] {
			continue
		}
		at := removedAt(sr.Removed, f.Name, sr.Pos)
		switch input := sender(r).Before.Writable() && !slices.Contains(f.API, "output_only"); {
		case input:
			c.add(at, false, "keep it, optional, until no client sends it", "%s.%s is gone, and clients may send it", r.Name, f.Name)
		case f.Queryable() && r.Before.Offered(spec.List):
			c.add(at, false, "keep it until no client lists by it", "%s.%s is gone, and clients may list by it", r.Name, f.Name)
		}
	}
}
