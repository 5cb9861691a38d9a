package model

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// Doc is the comment of the entity: its description, which starts with the name of the entity if that makes a sentence, as
// comments in Go do.
func (r *Resource) Doc() string {
	is := r.GoName + " is "
	if r.Description == "" {
		return is + r.Article + " " + r.Title + " of the " + r.Service.Title + " service."
	}
	for _, word := range []string{"a ", "an ", "the "} {
		if rest, ok := strings.CutPrefix(r.Description, strings.ToUpper(word[:1])+word[1:]); ok {
			return is + word + rest
		}
		if strings.HasPrefix(r.Description, word) {
			return is + r.Description
		}
	}
	return r.Description
}

// OwnEnums are the enums that the resource declares: those that no earlier resource of the service uses.
func (r *Resource) OwnEnums() []*Enum {
	var own []*Enum
	for _, e := range r.Service.Enums {
		if e.firstUser(r.Service) == r {
			own = append(own, e)
		}
	}
	return own
}

func (e *Enum) firstUser(s *Service) *Resource {
	for _, r := range s.Resources {
		for _, f := range r.Fields {
			if f.Enum == e {
				return r
			}
		}
	}
	return nil
}

// Title is the enum's name in running text: "product status".
func (e *Enum) Title() string { return naming.Title(e.Name) }

// Article is the indefinite article of the title.
func (e *Enum) Article() string { return naming.Article(e.Title()) }

func (r *Resource) fieldsWhere(keep func(*Field) bool) []*Field {
	return slices.DeleteFunc(slices.Clone(r.Fields), func(f *Field) bool { return !keep(f) })
}

// Patterns are the fields with a pattern.
func (r *Resource) Patterns() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.Pattern != "" })
}

// Defaults are the fields with a default other than the zero value of their Go type.
func (r *Resource) Defaults() []*Field { return r.fieldsWhere((*Field).SetByDefault) }

// SetByDefault reports whether the field has a default other than the zero value of its Go type.
func (f *Field) SetByDefault() bool {
	switch f.Default {
	case "", "0", "false":
		return f.HasDefault && f.Enum != nil
	}
	return f.HasDefault
}

// Inputs are the fields that a client sends on creation.
func (r *Resource) Inputs() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return !f.OutputOnly && !f.Now })
}

// Outputs are the fields that only the server sets.
func (r *Resource) Outputs() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.OutputOnly || f.Now })
}

// Editable are the fields that a client can change after creation.
func (r *Resource) Editable() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return !f.OutputOnly && !f.Now && !f.Immutable })
}

// SetOnce are the fields that a client sets on creation and cannot change.
func (r *Resource) SetOnce() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.Immutable && !f.OutputOnly && !f.Now })
}

// Settable are the fields that an update can name: those that are set once and those that clients can change.
func (r *Resource) Settable() []*Field {
	if !r.Has(spec.Update) {
		return nil
	}
	return slices.Concat(r.SetOnce(), r.Editable())
}

// OnlySettable is the field that an update can name if there is only one, else nil: one case needs no switch.
func (r *Resource) OnlySettable() *Field {
	if fields := r.Settable(); len(fields) == 1 {
		return fields[0]
	}
	return nil
}

// Uncleared reports whether an update that names the field must bear a value: NULL is none, and neither is the default.
func (f *Field) Uncleared() bool { return !f.Optional && !f.Repeated && !f.OutputOnly && !f.Now }

// TakesText reports whether a client sends text.
func (r *Resource) TakesText() bool {
	for _, f := range r.Inputs() {
		switch f.Kind.Type {
		case spec.String, spec.Text, spec.JSON:
			return true
		}
	}
	return false
}

// Cascades names what the resource goes with when it is deleted: "an order"; "" where it is never deleted by the database.
func (r *Resource) Cascades() string {
	var names []string
	for _, f := range r.Refs() {
		if f.OnDelete == spec.Cascade && f.Ref.HardDelete() {
			names = append(names, f.Ref.Article+" "+f.Ref.Title)
		}
	}
	return strings.Join(names, " or ")
}

// NowFields are the fields that are set to the time of creation.
func (r *Resource) NowFields() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.Now })
}

// Refs are the fields that refer to other resources.
func (r *Resource) Refs() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.Ref != nil })
}

// GoDefault is the default as a Go expression in the domain package.
func (f *Field) GoDefault() string { return f.goValue(f.GoElement(f.Default)) }

// GoNow turns a Go expression for a point in time into a value of the field.
func (f *Field) GoNow(at string) string {
	if f.Kind.Type == spec.Date {
		at = "civil.DateOf(" + at + ")"
	}
	return f.goValue(at)
}

// RulesOf are the rules of the field of the entity in a variable.
func (f *Field) RulesOf(variable string) []Rule { return f.Rules(variable + "." + f.GoName) }

// Differs is a Go condition that holds if the entities in two variables have different values of the field.
func (f *Field) Differs(x, y string) string {
	a, b := x+"."+f.GoName, y+"."+f.GoName
	switch {
	case f.Repeated:
		return "!slices.Equal(" + a + ", " + b + ")"
	case f.Kind.Type == spec.Bytes || f.Kind.Type == spec.JSON:
		return "!bytes.Equal(" + a + ", " + b + ")"
	case f.Pointer():
		return "!reflect.DeepEqual(" + a + ", " + b + ")"
	case f.Kind.Type == spec.Decimal || f.Kind.Type == spec.Timestamp:
		return "!" + a + ".Equal(" + b + ")"
	}
	return a + " != " + b
}

// Remark says after a field of the entity what its type does not: "// unique; set once".
func (f *Field) Remark() string {
	var parts []string
	if f.Ref != nil {
		parts = append(parts, "id of "+f.Ref.Article+" "+f.Ref.Title)
	}
	if f.Unique {
		parts = append(parts, "unique")
	}
	switch {
	case f.Now:
		parts = append(parts, "the time of creation")
	case f.OutputOnly:
		parts = append(parts, "set by the server")
	case f.Immutable:
		parts = append(parts, "set once")
	}
	if f.Sensitive {
		parts = append(parts, "sensitive: never log it")
	}
	if text := strings.Join(strings.Fields(f.Description), " "); text != "" && len(text) <= 60 {
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}
