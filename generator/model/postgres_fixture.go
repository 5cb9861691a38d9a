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

// StoreValue is a Go expression, in a test of package postgres, for the field of entity i, a variable.
func (f *Field) StoreValue() string {
	switch {
	case f.Ref != nil:
		return "store" + f.Ref.GoName + "(t, s, i).ID"
	case !f.varies():
		return f.StoreSample(0)
	}
	return f.storeWrap(f.storeSeries())
}

// StorePicks reports whether a test of package postgres calls pick.
func (s *Service) StorePicks() bool {
	return s.resourceWhere(func(r *Resource) bool {
		return r.StoreTested() && slices.ContainsFunc(r.StoreFixture(), func(f *Field) bool {
			return f.Ref == nil && f.varies() && strings.HasPrefix(f.storeSeries(), "pick")
		})
	}) != nil
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
	return f.storeWrap(f.storeElement(i))
}

// storeWrap makes a value of the field, in a test of package postgres, of one element.
func (f *Field) storeWrap(element string) string {
	switch {
	case f.Repeated:
		return "[]" + f.storeElementType() + "{" + listItem(element) + "}"
	case f.Pointer():
		return "new(" + element + ")"
	}
	return element
}

// StoreID is a Go expression for a reference to the entity with an id, an expression.
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

// FilterCase is one filter and which of the entities 0, 1 and 2 it finds.
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

// compareFixtures compares the values of the field of entities i and j.
func (f *Field) compareFixtures(i, j int) int {
	if f.Ref != nil {
		return cmp.Compare(i, j)
	}
	return f.compareTexts(f.sampleText(i), f.sampleText(j))
}

// SearchSample is a word that tests search for, or "" if no text that is searched has one.
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

// SetsNull reports whether a test deletes what the field refers to and then reads that the field is NULL.
func (f *Field) SetsNull() bool { return f.OnDelete == spec.SetNull && f.Resource.ReaderMethod() != "" }

// Cascades reports whether a test deletes what the field refers to and then finds that the entity is gone as well.
func (f *Field) Cascades() bool { return f.OnDelete == spec.Cascade && f.Resource.ReaderMethod() != "" }

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

// Resource is the resource that has the constraint.
func (u *Unique) Resource() *Resource { return u.Fields[0].Resource }

// TestName is the name of the test that breaks the unique constraint: TestProductUniqueSKU.
func (u *Unique) TestName() string {
	names := make([]string, len(u.Fields))
	for i, f := range u.Fields {
		names[i] = f.GoName
	}
	return "Test" + u.Resource().GoName + "Unique" + strings.Join(names, "")
}

// FreedByDelete reports whether a test can mark the entity that has the values as deleted, which makes them free again.
func (u *Unique) FreedByDelete() bool { return u.Index && u.Resource().WritesRow() }

// StoreConditions reports whether a test of package postgres calls where.
func (s *Service) StoreConditions() bool {
	return s.resourceWhere(func(r *Resource) bool {
		return r.StoreTested() && r.Has(spec.List) && (len(r.FilterCases()) > 0 ||
			slices.ContainsFunc(r.IndexCases(), func(c IndexCase) bool { return strings.HasPrefix(c.Query, "where(") }))
	}) != nil
}

// StoreLists reports whether a test of package postgres lists what it stored.
func (s *Service) StoreLists() bool {
	return s.resourceWhere(func(r *Resource) bool { return r.StoreTested() && r.Has(spec.List) }) != nil
}

// StoreExample is a resource that tests can store, or nil.
func (s *Service) StoreExample() *Resource {
	return s.resourceWhere((*Resource).StoreTested)
}

// StoreReads reports whether tests read what they stored.
func (s *Service) StoreReads() bool {
	return s.resourceWhere(func(r *Resource) bool { return r.StoreTested() && (r.ReaderMethod() != "" || r.Has(spec.List)) }) != nil
}

// StoreIndexes reports whether tests look at indexes.
func (s *Service) StoreIndexes() bool {
	return s.resourceWhere(func(r *Resource) bool { return r.StoreTested() && r.HasIndexCases() }) != nil
}

func (s *Service) resourceWhere(holds func(*Resource) bool) *Resource {
	for _, r := range s.Resources {
		if holds(r) {
			return r
		}
	}
	return nil
}
