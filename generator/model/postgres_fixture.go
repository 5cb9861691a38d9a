package model

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// StoreTested reports whether tests can store three of the resource: it and what it must refer to can be created, and its unique
// fields have that many values.
func (r *Resource) StoreTested() bool {
	if !r.Has(spec.Create) || !r.Distinct() {
		return false
	}
	for _, f := range r.Refs() {
		if f.Required && f.Ref != r && !f.Ref.StoreTested() {
			return false
		}
	}
	return true
}

// StoreFixture are the fields of the entities that tests of package postgres store: all but optional references.
func (r *Resource) StoreFixture() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.Ref == nil || !f.Optional })
}

// StoreValue is a Go expression, in a test of package postgres, for the field of the entity with the number i, a variable.
func (f *Field) StoreValue() string {
	if f.Ref != nil {
		return "store" + f.Ref.GoName + "(t, s, i).ID"
	}
	if !f.varies() {
		return f.StoreSample(0)
	}
	samples := make([]string, Fixtures)
	for i := range samples {
		samples[i] = f.StoreSample(i)
	}
	t := f.wrap(f.storeElementType(), f.Pointer())
	elided := strings.TrimPrefix(t, "*")
	for i, s := range samples {
		if f.Repeated || f.Kind.Type == spec.Date && !f.Pointer() {
			samples[i] = strings.TrimPrefix(s, elided) // a composite literal in another one needs no type
		}
	}
	return "[]" + t + "{" + strings.Join(samples, ", ") + "}[i]"
}

// varies reports whether the entities of a test differ in the field.
func (f *Field) varies() bool {
	if f.Immutable && !f.InUnique() && len(f.Filter) == 0 && !f.Sort {
		return false
	}
	for i := 1; i < Fixtures; i++ {
		if f.sampleText(i) != f.sampleText(0) {
			return true
		}
	}
	return false
}

// StoreSample is a Go expression, in a test of package postgres, for the i-th valid value of the field.
func (f *Field) StoreSample(i int) string {
	element := f.storeElement(i)
	switch {
	case f.Repeated:
		if f.Kind.Type == spec.Date {
			element = strings.TrimPrefix(element, f.Kind.GoType)
		}
		return "[]" + f.storeElementType() + "{" + element + "}"
	case f.Pointer():
		return "new(" + element + ")"
	}
	return element
}

// StoreID is a Go expression for the field where it refers to the entity with an id, an expression.
func (f *Field) StoreID(id string) string {
	if f.Pointer() {
		return "new(" + id + ")"
	}
	return id
}

func (f *Field) storeElementType() string {
	if f.Enum != nil {
		return f.Resource.Service.Package + "." + f.Enum.GoName
	}
	return f.Kind.GoType
}

func (f *Field) storeElement(i int) string {
	switch {
	case f.Enum != nil:
		return f.Resource.Service.Package + "." + f.GoElement(f.sampleText(i))
	case f.Kind.GoImport == importUUID:
		return fmt.Sprintf("testID(%d)", i)
	}
	return f.GoElement(f.sampleText(i))
}

// QueryValue is a Go expression for the i-th sample of an element as an aip.Query holds it.
func (f *Field) QueryValue(i int) string {
	switch f.Kind.Type {
	case spec.EnumType:
		return strconv.Quote(f.sampleText(i))
	case spec.Int32, spec.Int64, spec.Float64:
		return f.Kind.GoType + "(" + f.sampleText(i) + ")"
	}
	return f.storeElement(i)
}

// FilterCase is one filter and the numbers of the entities that it finds among those with the numbers 0, 1 and 2.
type FilterCase struct {
	Field string
	Op    string // aip.Equal
	Value string // Go expression
	Want  string // 0, 2
}

// FilterCases are a case for every operator that a list of the resource takes.
func (r *Resource) FilterCases() []FilterCase {
	var all []FilterCase
	for _, f := range r.Fields {
		add := func(op, value string, holds func(i int) bool) {
			var want []string
			for i := range Fixtures {
				if holds(i) {
					want = append(want, strconv.Itoa(i))
				}
			}
			all = append(all, FilterCase{f.Name, "aip." + op, value, strings.Join(want, ", ")})
		}
		null := f.Ref != nil && f.Optional
		compare := func(holds func(sign int) bool) func(int) bool {
			return func(i int) bool { return !null && holds(f.compareFixtures(i, 1)) }
		}
		for _, op := range f.Filter {
			switch op {
			case spec.OpEq:
				add("Equal", f.QueryValue(1), compare(func(sign int) bool { return sign == 0 }))
				add("NotEqual", f.QueryValue(1), func(i int) bool { return null || f.compareFixtures(i, 1) != 0 })
			case spec.OpIn:
				add("In", "[]any{"+f.QueryValue(0)+", "+f.QueryValue(1)+"}", func(i int) bool {
					return !null && (f.compareFixtures(i, 0) == 0 || f.compareFixtures(i, 1) == 0)
				})
			case spec.OpPrefix:
				text := []rune(f.sampleText(1))
				prefix := string(text[:(len(text)+1)/2])
				add("Prefix", strconv.Quote(prefix), func(i int) bool { return strings.HasPrefix(f.sampleText(i), prefix) })
			case spec.OpGTE:
				add("Greater", f.QueryValue(1), compare(func(sign int) bool { return sign > 0 }))
				add("GreaterEqual", f.QueryValue(1), compare(func(sign int) bool { return sign >= 0 }))
			case spec.OpLTE:
				add("Less", f.QueryValue(1), compare(func(sign int) bool { return sign < 0 }))
				add("LessEqual", f.QueryValue(1), compare(func(sign int) bool { return sign <= 0 }))
			case spec.OpHas:
				add("Has", f.QueryValue(1), compare(func(sign int) bool { return sign == 0 }))
			}
		}
	}
	return all
}

// compareFixtures tells how the field's values of two entities are ordered.
func (f *Field) compareFixtures(i, j int) int {
	if f.Ref != nil {
		return cmp.Compare(i, j)
	}
	return f.compareTexts(f.sampleText(i), f.sampleText(j))
}

// SearchSample is a word that tests search for, "" where the texts that are searched have none.
func (r *Resource) SearchSample() string {
	for _, f := range r.Fields {
		if f.Search {
			for word := range strings.FieldsSeq(f.sampleText(0)) {
				if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") == "" {
					return word
				}
			}
		}
	}
	return ""
}

// UniqueCases are the uniques that a test can break without breaking another one. NULLs break none.
func (r *Resource) UniqueCases() []*Unique {
	return slices.DeleteFunc(slices.Clone(r.Uniques), func(u *Unique) bool {
		null := slices.ContainsFunc(u.Fields, func(f *Field) bool { return f.Ref != nil && f.Optional })
		return null || len(u.Fields) != len(u.Columns) || slices.ContainsFunc(r.Uniques, func(other *Unique) bool {
			return other != u && !slices.ContainsFunc(other.Columns, func(c string) bool { return !slices.Contains(u.Columns, c) })
		})
	})
}

// FieldNames are the names of the fields, as errors name them.
func (u *Unique) FieldNames() string {
	names := make([]string, len(u.Fields))
	for i, f := range u.Fields {
		names[i] = f.Name
	}
	return strings.Join(names, ", ")
}

// RefCases are the references whose rules tests can break.
func (r *Resource) RefCases() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.ForeignKey != "" && f.Ref.StoreTested() })
}

// Restricts reports whether the field keeps what it refers to from being deleted.
func (f *Field) Restricts() bool { return f.OnDelete != spec.Cascade && f.OnDelete != spec.SetNull }

// Clearable are the fields that an update can set to NULL.
func (r *Resource) Clearable() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.Optional && !f.Immutable && f.Ref == nil })
}

// Kept are the fields that an update does not store and in which the entities of a test differ.
func (r *Resource) Kept() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.Immutable && (f.varies() || f.Ref != nil && !f.Optional) })
}

// ReaderMethod is the method of the store that reads one entity, "" if there is none.
func (r *Resource) ReaderMethod() string {
	switch {
	case r.Has(spec.Get):
		return "Get" + r.GoName
	case r.Changes():
		return "Lock" + r.GoName
	}
	return ""
}

// GoFields are the names of the fields as part of a Go identifier.
func (u *Unique) GoFields() string {
	var all strings.Builder
	for _, f := range u.Fields {
		all.WriteString(f.GoName)
	}
	return all.String()
}

// SortIndexCase is an order of a list and the index that serves it.
type SortIndexCase struct {
	Field string
	Value string // Go expression of a value of Field
	Index string
}

// SortIndexCases are the indexes that serve the orders of lists.
func (r *Resource) SortIndexCases() []SortIndexCase {
	if !r.Has(spec.List) {
		return nil
	}
	var all []SortIndexCase
	for _, f := range r.Sortable() {
		if i := r.sortIndex(f); i != nil {
			all = append(all, SortIndexCase{Field: f.Name, Value: f.QueryValue(0), Index: i.Name})
		}
	}
	return all
}

// sortIndex is the first index that begins with a field and the id.
func (r *Resource) sortIndex(f *Field) *Index {
	for _, i := range r.Indexes {
		if i.Using == "" && len(i.Columns) > 1 && i.Columns[0] == f.ColumnSQL && i.Columns[1] == "id" {
			return i
		}
	}
	return nil
}

// IndexCase is what a list looks for and the index that finds it.
type IndexCase struct {
	Query string // Go fields of an aip.Query
	Index string
}

// IndexCases are a query for every index that finds the rows of a list: by words, by what a list of theirs holds, by the start of a
// text, or by the first column of an index that was declared. An index is left out where another one does as well.
func (r *Resource) IndexCases() []IndexCase {
	if !r.Has(spec.List) {
		return nil
	}
	var all []IndexCase
	for _, i := range r.Indexes {
		column, _, _ := strings.Cut(i.Columns[0], " ")
		fields := r.fieldsWhere(func(f *Field) bool { return f.ColumnSQL == column })
		switch {
		case i.Columns[0] == r.SearchSQL():
			all = append(all, IndexCase{`Search: "x"`, i.Name})
		case len(fields) == 0 || r.rivaled(i, column):
		case i.Using == "gin" && fields[0].Repeated && len(i.Columns) == 1:
			all = append(all, IndexCase{condition(fields[0], "Has", fields[0].QueryValue(0)), i.Name})
		case i.Using == "btree":
			all = append(all, IndexCase{condition(fields[0], "Prefix", `"x"`), i.Name})
		case i.Using == "" && i.Reason == "" && fields[0].Kind.Type != spec.Bool: // half of the rows are not worth an index
			all = append(all, IndexCase{condition(fields[0], "Equal", fields[0].QueryValue(0)), i.Name})
		}
	}
	return all
}

func condition(f *Field, op, value string) string {
	return fmt.Sprintf("Conditions: []aip.Condition{{Field: %q, Op: aip.%s, Value: %s}}", f.Name, op, value)
}

// rivaled reports whether another index begins with the same column.
func (r *Resource) rivaled(i *Index, column string) bool {
	same := func(columns []string) bool {
		first, _, _ := strings.Cut(columns[0], " ")
		return first == column
	}
	return slices.ContainsFunc(r.Indexes, func(have *Index) bool {
		return have != i && (have.Using == "gin") == (i.Using == "gin") && same(have.Columns)
	}) || slices.ContainsFunc(r.Uniques, func(have *Unique) bool { return i.Using != "gin" && same(have.Columns) })
}

// StoreExample is a resource that tests can store, nil where there is none.
func (s *Service) StoreExample() *Resource {
	return s.resourceWhere((*Resource).StoreTested)
}

// StoreReads reports whether tests read what they stored.
func (s *Service) StoreReads() bool {
	return s.resourceWhere(func(r *Resource) bool { return r.StoreTested() && (r.ReaderMethod() != "" || r.Has(spec.List)) }) != nil
}

// StoreIndexes reports whether tests look at indexes.
func (s *Service) StoreIndexes() bool {
	return s.resourceWhere(func(r *Resource) bool {
		return r.StoreTested() && len(r.SortIndexCases())+len(r.IndexCases()) > 0
	}) != nil
}

func (s *Service) resourceWhere(holds func(*Resource) bool) *Resource {
	for _, r := range s.Resources {
		if holds(r) {
			return r
		}
	}
	return nil
}
