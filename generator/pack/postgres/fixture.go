package postgres

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// storeTested reports whether tests can store three of the resource: it and what it must refer to can be created, and its unique
// fields have that many values.
func storeTested(r *model.Resource) bool {
	if !r.Has(spec.Create) || !fixture.Distinct(r) {
		return false
	}
	for _, f := range r.Refs() {
		if f.Required && f.Ref != r && !storeTested(f.Ref) {
			return false
		}
	}
	return true
}

// storeFixture are the fields of the entities that tests of package postgres store: all but optional references.
func storeFixture(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.Ref == nil || !f.Optional })
}

// storeValue is a Go expression, in a test of package postgres, for the field of entity i, a variable.
func storeValue(f *model.Field) string {
	switch {
	case f.Ref != nil:
		return "store" + f.Ref.GoName + "(t, s, i).ID"
	case !fixture.Varies(f):
		return fixture.StoreSample(f, 0)
	}
	return fixture.StoreWrap(f, storeSeries(f))
}

// storePicks reports whether a test of package postgres calls pick.
func storePicks(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool {
		return storeTested(r) && slices.ContainsFunc(storeFixture(r), func(f *model.Field) bool {
			return f.Ref == nil && fixture.Varies(f) && strings.HasPrefix(storeSeries(f), "pick")
		})
	}) != nil
}

// storeID is a Go expression for a reference to the entity with an id, an expression.
func storeID(f *model.Field, id string) string {
	if f.Pointer() {
		return "new(" + id + ")"
	}
	return id
}

// queryValue is a Go expression for the i-th sample of an element as an aip.Query holds it.
func queryValue(f *model.Field, i int) string {
	switch {
	case f.Enum != nil:
		return strconv.Quote(f.Sample(i))
	case f.Kind.Untyped:
		return f.Kind.GoType + "(" + f.Sample(i) + ")"
	}
	return fixture.StoreElement(f, i)
}

// FilterCase is one filter and which of the entities 0, 1 and 2 it finds.
type FilterCase struct {
	Field string
	Op    string // aip.Equal
	Value string // Go expression
	Want  string // 0, 2
}

// filterCases are a case for every operator that a list of the resource takes.
func filterCases(r *model.Resource) []FilterCase {
	var all []FilterCase
	for _, f := range r.Fields {
		add := func(op, value string, holds func(i int) bool) {
			var want []string
			for i := range kind.Fixtures {
				if holds(i) {
					want = append(want, strconv.Itoa(i))
				}
			}
			all = append(all, FilterCase{f.Name, "aip." + op, value, strings.Join(want, ", ")})
		}
		null := f.Ref != nil && f.Optional
		signed := func(holds func(sign int) bool) func(int) bool {
			return func(i int) bool { return !null && holds(fixture.Compare(f, i, 1)) }
		}
		for _, op := range f.Filter {
			switch op {
			case spec.OpEq:
				add("Equal", queryValue(f, 1), signed(func(sign int) bool { return sign == 0 }))
				add("NotEqual", queryValue(f, 1), func(i int) bool { return null || fixture.Compare(f, i, 1) != 0 })
			case spec.OpIn:
				add("In", "[]any{"+queryValue(f, 0)+", "+queryValue(f, 1)+"}", func(i int) bool {
					return !null && (fixture.Compare(f, i, 0) == 0 || fixture.Compare(f, i, 1) == 0)
				})
			case spec.OpPrefix:
				text := []rune(f.Sample(1))
				prefix := string(text[:(len(text)+1)/2])
				add("Prefix", strconv.Quote(prefix), func(i int) bool { return strings.HasPrefix(f.Sample(i), prefix) })
			case spec.OpGTE:
				add("Greater", queryValue(f, 1), signed(func(sign int) bool { return sign > 0 }))
				add("GreaterEqual", queryValue(f, 1), signed(func(sign int) bool { return sign >= 0 }))
			case spec.OpLTE:
				add("Less", queryValue(f, 1), signed(func(sign int) bool { return sign < 0 }))
				add("LessEqual", queryValue(f, 1), signed(func(sign int) bool { return sign <= 0 }))
			case spec.OpHas:
				add("Has", queryValue(f, 1), signed(func(sign int) bool { return sign == 0 }))
			}
		}
	}
	return all
}

// searchSample is a word that tests search for, or "" if no text that is searched has one.
func searchSample(r *model.Resource) string {
	for _, f := range r.Fields {
		if f.Search {
			for word := range strings.FieldsSeq(f.Sample(0)) {
				if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") == "" {
					return word
				}
			}
		}
	}
	return ""
}

// uniqueCases are the uniques that a test can break without breaking another one. NULLs break none.
func uniqueCases(r *model.Resource) []*model.Unique {
	return slices.DeleteFunc(slices.Clone(r.Uniques), func(u *model.Unique) bool {
		null := slices.ContainsFunc(u.Fields, func(f *model.Field) bool { return f.Ref != nil && f.Optional })
		return null || len(u.Fields) != len(u.Columns) || slices.ContainsFunc(r.Uniques, func(other *model.Unique) bool {
			return other != u && !slices.ContainsFunc(other.Columns, func(c string) bool { return !slices.Contains(u.Columns, c) })
		})
	})
}

// refCases are the references whose rules tests can break.
func refCases(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.ForeignKey != "" && storeTested(f.Ref) })
}

// setsNull reports whether a test deletes what the field refers to and then reads that the field is NULL.
func setsNull(f *model.Field) bool {
	return f.OnDelete == spec.SetNull && readerMethod(f.Resource) != ""
}

// cascades reports whether a test deletes what the field refers to and then finds that the entity is gone as well.
func cascades(f *model.Field) bool {
	return f.OnDelete == spec.Cascade && readerMethod(f.Resource) != ""
}

// restricts reports whether the field keeps what it refers to from being deleted.
func restricts(f *model.Field) bool { return f.OnDelete != spec.Cascade && f.OnDelete != spec.SetNull }

// clearable are the fields that an update can set to NULL.
func clearable(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.Optional && !f.Immutable && f.Ref == nil })
}

// unchangedByUpdate are the fields that an update does not store and in which the entities of a test differ.
func unchangedByUpdate(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.Immutable && (fixture.Varies(f) || f.Ref != nil && !f.Optional) })
}

// readerMethod is the method of the store that reads one entity, "" if there is none.
func readerMethod(r *model.Resource) string {
	switch {
	case r.Has(spec.Get):
		return "Get" + r.GoName
	case r.Changes():
		return "Lock" + r.GoName
	}
	return ""
}

// testName is the name of the test that breaks the unique constraint: TestProductUniqueSKU.
func testName(u *model.Unique) string {
	names := make([]string, len(u.Fields))
	for i, f := range u.Fields {
		names[i] = f.GoName
	}
	return "Test" + u.Resource.GoName + "Unique" + strings.Join(names, "")
}

// freedByDelete reports whether a test can mark the entity that has the values as deleted, which makes them free again.
func freedByDelete(u *model.Unique) bool { return u.Resource.SoftDelete && u.Resource.WritesRow() }

// storeConditions reports whether a test of package postgres calls where.
func storeConditions(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool {
		return storeTested(r) && r.Has(spec.List) && (len(filterCases(r)) > 0 ||
			slices.ContainsFunc(indexCases(r), func(c IndexCase) bool { return strings.HasPrefix(c.Query, "where(") }))
	}) != nil
}

// storeLists reports whether a test of package postgres lists what it stored.
func storeLists(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool { return storeTested(r) && r.Has(spec.List) }) != nil
}

// storeExample is a resource that tests can store, or nil.
func storeExample(s *model.Service) *model.Resource {
	return fixture.ResourceWhere(s, storeTested)
}

// storeReads reports whether tests read what they stored.
func storeReads(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool { return storeTested(r) && (readerMethod(r) != "" || r.Has(spec.List)) }) != nil
}

// storeIndexes reports whether tests look at indexes.
func storeIndexes(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool { return storeTested(r) && hasIndexCases(r) }) != nil
}

// A generated test makes entities 0, 1 and 2 of a resource in one function with a parameter i. The functions in this file write
// the values of a field in terms of i: fmt.Sprintf("title %d", i+1) if they follow from it, else pick(i, "draft", "active", "sold").

// storeSeries is a Go expression, in a test of package postgres, for one element of the field of entity i.
func storeSeries(f *model.Field) string {
	if value := f.InSeries(); value != "" {
		return value
	}
	elements := make([]string, kind.Fixtures)
	for i := range elements {
		elements[i] = fixture.StoreElement(f, i)
	}
	return kind.PickOf("pick", elements)
}
