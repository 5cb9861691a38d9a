package spec

import "slices"

// form is the notation of a key of a field.
type form int

const (
	flag   form = iota // optional
	valued             // len=3..32
	either             // filter, filter=eq,in
)

// lists says whether a key fits lists. A rule of a value applies to each element.
type lists int

const (
	notLists  lists = iota // not for a list
	alsoLists              // the same for a list, or for each element
	onlyLists
)

// anyType is the trait of a key that fits every type.
const anyType trait = 0

// fieldKey is a flag or key of a field. fieldKeys is the one table to extend for a new one: parsing, printing and the JSON
// Schema follow it.
type fieldKey struct {
	name    string
	form    form
	needs   trait // of the type; anyType: none
	lists   lists
	example string // of its value
	doc     string
	set     func(d *decl, a arg)
	get     func(f *Field) (value string, ok bool)
}

// fieldKeys are in the order in which FormatField prints them.
var fieldKeys = []fieldKey{
	{"currency", valued, priced, notLists, "EUR", "the currency of all amounts, a code of ISO 4217; without it, each has one of its own", (*decl).setCurrency, func(f *Field) (string, bool) { return f.Currency, f.Currency != "" }},
	{"optional", flag, anyType, notLists, "", "NULL is allowed; the field may be left out", func(d *decl, _ arg) { d.Optional = true }, func(f *Field) (string, bool) { return "", f.Optional }},
	{"key", flag, anyType, notLists, "", "in an event of a service: says whom the event is about", func(d *decl, _ arg) { d.Key = true }, func(f *Field) (string, bool) { return "", f.Key }},
	{"unique", flag, distinct, notLists, "", "no two resources have the same value", func(d *decl, _ arg) { d.Unique = true }, func(f *Field) (string, bool) { return "", f.Unique }},
	{"immutable", flag, anyType, alsoLists, "", "set at creation, never changed", func(d *decl, _ arg) { d.Immutable = true }, func(f *Field) (string, bool) { return "", f.Immutable }},
	{"default", valued, defaulted, notLists, "draft", "the value if none is sent", (*decl).setDefault, func(f *Field) (string, bool) { return deref(f.Default), f.Default != nil }},
	{"output_only", flag, anyType, alsoLists, "", "set by the server only", func(d *decl, _ arg) { d.OutputOnly = true }, func(f *Field) (string, bool) { return "", f.OutputOnly }},
	{"value", valued, anyType, notLists, "now", "set by the server at creation: now, or caller.id, the user who creates it", (*decl).setValue, valueText},
	{"sensitive", flag, anyType, alsoLists, "", "never in logs, traces and errors", func(d *decl, _ arg) { d.Sensitive = true }, func(f *Field) (string, bool) { return "", f.Sensitive }},
	{"len", valued, chars, alsoLists, "3..32", "characters: 3..32, ..32 or 3..", (*decl).setLen, func(f *Field) (string, bool) {
		return lenText(f), f.MinLen != nil || f.MaxLen != nil
	}},
	{"min", valued, bounded, alsoLists, "0", "the smallest value", func(d *decl, a arg) { d.Min = d.bound(a) }, func(f *Field) (string, bool) { return deref(f.Min), f.Min != nil }},
	{"max", valued, bounded, alsoLists, "100", "the largest value", func(d *decl, a arg) { d.Max = d.bound(a) }, func(f *Field) (string, bool) { return deref(f.Max), f.Max != nil }},
	{"pattern", valued, chars, alsoLists, "^[a-z-]+$", "a regular expression (RE2) that the text matches", (*decl).setPattern, func(f *Field) (string, bool) { return f.Pattern, f.Pattern != "" }},
	formatKey(Email, "an e-mail address"),
	formatKey(URI, "an absolute URI"),
	formatKey(Hostname, "the name of a host"),
	formatKey(IP, "an IPv4 or IPv6 address"),
	{"max_items", valued, anyType, onlyLists, "20", "the largest number of elements; without it, clients can send 10000", (*decl).setMaxItems, func(f *Field) (string, bool) { return derefInt(f.MaxItems), f.MaxItems != nil }},
	{"unique_items", flag, compared, onlyLists, "", "no element twice", func(d *decl, _ arg) { d.UniqueItems = true }, func(f *Field) (string, bool) { return "", f.UniqueItems }},
	{"max_bytes", valued, bytesLong, alsoLists, "16KiB", "the largest size of a value", (*decl).setMaxBytes, func(f *Field) (string, bool) { return sizeText(f.MaxBytes), f.MaxBytes != nil }},
	{"filter", either, compared, alsoLists, "eq,in", "lists can be filtered by it, with all operators of the type, or some: eq, in, prefix, gte, lte, has", (*decl).setFilter, func(f *Field) (string, bool) {
		return filterText(f), len(f.Filter) > 0
	}},
	{"sort", flag, compared, notLists, "", "lists can be ordered by it", func(d *decl, _ arg) { d.Sort = true }, func(f *Field) (string, bool) { return "", f.Sort }},
	{"search", flag, chars, notLists, "", "part of the full text search", func(d *decl, _ arg) { d.Search = true }, func(f *Field) (string, bool) { return "", f.Search }},
	{"on_delete", valued, pointing, notLists, "cascade", "what happens if the referenced resource is deleted: restrict, cascade or set_null", (*decl).setOnDelete, func(f *Field) (string, bool) {
		return string(f.OnDelete), f.OnDelete != ""
	}},
	{"renamed_from", valued, anyType, alsoLists, "total", "the previous name of the field, whose data it keeps", (*decl).setRenamedFrom, func(f *Field) (string, bool) {
		return f.RenamedFrom, f.RenamedFrom != ""
	}},
	{"in_two_steps", flag, anyType, alsoLists, "", "programs that use the previous name go on working, until this word is deleted", func(d *decl, _ arg) { d.InTwoSteps = true }, func(f *Field) (string, bool) { return "", f.InTwoSteps }},
	{"backfill", valued, backfilled, notLists, "0", "the value for existing resources, if the field is new or no longer optional", (*decl).setBackfill, func(f *Field) (string, bool) {
		return deref(f.Backfill), f.Backfill != nil
	}},
	{"description", valued, anyType, alsoLists, `"What it is."`, "what the field is, for readers", (*decl).setDescription, func(f *Field) (string, bool) {
		return f.Description, f.Description != ""
	}},
}

func formatKey(format Format, doc string) fieldKey {
	return fieldKey{
		string(format), flag, chars, alsoLists, "", doc,
		func(d *decl, _ arg) { d.Format = format },
		func(f *Field) (string, bool) { return "", f.Format == format },
	}
}

// valueText returns what the server sets the field to at creation; ok is false if it sets nothing.
func valueText(f *Field) (value string, ok bool) {
	if f.Caller {
		return "caller.id", true
	}
	return "now", f.Now
}

// keyWords are the names of all keys.
func keyWords() []string {
	words := make([]string, len(fieldKeys))
	for i, k := range fieldKeys {
		words[i] = k.name
	}
	return words
}

// apply sets what the arguments say and checks the field as a whole.
func (d *decl) apply() {
	seen := map[string]bool{}
	before := len(d.report.problems)
	d.storeCurrency()
	for i, a := range d.args {
		at := slices.IndexFunc(fieldKeys, func(k fieldKey) bool { return k.name == a.key })
		switch {
		case at < 0:
			d.unknownKey(i, a)
		case seen[a.key]:
			d.report.add(a.keyAt.pos(), "", "%s is given twice", quote(a.key))
		case d.formOK(fieldKeys[at], a) && !d.skip && d.fits(fieldKeys[at], a):
			fieldKeys[at].set(d, a)
		}
		seen[a.key] = true
	}
	if !d.skip && len(d.report.problems) == before {
		d.check()
	}
}

func (d *decl) unknownKey(i int, a arg) {
	if i > 0 && d.sep == ':' {
		if before := d.args[i-1]; before.has && !before.quoted && toSnake(a.text) == "" && DidYouMean(a.key, keyWords()) == "" {
			d.report.add(a.keyAt.pos(), `quote it: `+before.key+`="…"`, "a value that contains a colon must be quoted")
			d.args[i].has, d.args[i].quoted = true, false // what follows may be part of it too
			return
		}
	}
	what := "flag"
	if a.has {
		what = "key"
	}
	if d.skip && Type(a.key).info().typ != "" {
		return // optional string: one problem says enough
	}
	known := keyWords()
	if d.sep == 0 {
		known = append(known, "type", "enum", "ref")
	}
	if a.key == "" {
		d.report.add(a.keyAt.pos(), "", "the key before = is missing")
		return
	}
	d.report.unknown(a.keyAt.pos(), what, a.key, inField, known)
}

// formOK reports whether a key is written as it should be. A flag that is false in the long form is left out.
func (d *decl) formOK(k fieldKey, a arg) bool {
	if k.form == valued {
		return d.valueOK(k, a)
	}
	isBool := a.kind == boolean && a.list == nil
	switch {
	case k.form == flag && a.has && !a.long:
		d.report.add(a.textAt.pos(), "write "+k.name+" alone", "%s takes no value", quote(k.name))
	case k.form == flag && a.long && !isBool:
		d.report.add(a.textAt.pos(), "", "%s must be true or false", quote(k.name))
	case a.long && isBool && a.text == "false":
	default:
		return true
	}
	return false
}

// valueOK reports whether a key that takes a value has one.
func (d *decl) valueOK(k fieldKey, a arg) bool {
	empty := a.text == "" && a.list == nil && !a.quoted && !a.long
	switch {
	case !a.has || empty:
		d.report.add(a.keyAt.pos(), k.name+"="+k.example, "%s has no value", quote(k.name))
	case a.list != nil:
		d.report.add(a.textAt.pos(), "", "%s takes one value, not a list", quote(k.name))
	default:
		return true
	}
	return false
}

// fits reports whether a key has a meaning for the type.
func (d *decl) fits(k fieldKey, a arg) bool {
	typ := d.typeText()
	switch {
	case k.lists == onlyLists && !d.Repeated:
		d.report.add(a.keyAt.pos(), "write a list as "+typ+"[]", "%s is for lists only", quote(k.name))
	case k.lists == notLists && d.Repeated:
		d.report.add(a.keyAt.pos(), listHints[k.name], "%s is not for lists", quote(k.name))
	case !d.can(k.needs):
		d.report.add(a.keyAt.pos(), d.misfit(k.name), "%s is not for %s", quote(k.name), typ)
	default:
		return true
	}
	return false
}

// listHints are hints for keys that are not for lists.
var listHints = map[string]string{
	"optional": "a list may be empty",
	"default":  "a list starts empty",
}

// fieldKeyOf is the row of a key.
func fieldKeyOf(name string) fieldKey {
	at := slices.IndexFunc(fieldKeys, func(k fieldKey) bool { return k.name == name })
	return fieldKeys[at]
}

// misfit is the hint for a key that is not for the type of the field.
func (d *decl) misfit(key string) string {
	switch {
	case d.can(priced) && d.Currency == "" && Money.info().can&fieldKeyOf(key).needs != 0:
		return "add currency=EUR: amounts of different currencies cannot be compared"
	case key == "len" && d.can(bounded), key == "max_bytes" && d.can(bounded):
		return "min= and max= bound a number"
	case key == "len" && d.can(bytesLong):
		return "max_bytes=16KiB bounds it"
	case (key == "min" || key == "max" || key == "max_bytes") && d.can(chars):
		return "len=3..32 bounds a text"
	case key == "default" && d.can(bytesLong):
		return "bytes are empty unless sent: make it optional"
	case key == "default" && d.can(pointing):
		return "make it optional"
	}
	return ""
}
