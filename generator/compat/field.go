package compat

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// field compares a field with the field of the last run that it continues.
func (c *comparison) field(f *model.Field) {
	r, old := f.Resource, f.Before
	pos := c.spec.Resource(r.Name).Field(f.Name).Pos
	what := r.Name + "." + f.Name
	if old == nil {
		if f.Required && creates(r) {
			c.add(pos, false, "add optional or default=…", "%s is new and required", what)
		}
		c.reportReusedName(f, pos)
		return
	}
	renamed := r.Before.Name != r.Name // then the message is new to buf
	if old.Name != f.Name {
		c.add(pos, !renamed && f.Number == old.Number, "add "+f.Name+" as a new field, and remove "+old.Name+" when nobody uses it",
			"%s was called %s", what, old.Name)
		c.reportReusedName(f, pos)
	}
	if c.fieldType(f, pos, what, renamed) {
		return
	}
	of := sender(r).Before
	if of.Path == "" {
		if old.Optional && f.Required {
			c.add(pos, false, "keep optional, or add default=…", "%s is required now", what)
		}
		return
	}
	if of.Writable() && !slices.Contains(old.API, "output_only") {
		c.fieldInput(f, pos, what)
	} else if f.Required && creates(r) {
		c.add(pos, false, "add optional or default=…", "%s is required now", what)
	}
	if slices.Contains(r.Before.Methods, spec.List) && r.Has(spec.List) {
		c.fieldListing(f, pos, what)
	}
	c.fieldReference(f, pos, what)
}

// fieldType reports a type that clients cannot read or send as before. If the number changed, clients see a new field, and so does
// buf unless the name stays: then the old name cannot be reserved.
func (c *comparison) fieldType(f *model.Field, pos spec.Pos, what string, renamed bool) (changed bool) {
	old := f.Before
	is, was := f.Entry().TypeText(), old.TypeText()
	hint := "add a field of the new type beside it"
	switch {
	case f.Number != old.Number:
		c.add(pos, !renamed && hasField(f.Resource, old.Name), hint, "%s is %s now, was %s", what, is, was)
	case !readsLike(f, old):
		c.add(pos, false, hint, "%s is %s now, was %s", what, is, was)
	default:
		return false
	}
	return true
}

// readsLike reports whether old and new clients understand the same values of the field.
func readsLike(f *model.Field, old *ledger.Field) bool {
	plain := func(t spec.Type) bool { return t == spec.String || t == spec.Text }
	switch now := f.Kind.Type; {
	case now == spec.Ref && old.Type == spec.Ref:
		return refersAsBefore(f, old.Ref)
	case now == old.Type, plain(now) && plain(old.Type), now == spec.UUID && old.Type == spec.Ref:
		return true
	}
	return false
}

// refersAsBefore reports whether the field refers to what it did, which may have another name now. was is service.resource for one in
// another service.
func refersAsBefore(f *model.Field, was string) bool {
	to := f.RefersTo()
	if f.RefText() == was {
		return true
	}
	if to.Before == nil {
		return false
	}
	service, elsewhere := to.Service.Was(), f.Remote != nil
	return !elsewhere && to.Before.Name == was || elsewhere && service+"."+to.Before.Name == was
}

// fieldInput reports what clients send and is now refused or ignored.
func (c *comparison) fieldInput(f *model.Field, pos spec.Pos, what string) {
	before, now := f.Before.API, f.API()
	gained := func(word string) bool { return slices.Contains(now, word) && !slices.Contains(before, word) }
	if gained("output_only") {
		c.add(pos, false, "leave it writable", "%s is output_only now", what)
		return
	}
	if gained("required") {
		c.add(pos, false, "keep optional, or add default=…", "%s is required now", what)
	}
	if gained("immutable") && f.Resource.Before.Offered(spec.Update) && f.Resource.Has(spec.Update) {
		c.add(pos, false, "leave it writable", "%s is immutable now", what)
	}
	for _, rule := range ledger.Narrower(f.CountedAPI(before), f.CountedAPI(now), f.Compare) {
		c.add(pos, false, "keep accepting the old values", "%s: %s", what, narrowing(rule))
	}
}

// narrowing describes a narrower rule: at most 80 characters now, was 120.
func narrowing(n ledger.Narrowing) string {
	var text string
	switch n.Key {
	case "min_len":
		text = fmt.Sprintf("at least %s characters", n.Now)
	case "max_len":
		text = fmt.Sprintf("at most %s characters", n.Now)
	case "min":
		text = "no less than " + n.Now
	case "max":
		text = "no more than " + n.Now
	case "pattern":
		text = "must match " + n.Now
	case "format":
		text = "must have the format " + n.Now
	case "max_items":
		text = fmt.Sprintf("at most %s items", n.Now)
	case "max_bytes":
		text = fmt.Sprintf("at most %s bytes", n.Now)
	case "unique_items":
		text = "no duplicate items"
	}
	text += " now"
	if n.Was != "" {
		text += ", was " + n.Was
	}
	return text
}

// fieldListing reports filters, sort orders and searches that lists no longer support.
func (c *comparison) fieldListing(f *model.Field, pos spec.Pos, what string) {
	var lost []string
	now := f.API()
	for _, word := range f.Before.API {
		if listing := strings.HasPrefix(word, "filter=") || word == "sort" || word == "search"; listing && !slices.Contains(now, word) {
			lost = append(lost, word)
		}
	}
	if len(lost) > 0 {
		c.add(pos, false, "keep it until no client lists by it", "%s loses %s", what, strings.Join(lost, ", "))
	}
}

// fieldReference reports a reference that now prevents its target from being deleted.
func (c *comparison) fieldReference(f *model.Field, pos spec.Pos, what string) {
	old := f.Before.ForeignKey
	if old == nil || f.Ref == nil || f.Ref.Before == nil || !f.Ref.Before.Offered(spec.Delete) {
		return
	}
	if old[2] != "RESTRICT" && f.OnDelete == spec.Restrict {
		c.add(pos, false, "leave on_delete as it was", "%s prevents its %s from being deleted now", what, f.Ref.Name)
	}
}

// reportReusedName reports a field that reuses a reserved name.
func (c *comparison) reportReusedName(f *model.Field, pos spec.Pos) {
	if f.Resource.Before.HasReserved(f.Name) {
		c.add(pos, f.Resource.Before.Name == f.Resource.Name, "choose another name", "%s.%s reuses the name of a removed field", f.Resource.Name, f.Name)
	}
}

func hasField(r *model.Resource, name string) bool {
	return slices.ContainsFunc(r.Fields, func(f *model.Field) bool { return f.Name == name })
}
