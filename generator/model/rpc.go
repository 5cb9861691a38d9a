package model

import "github.com/svcgen/svcgen/generator/naming"

// Ident returns the resource's name as the beginning of unexported identifiers: apiKey.
func (r *Resource) Ident() string { return naming.LowerFirst(r.GoName) }

// Listed returns the fields that lists can be filtered or sorted by.
func (r *Resource) Listed() []*Field {
	return FieldsOf(r, func(f *Field) bool { return len(f.Filter) > 0 || f.Sort })
}

// Sortable returns the fields that lists can be sorted by.
func (r *Resource) Sortable() []*Field {
	return FieldsOf(r, func(f *Field) bool { return f.Sort })
}

// Filterable reports whether lists take a filter, either for fields or for full-text search.
func (r *Resource) Filterable() bool {
	return len(FieldsOf(r, func(f *Field) bool { return len(f.Filter) > 0 || f.Search })) > 0
}
