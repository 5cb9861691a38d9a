// Package evolve compares the model of a service with the ledger of the last run: what existing rows do not allow, which migrations lead
// from the old schema to the new one, and what the next run has to remember.
package evolve

import (
	"fmt"
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// Check reports changes of the spec that existing rows do not allow. losses are the things that are gone without a word.
func Check(s *model.Service, ss *spec.Service, losses []lineage.Loss) spec.Problems {
	c := &checker{}
	for _, r := range s.Resources {
		if r.List != nil {
			c.checkNewChild(r, ss.Resource(r.Name))
		}
		if r.Before == nil {
			continue
		}
		lost := slices.ContainsFunc(losses, func(l lineage.Loss) bool { return l.Service == ss.Name && l.Resource == r.Name })
		for _, f := range r.Fields {
			switch {
			case f.Before != nil:
				c.checkChanged(ss, f)
				c.checkTwoSteps(ss, f)
			case !lost: // otherwise the field may be the lost one under a new name
				c.checkNew(ss, f)
			}
		}
	}
	return c.problems
}

// checker collects what is wrong.
type checker struct{ problems spec.Problems }

func (c *checker) problem(pos spec.Pos, hint, format string, args ...any) {
	c.problems = append(c.problems, spec.Problem{Pos: pos, Msg: fmt.Sprintf(format, args...), Hint: hint})
}

// checkNewChild reports a child that existing resources must have, and do not have.
func (c *checker) checkNewChild(child *model.Resource, sc *spec.Resource) {
	if p := child.List.Parent; child.Before == nil && p.Before != nil && child.List.Min > 0 {
		c.problem(sc.Pos, "leave out min_items until all of them have some", "child %q is new, and existing %s have no %s", child.List.Key, p.TitlePlural, child.List.Name)
	}
}

// checkNew reports a new column without a value for existing rows.
func (c *checker) checkNew(ss *spec.Service, f *model.Field) {
	if f.Optional || fills(f) {
		return
	}
	hint := "add optional, or default=…, or backfill=… (the value for existing rows)"
	switch {
	case f.Caller && !f.Unique:
		hint = "add optional: nobody owns what is there already; or backfill=… with the id of a user"
	case f.Kind.Type == spec.Bytes, f.Unique:
		hint = "add optional, and remove it when every row has a value"
	case f.Kind.Type == spec.Ref:
		hint = "add optional, or backfill=… with the id that existing rows shall refer to"
	}
	c.problem(ss.Resource(f.Resource.Name).Field(f.Name).Pos, hint, "field %q is new and required, but existing %s have no value for it", f.Name, f.Resource.TitlePlural)
}

// checkChanged reports a type that existing values do not fit, and a required column that rows may have no value for.
func (c *checker) checkChanged(ss *spec.Service, f *model.Field) {
	pos := ss.Resource(f.Resource.Name).Field(f.Name).Pos
	was, now := f.Before.Columns(), f.Entry().Columns()
	switch {
	case recounted(f.Before.Currency, f.Currency), !castable(was, now):
		hint := "add a field of the new type, fill it, and remove " + f.Before.Name + " afterwards"
		if castable(now, was) {
			hint += "; to undo a change that was not applied anywhere, restore " + ledger.Dir + " and the migrations from git too"
		}
		c.problem(pos, hint,
			"field %q cannot become %s: values of %s could be lost or change their meaning", f.Name, f.Entry().TypeText(), f.Before.TypeText())
	case f.Before.Optional && !f.Optional && !fills(f):
		c.problem(pos, "keep optional; or add default=… or backfill=…, the value for rows without one",
			"field %q is required now, but existing %s may have no value for it", f.Name, f.Resource.TitlePlural)
	}
}

// recounted reports whether numbers count something else once a field has another currency, though the type of the column may be the
// same. "" is a field without a currency: its numbers count as those of a currency without a smaller unit do.
func recounted(was, now string) bool {
	if was != "" && now != "" {
		return was != now
	}
	digits, _ := spec.CurrencyDigits(was + now)
	return was != now && digits > 0
}

// castable reports whether columns keep every value when their types change. It returns false if their number changes.
func castable(from, to []ledger.Column) bool {
	return slices.EqualFunc(from, to, func(from, to ledger.Column) bool {
		_, safe := pgschema.Cast(from.SQL, to.SQL, to.Name)
		return safe
	})
}

// fills reports whether rows without a value get one from the spec, for every column of the field.
func fills(f *model.Field) bool {
	return !slices.ContainsFunc(f.Columns, func(c model.Column) bool { return fillExpr(f, c) == "" })
}

// fillExpr returns the SQL of a column's value for rows without one; "" if the spec gives none.
func fillExpr(f *model.Field, c model.Column) string {
	if f.Backfill != nil {
		return c.SQLLiteral(*f.Backfill)
	}
	return f.DefaultSQL(c.Column)
}
