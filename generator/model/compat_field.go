package model

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// field compares a field with what it was.
func (c *compat) field(f *Field, sr *spec.Resource) {
	r, old := f.Resource, f.before
	pos := specField(c.spec, r.Name, f.Name).Pos
	what := `field "` + f.Name + `" of ` + r.Name
	if old == nil {
		if f.Required && r.before.could(spec.Create) && r.Has(spec.Create) {
			c.add(pos, false, "add optional or default=…", "%s is new, and clients have to send it", what)
		}
		c.unburied(f, pos)
		return
	}
	renamed := r.before.Name != r.Name // then buf takes the message for a new one
	if old.Name != f.Name {
		c.add(pos, !renamed, "keep the name; or add "+f.Name+" beside it, and remove "+old.Name+" when nobody uses it",
			"%s was called %q, and clients know it by that", what, old.Name)
		c.unburied(f, pos)
	}
	c.fieldType(f, pos, what, renamed)
	if r.before.Path == "" {
		if old.Optional && f.Required {
			c.add(pos, false, "keep optional, or add default=…", "clients have to send %s now", what)
		}
		return
	}
	if r.before.sends() && !slices.Contains(old.API, "output_only") {
		c.fieldInput(f, pos, what)
	} else if f.Required && r.before.could(spec.Create) && r.Has(spec.Create) {
		c.add(pos, false, "add optional or default=…", "clients have to send %s now", what)
	}
	if slices.Contains(r.before.Methods, spec.List) && r.Has(spec.List) {
		c.fieldListing(f, pos, what)
	}
	c.fieldReference(f, pos, what)
}

// fieldType names a type that clients cannot read or send as before. A new number is a new field to them.
func (c *compat) fieldType(f *Field, pos spec.Pos, what string, renamed bool) {
	old := f.before
	is, was := f.entry().typeText(), old.typeText()
	hint := "keep it, and add a field of the new type beside it"
	switch {
	case f.Number != old.Number:
		c.add(pos, !renamed, hint, "%s is of another type: %s now, and before: %s", what, is, was)
	case !f.readsLike(old):
		c.add(pos, false, hint, "%s has other values: %s now, and before: %s", what, is, was)
	}
}

// readsLike tells whether every value that the field had or took is one that it may have or take, and the other way round.
func (f *Field) readsLike(old *FieldEntry) bool {
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
		c.add(pos, false, "leave it writable, and ignore what comes in", "%s is output_only now: what clients send does nothing", what)
		return
	}
	if gained("required") {
		c.add(pos, false, "keep optional, or a default", "clients have to send %s now", what)
	}
	if gained("immutable") && f.Resource.before.could(spec.Update) && f.Resource.Has(spec.Update) {
		c.add(pos, false, "leave it writable", "%s is immutable now: an update of it is refused", what)
	}
	for _, rule := range narrowed(before, now) {
		c.add(pos, false, "leave the rule as wide as it was", "%s %s", what, rule)
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
		c.add(pos, false, "keep it until no client lists by it", "%s has no %s any more", what, strings.Join(lost, ", "))
	}
}

// fieldReference names a deletion that is refused now.
func (c *compat) fieldReference(f *Field, pos spec.Pos, what string) {
	old := f.before.ForeignKey
	if old == nil || f.Ref == nil || f.Ref.before == nil || !f.Ref.before.could(spec.Delete) {
		return
	}
	if restrict := onDeleteSQL(spec.Restrict); old[2] != restrict && onDeleteSQL(f.OnDelete) == restrict {
		c.add(pos, false, "leave on_delete as it was", "%s: the %s that it refers to cannot be deleted any more", what, f.Ref.Title)
	}
}

// unburied names a name that comes back with another meaning. protobuf has it reserved.
func (c *compat) unburied(f *Field, pos spec.Pos) {
	if f.Resource.before.buried(f.Name) {
		c.add(pos, f.Resource.before.Name == f.Resource.Name, "take another name", "field %q of %s was removed before: who still sends it means the old one", f.Name, f.Resource.Name)
	}
}
