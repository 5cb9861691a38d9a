package spec

import "slices"

// clash is a pair of keys that exclude each other.
type clash struct{ a, b, hint string }

var clashes = []clash{
	{"optional", "default", "a field with a default may be left out too: keep one of the two"},
	{"default", "value", "both set the field at creation: leave out one of them"},
	{"immutable", "output_only", "clients never set an output_only field: leave out immutable"},
	{"default", "unique", "the second resource that leaves it out could not be created"},
	{"unique", "backfill", "existing resources would all get the same value: make the field optional until each has its own"},
	{"sensitive", "filter", "filters are part of URLs, and URLs are logged"},
	{"sensitive", "sort", "page tokens would contain it"},
	{"sensitive", "search", "search terms are part of URLs, and URLs are logged"},
	{"email", "uri", "a field has one format"},
	{"email", "hostname", "a field has one format"},
	{"email", "ip", "a field has one format"},
	{"uri", "hostname", "a field has one format"},
	{"uri", "ip", "a field has one format"},
	{"hostname", "ip", "a field has one format"},
}

// nowClashes are those of value=now.
var nowClashes = []clash{
	{"optional", "value", "value=now is always set: leave out optional"},
	{"value", "unique", "two resources made in the same microsecond would collide"},
	{"value", "min", "the server sets the time of creation, whatever the limit"},
	{"value", "max", "the server sets the time of creation, whatever the limit"},
}

// find returns the argument with a key; ok is false if it is absent, or a flag that is false.
func (d *decl) find(key string) (a arg, ok bool) {
	for _, a := range d.args {
		if a.key == key {
			off := a.long && a.kind == boolean && a.text == "false" && key != "default"
			return a, !off
		}
	}
	return arg{}, false
}

// check checks the keys of a field against each other. It runs if each of them is valid by itself.
func (d *decl) check() {
	before := len(d.report.problems)
	all := clashes
	if d.Now {
		all = slices.Concat(clashes, nowClashes)
	}
	for _, c := range all {
		a, hasA := d.find(c.a)
		b, hasB := d.find(c.b)
		if hasA && hasB {
			at := b.keyAt.pos()
			if first := a.keyAt.pos(); comparePos(first, at) > 0 {
				at = first
			}
			d.report.add(at, c.hint, "%s and %s exclude each other", quote(c.a), quote(c.b))
		}
	}
	if len(d.report.problems) > before {
		return
	}
	if d.Min != nil && d.Max != nil && d.less(*d.Max, *d.Min) {
		a, _ := d.find("max")
		d.report.add(a.textAt.pos(), "", "max %s is less than min %s", *d.Max, *d.Min)
		return
	}
	if d.OnDelete == SetNull && !d.Optional {
		a, _ := d.find("on_delete")
		d.report.add(a.textAt.pos(), "add optional", "on_delete=set_null needs an optional field")
	}
	d.checkMinLen()
	d.checkUnique()
	d.checkDefault()
	d.checkBackfill()
	d.checkOutputOnly()
	if a, ok := d.find("in_two_steps"); ok && d.RenamedFrom == "" {
		d.report.add(a.keyAt.pos(), "add renamed_from, or delete it", "in_two_steps needs renamed_from, the name that programs still use")
	}
}

// checkMinLen drops a minimum of 0, which has no effect. A required text is never empty.
func (d *decl) checkMinLen() {
	if d.MinLen == nil || *d.MinLen > 0 {
		return
	}
	if required := !d.Optional && !d.OutputOnly && !d.Repeated && d.Default == nil; required {
		a, _ := d.find("len")
		d.report.add(a.textAt.pos(), `a required text is never empty: write ..`+derefInt(d.MaxLen)+`, or add default=""`, "len %s allows an empty text", a.text)
	}
	d.MinLen = nil
}

func (d *decl) checkUnique() {
	a, ok := d.find("unique")
	const keyBytes = 2 << 10 // PostgreSQL's B-trees refuse larger keys
	switch {
	case !ok:
	case d.OutputOnly && !d.Optional:
		d.report.add(a.keyAt.pos(), "add optional", "a unique output_only field has the same value in every new resource")
	case d.can(bytesLong) && (d.MaxBytes == nil || *d.MaxBytes > keyBytes):
		d.report.add(a.keyAt.pos(), "add max_bytes=2KiB or less", "unique bytes must fit into an index")
	}
}

// checkDefault makes the default canonical. Values of named enums are looked up when the service is known.
func (d *decl) checkDefault() {
	a, ok := d.find("default")
	if !ok {
		return
	}
	if d.Type == EnumType {
		if d.Values != nil {
			d.report.valueIn(a, *d.Default, d.Values)
		}
		return
	}
	d.Default = d.canonicalValue(a)
}

// canonicalValue is the value of a key in the field's own type, nil if it is invalid or breaks the field's rules.
func (d *decl) canonicalValue(a arg) *string {
	value, f := d.canonical(a.text)
	if !f.ok() {
		d.report.add(a.textAt.pos(), f.hint, "%s %s", a.key, f.msg)
		return nil
	}
	if rule := d.breaks(value); rule != "" {
		d.report.add(a.textAt.pos(), "", "%s %s breaks %s", a.key, quote(value), rule)
		return nil
	}
	return &value
}

// valueIn checks that the default or the backfill of an enum is one of its values.
func (r *report) valueIn(a arg, value string, values []string) {
	if slices.Contains(values, value) {
		return
	}
	hint := DidYouMean(value, values)
	if hint == "" && len(values) <= 8 {
		hint = "it has " + enumerate(values)
	}
	r.add(a.textAt.pos(), hint, "%s %s is not a value of the enum", a.key, quote(value))
}

// checkOutputOnly refuses an output_only field that has no value before the server sets one. It has one if it is optional (NULL),
// if it has a default or value=now, and if the zero value of its type keeps its rules.
func (d *decl) checkOutputOnly() {
	a, ok := d.find("output_only")
	if !ok || d.Optional || d.Default != nil || d.Now || d.Caller || d.Repeated {
		return
	}
	zero := d.info().zero
	if zero == nil {
		hint := "add optional"
		switch {
		case d.can(moment):
			hint = "add optional, or value=now"
		case d.can(defaulted):
			hint = "add optional or a default"
		}
		d.report.add(a.keyAt.pos(), hint, "an output_only %s has no value when a resource is created", d.typeText())
		return
	}
	if rule := d.breaks(*zero); rule != "" {
		d.report.add(a.keyAt.pos(), "add optional or a default", "an output_only %s starts as %s, which breaks %s", d.typeText(), quote(*zero), rule)
	}
}
