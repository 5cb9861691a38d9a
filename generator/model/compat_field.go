package model

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// field compares a field with what it was.
func (c *compat) field(f *Field) {
	r, old := f.Resource, f.before
	pos := specField(c.spec, r.Name, f.Name).Pos
	what := r.Name + "." + f.Name
	if old == nil {
		if f.Required && r.before.Could(spec.Create) && r.Has(spec.Create) {
			c.add(pos, false, "add optional or default=…", "%s is new and required", what)
		}
		c.unburied(f, pos)
		return
	}
	renamed := r.before.Name != r.Name // then buf takes the message for a new one
	if old.Name != f.Name {
		c.add(pos, !renamed && f.Number == old.Number, "add "+f.Name+" as a new field, and remove "+old.Name+" when nobody uses it",
			"%s was called %s", what, old.Name)
		c.unburied(f, pos)
	}
	if c.fieldType(f, pos, what, renamed) {
		return
	}
	if r.before.Path == "" {
		if old.Optional && f.Required {
			c.add(pos, false, "keep optional, or add default=…", "%s is required now", what)
		}
		return
	}
	if r.before.Sends() && !slices.Contains(old.API, "output_only") {
		c.fieldInput(f, pos, what)
	} else if f.Required && r.before.Could(spec.Create) && r.Has(spec.Create) {
		c.add(pos, false, "add optional or default=…", "%s is required now", what)
	}
	if slices.Contains(r.before.Methods, spec.List) && r.Has(spec.List) {
		c.fieldListing(f, pos, what)
	}
	c.fieldReference(f, pos, what)
}

// fieldType names a type that clients cannot read or send as before. A new number is a new field to them, and to
// buf too if the old name can be reserved.
func (c *compat) fieldType(f *Field, pos spec.Pos, what string, renamed bool) (changed bool) {
	old := f.before
	is, was := f.entry().TypeText(), old.TypeText()
	hint := "add a field of the new type beside it"
	switch {
	case f.Number != old.Number:
		c.add(pos, !renamed && f.Resource.field(old.Name) != nil, hint, "%s is %s now, was %s", what, is, was)
	case !f.readsLike(old):
		c.add(pos, false, hint, "%s is %s now, was %s", what, is, was)
	default:
		return false
	}
	return true
}

// readsLike reports whether every value that the field had or took is one that it may have or take, and the other way round.
func (f *Field) readsLike(old *ledger.Field) bool {
	plain := func(t spec.Type) bool { return t == spec.String || t == spec.Text }
	switch now := f.Kind.Type; {
	case now == spec.Ref && old.Type == spec.Ref:
		return old.Ref == f.Ref.Name || f.Ref.before != nil && f.Ref.before.Name == old.Ref
	case now == old.Type, plain(now) && plain(old.Type), now == spec.UUID && old.Type == spec.Ref:
		return true
	}
	return false
}

// fieldInput names what clients send and is refused, or does nothing, now.
func (c *compat) fieldInput(f *Field, pos spec.Pos, what string) {
	before, now := f.before.API, f.api()
	gained := func(word string) bool { return slices.Contains(now, word) && !slices.Contains(before, word) }
	if gained("output_only") {
		c.add(pos, false, "leave it writable", "%s is output_only now", what)
		return
	}
	if gained("required") {
		c.add(pos, false, "keep optional, or a default", "%s is required now", what)
	}
	if gained("immutable") && f.Resource.before.Could(spec.Update) && f.Resource.Has(spec.Update) {
		c.add(pos, false, "leave it writable", "%s is immutable now", what)
	}
	for _, rule := range narrowed(before, now) {
		c.add(pos, false, "let through what was let through", "%s: %s", what, rule)
	}
}

// fieldListing names ways to list that are gone.
func (c *compat) fieldListing(f *Field, pos spec.Pos, what string) {
	var lost []string
	now := f.api()
	for _, word := range f.before.API {
		if listing := strings.HasPrefix(word, "filter=") || word == "sort" || word == "search"; listing && !slices.Contains(now, word) {
			lost = append(lost, word)
		}
	}
	if len(lost) > 0 {
		c.add(pos, false, "keep it until no client lists by it", "%s loses %s", what, strings.Join(lost, ", "))
	}
}

// fieldReference names a deletion that is refused now.
func (c *compat) fieldReference(f *Field, pos spec.Pos, what string) {
	old := f.before.ForeignKey
	if old == nil || f.Ref == nil || f.Ref.before == nil || !f.Ref.before.Could(spec.Delete) {
		return
	}
	if restrict := onDeleteSQL(spec.Restrict); old[2] != restrict && onDeleteSQL(f.OnDelete) == restrict {
		c.add(pos, false, "leave on_delete as it was", "%s keeps its %s from being deleted now", what, f.Ref.Name)
	}
}

// unburied names a name that comes back with another meaning. protobuf has it reserved.
func (c *compat) unburied(f *Field, pos spec.Pos) {
	if f.Resource.before.Buried(f.Name) {
		c.add(pos, f.Resource.before.Name == f.Resource.Name, "take another name", "%s.%s was removed before, and is there again", f.Resource.Name, f.Name)
	}
}
