package replay

import (
	"fmt"
	"slices"
	"strings"
)

// walkedCheck is a check between two fields, which it knows by their ids: they may get other names.
type walkedCheck struct {
	name, form string
	a, b       int
}

// checkLines are the checks of a resource whose fields are still there.
func (r *walked) checkLines() string {
	var b strings.Builder
	for _, c := range r.checks {
		one, other := r.byID(c.a), r.byID(c.b)
		if one != nil && other != nil {
			fmt.Fprintf(&b, "      %s: "+c.form+"\n", c.name, one.name, other.name)
		}
	}
	return b.String()
}

func (r *walked) byID(id int) *walkedField {
	at := slices.IndexFunc(r.fields, func(f *walkedField) bool { return f.id == id })
	if at < 0 {
		return nil
	}
	return r.fields[at]
}

// changeChecks adds a check of a field, changes one, gives one another name, or deletes one.
func (w *walker) changeChecks(r *walked, f *walkedField) {
	forms := []string{"%s < %s", "%s <= %s", "%s > %s", "%s != %s"}
	kindOf := func(typ string) string {
		typ, _, _ = strings.Cut(strings.Replace(typ, "int32", "int64", 1), "(")
		return typ
	}
	fits := func(o *walkedField) bool { return kindOf(o.typ) == kindOf(f.typ) }
	if strings.Contains(f.rest, "optional") && w.random.IntN(2) == 0 {
		forms = []string{"%s or %s must be set", "%s and %s must be set together", "only one of %s or %s may be set", "%s requires %s"}
		fits = func(o *walkedField) bool { return strings.Contains(o.rest, "optional") }
	}
	form := w.pick(forms...)
	if n := len(r.checks); n > 0 && w.random.IntN(2) == 0 {
		c := &r.checks[w.random.IntN(n)]
		switch w.random.IntN(3) {
		case 0:
			c.form = form
		case 1:
			c.name = w.pick("rule", "order_of", "left")
		default:
			r.checks = slices.Delete(r.checks, n-1, n)
		}
		return
	}
	if w.random.IntN(2) == 0 { // fields of one type are rare
		f = &walkedField{name: w.name("c"), typ: w.pick("int32", "timestamp", "date", "duration", "decimal(10,2)"), rest: " optional"}
		other := &walkedField{name: w.name("c"), typ: f.typ, rest: w.pick(" optional", " optional min=1", " backfill=7")}
		r.fields = append(r.fields, f, other)
		w.number()
		r.checks = append(r.checks, walkedCheck{w.pick("rule", "order_of", "left", "x1"), form, f.id, other.id})
		return
	}
	others := slices.DeleteFunc(slices.Clone(r.fields), func(o *walkedField) bool { return o == f || !fits(o) })
	if len(others) > 0 {
		other := others[w.random.IntN(len(others))]
		r.checks = append(r.checks, walkedCheck{w.pick("rule", "order_of", "left", "x1"), form, f.id, other.id})
	}
}
