package model

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/spec"
)

// Field finds a field by its name; nil if the resource has none.
func (r *Resource) Field(name string) *Field {
	for _, f := range r.Fields {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// FieldsOf returns the fields of the resource for which keep returns true.
func FieldsOf(r *Resource, keep func(*Field) bool) []*Field {
	return slices.DeleteFunc(slices.Clone(r.Fields), func(f *Field) bool { return !keep(f) })
}

// Defaults returns the fields with a default other than the zero value of their Go type.
func (r *Resource) Defaults() []*Field { return FieldsOf(r, (*Field).SetByDefault) }

// SetByDefault reports whether the field has a default other than the zero value of its Go type.
func (f *Field) SetByDefault() bool {
	switch f.Default {
	case "", "0", "false":
		return f.HasDefault && f.Enum != nil
	}
	return f.HasDefault
}

// Inputs returns the fields that a client can send on creation.
func (r *Resource) Inputs() []*Field {
	return FieldsOf(r, func(f *Field) bool { return !f.OutputOnly && !f.Now })
}

// Editable returns the fields that a client can change after creation.
func (r *Resource) Editable() []*Field {
	return FieldsOf(r, func(f *Field) bool { return !f.OutputOnly && !f.Now && !f.Immutable })
}

// Refs returns the fields that refer to resources of the same service.
func (r *Resource) Refs() []*Field {
	return FieldsOf(r, func(f *Field) bool { return f.Ref != nil })
}

// Listed returns the fields that lists can be filtered or sorted by.
func (r *Resource) Listed() []*Field {
	return FieldsOf(r, func(f *Field) bool { return len(f.Filter) > 0 || f.Sort })
}

// Sortable returns what lists can be sorted by: fields with sort, and the times that every resource has.
func (r *Resource) Sortable() []*Field {
	return append(FieldsOf(r, func(f *Field) bool { return f.Sort }), r.Times()...)
}

// Times returns the times of creation and of the last change as fields. They are not among r.Fields: the spec does not declare them.
func (r *Resource) Times() []*Field {
	created := NewField(r, &spec.Field{Name: "create_time", Type: spec.Timestamp, OutputOnly: true, Sort: true}, r.CreateTimeNumber)
	created.GoName = "CreateTime"
	updated := NewField(r, &spec.Field{Name: "update_time", Type: spec.Timestamp, OutputOnly: true, Sort: true}, r.UpdateTimeNumber)
	updated.GoName = "UpdateTime"
	return []*Field{created, updated}
}

// Filterable reports whether lists take a filter, either for fields or for full-text search.
func (r *Resource) Filterable() bool {
	return len(FieldsOf(r, func(f *Field) bool { return len(f.Filter) > 0 || f.Search })) > 0
}

// IndexedSQL returns what indexes for sorting and for prefixes hold of the field: the column or, of a long text, its first characters.
func (f *Field) IndexedSQL() string {
	if f.LongText() {
		return fmt.Sprintf("left(%s, %d)", f.ColumnSQL, kind.IndexedLength)
	}
	return f.ColumnSQL
}

// PrefixIndexed reports whether an index finds the field by the start of its value.
func (f *Field) PrefixIndexed() bool {
	return f.Kind.PrefixIndex && slices.Contains(f.Filter, spec.OpPrefix)
}

// ConstraintColumn returns the column by which constraints are named: the old one while the field is renamed in two steps, because
// programs that use it know errors of PostgreSQL by the names of constraints. New programs know both names.
func (f *Field) ConstraintColumn() string { return cmp.Or(f.Mirror, f.Column) }
