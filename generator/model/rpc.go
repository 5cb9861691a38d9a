package model

import "github.com/svcgen/svcgen/generator/naming"

// Ident is the resource's name as the start of an identifier in package rpc: apiKey.
func (r *Resource) Ident() string { return naming.LowerFirst(r.GoName) }

// Listed are the fields that lists can be filtered or sorted by.
func (r *Resource) Listed() []*Field {
	return FieldsOf(r, func(f *Field) bool { return len(f.Filter) > 0 || f.Sort })
}

// Sortable are the fields that lists can be sorted by.
func (r *Resource) Sortable() []*Field {
	return FieldsOf(r, func(f *Field) bool { return f.Sort })
}

// Filterable reports whether lists take a filter, by a field or by words.
func (r *Resource) Filterable() bool {
	return len(FieldsOf(r, func(f *Field) bool { return len(f.Filter) > 0 || f.Search })) > 0
}
