package evolve

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// mirrorIndexes returns the indexes that the last run had over columns that are mirrors now: programs that use the old names
// filter and sort by them. An index is left out if another one of its columns is renamed or gone.
func mirrorIndexes(r *model.Resource) []ledger.Index {
	if r.Before == nil {
		return nil
	}
	mirrored, moved := map[string]bool{}, map[string]bool{}
	for _, f := range r.Before.Fields {
		for _, c := range f.Columns() {
			moved[c.Name] = true
		}
		if f.Mirror != "" {
			moved[f.Mirror] = true
		}
	}
	for _, f := range r.Fields {
		for _, c := range f.Columns {
			if f.Before != nil && f.Before.Name == f.Name {
				delete(moved, c.Name)
			}
		}
		if f.Mirror != "" {
			mirrored[f.Mirror] = true
			delete(moved, f.Mirror)
		}
	}
	var all []ledger.Index
	for _, i := range r.Before.Indexes {
		uses := func(column string) bool { return pgschema.Mentions(strings.Join(i.Columns, ","), column) }
		taken := slices.ContainsFunc(r.Indexes, func(o *model.Index) bool { return o.Name == i.Name })
		if !taken && anyOf(mirrored, uses) && !anyOf(moved, uses) {
			all = append(all, i)
		}
	}
	return all
}

func anyOf(names map[string]bool, is func(string) bool) bool {
	for name := range names {
		if is(name) {
			return true
		}
	}
	return false
}

// checkTwoSteps reports what cannot change while a field is renamed in two steps.
func (c *checker) checkTwoSteps(ss *spec.Service, f *model.Field) {
	if f.Mirror == "" || f.Before == nil {
		return
	}
	pos := ss.Resource(f.Resource.Name).Field(f.Name).Pos
	retyped := !slices.EqualFunc(f.Before.Columns(), f.Entry().Columns(), func(a, b ledger.Column) bool { return a.SQL == b.SQL })
	const first = "do one after the other: finish renaming the field (delete in_two_steps) and generate, then go on"
	switch {
	case len(f.Columns) > 1:
		c.problem(pos, "delete in_two_steps", "field %q has several columns: it cannot be renamed in two steps", f.Name)
	case retyped:
		c.problem(pos, first, "field %q cannot change its type while it is renamed in two steps", f.Name)
	case f.Resource.Before.Plural != f.Resource.Table:
		c.problem(pos, first, "the table of %s cannot be renamed while its field %q is renamed in two steps", f.Resource.Name, f.Name)
	case f.Before.Mirror != "" && f.Before.Name != f.Name, f.Before.Mirror != "" && f.Before.Mirror != f.Mirror:
		c.problem(pos, first, "field %q is being renamed from %q already", f.Before.Name, f.Before.Mirror)
	}
}
