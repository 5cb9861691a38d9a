package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// checkEvolution refuses changes of the spec that the rows which are there already cannot follow.
func (b *builder) checkEvolution(s *Service, ss *spec.Service) {
	for _, r := range s.Resources {
		if r.Before == nil {
			continue
		}
		lost := slices.ContainsFunc(b.losses, func(l lineage.Loss) bool { return l.Service == ss.Name && l.Resource == r.Name })
		for _, f := range r.Fields {
			switch {
			case f.Before != nil:
				b.checkChanged(ss, f)
			case !lost: // else it may be the one that is missing, under a new name
				b.checkNew(ss, f)
			}
		}
	}
}

// checkNew asks what a new column holds in the rows that are there.
func (b *builder) checkNew(ss *spec.Service, f *Field) {
	if f.Optional || f.fills() {
		return
	}
	hint := "add optional, or default=…, or backfill=… for those that are there"
	switch {
	case f.Kind.Type == spec.Bytes, f.Unique:
		hint = "add optional, and require it when each has one"
	case f.Kind.Type == spec.Ref:
		hint = "add optional, or backfill=… with the id of one that they shall refer to"
	}
	b.problem(ss.Resource(f.Resource.Name).Field(f.Name).Pos, hint, "field %q is new and required, and the %s that are there have no value for it", f.Name, f.Resource.TitlePlural)
}

func (b *builder) checkChanged(ss *spec.Service, f *Field) {
	pos := ss.Resource(f.Resource.Name).Field(f.Name).Pos
	was, now := f.Before.Columns(), f.Entry().Columns()
	switch {
	case !castable(was, now):
		hint := "add a field of the new type, fill it, and remove " + f.Before.Name + " afterwards"
		if castable(now, was) {
			hint += "; to take back a change that was applied nowhere, restore " + ledger.Dir + " and the migrations from git too"
		}
		b.problem(pos, hint,
			"field %q cannot become %s: no value of %s may be lost or change its meaning", f.Name, f.Entry().TypeText(), f.Before.TypeText())
	case f.Before.Optional && !f.Optional && !f.fills():
		b.problem(pos, "add default=… or backfill=…, which those get that have none; or keep optional",
			"field %q is required now, and some of the %s that are there may have no value for it", f.Name, f.Resource.TitlePlural)
	}
}

// castable reports whether columns keep every value when they become others.
func castable(from, to []ledger.Column) bool {
	return slices.EqualFunc(from, to, func(from, to ledger.Column) bool {
		_, safe := pgschema.Cast(from.SQL, to.SQL, to.Name)
		return safe
	})
}

// fills reports whether rows that have no value get one, in every column of the field.
func (f *Field) fills() bool {
	return !slices.ContainsFunc(f.Columns, func(c Column) bool { return f.fillExpr(c) == "" })
}

// fillExpr is the SQL of a column's value for rows that have none; "" if there is no such value.
func (f *Field) fillExpr(c Column) string {
	if f.backfill != nil {
		return c.SQLLiteral(*f.backfill)
	}
	return f.DefaultSQL(c.Column)
}
