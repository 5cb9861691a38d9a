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

// storeTested reports whether tests can store three entities of the resource: it and the resources that it requires can be created, and
// its unique fields have three different samples.
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

// storeFixture returns the fields that tests of package postgres set in the entities that they store: all except optional references and fields
// that a check leaves out.
func storeFixture(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return !fixture.Null(f) })
}

// storeValue returns a Go expression, in a test of package postgres, for the field of entity i. The expression uses variable i.
func storeValue(f *model.Field) string {
	switch {
	case f.Ref != nil:
		return "store" + f.Ref.GoName + "(t, s, i).ID"
	case !fixture.Varies(f):
		return fixture.StoreSample(f, 0)
	}
	return fixture.StoreWrap(f, storeSeries(f))
}

// storePicks reports whether a test of package postgres calls the helper pick.
func storePicks(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool {
		return storeTested(r) && slices.ContainsFunc(storeFixture(r), func(f *model.Field) bool {
			return f.Ref == nil && fixture.Varies(f) && strings.HasPrefix(storeSeries(f), "pick")
		})
	}) != nil
}

// storeID returns a Go expression for a reference to the entity with the given id, itself a Go expression.
func storeID(f *model.Field, id string) string {
	if f.Pointer() {
		return "new(" + id + ")"
	}
	return id
}

// queryValue returns a Go expression for the i-th sample of an element as a value of an aip.Query.
func queryValue(f *model.Field, i int) string {
	switch {
	case f.Enum != nil:
		return strconv.Quote(f.Sample(i))
	case f.Kind.Untyped:
		return f.Kind.GoType + "(" + f.Sample(i) + ")"
	}
	return fixture.StoreElement(f, i)
}

// FilterCase is a filter and those of the entities 0, 1 and 2 that it finds.
type FilterCase struct {
	Field string
	Op    string // aip.Equal
	Value string // Go expression
	Want  string // 0, 2
}

// filterCases returns a case for every operator that filters of the resource can use.
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
		null := fixture.Null(f)
		signed := func(holds func(sign int) bool) func(int) bool {
			return func(i int) bool { return !null && holds(fixture.Compare(f, i, 1)) }
		}
		if f.Optional && len(f.Filter) > 0 {
			add("Set", "nil", func(int) bool { return !null })
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
				add("Prefix", strconv.Quote(prefix), func(i int) bool { return !null && strings.HasPrefix(f.Sample(i), prefix) })
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

// searchSample returns a word that tests search for; "" if no searched field has one.
func searchSample(r *model.Resource) string {
	for _, f := range r.Fields {
		if f.Search && !f.Unset() {
			for word := range strings.FieldsSeq(f.Sample(0)) {
				if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") == "" {
					return word
				}
			}
		}
	}
	return ""
}

// uniqueCases returns the unique constraints that a test can break without breaking another one. Those with an
// optional reference, or a field that a check leaves out, are left out: tests leave it NULL, and NULLs are never equal.
func uniqueCases(r *model.Resource) []*model.Unique {
	return slices.DeleteFunc(slices.Clone(r.Uniques), func(u *model.Unique) bool {
		null := slices.ContainsFunc(u.Fields, fixture.Null)
		return null || len(u.Fields) != len(u.Columns) || slices.ContainsFunc(r.Uniques, func(other *model.Unique) bool {
			return other != u && !slices.ContainsFunc(other.Columns, func(c string) bool { return !slices.Contains(u.Columns, c) })
		})
	})
}

// refCases returns the references whose rules tests can break.
func refCases(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool {
		return f.ForeignKey != "" && storeTested(f.Ref) && (f.Required || fixture.SetAlone(f))
	})
}

// setsNull reports whether a test deletes the target of the reference and checks that the field is NULL then.
func setsNull(f *model.Field) bool {
	return f.OnDelete == spec.SetNull && readerMethod(f.Resource) != ""
}

// cascades reports whether a test deletes the target of the reference and checks that the entity is deleted, too.
func cascades(f *model.Field) bool {
	return f.OnDelete == spec.Cascade && readerMethod(f.Resource) != ""
}

// restricts reports whether the reference prevents its target from being deleted.
func restricts(f *model.Field) bool { return f.OnDelete != spec.Cascade && f.OnDelete != spec.SetNull }

// clearable returns the fields that an update can set to NULL, all of them at once.
func clearable(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return !f.Immutable && fixture.Clearable(f) })
}

// unchangedByUpdate returns the fields that an update does not store and whose values differ between the entities of a test.
func unchangedByUpdate(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.Immutable && (fixture.Varies(f) || f.Ref != nil && !f.Optional) })
}

// readerMethod returns the method of the store that reads one entity, "" if there is none.
func readerMethod(r *model.Resource) string {
	switch {
	case r.Has(spec.Get):
		return "Get" + r.GoName
	case r.Changes():
		return "Lock" + r.GoName
	}
	return ""
}

// testName returns the name of the test that breaks the unique constraint: TestProductUniqueSKU.
func testName(u *model.Unique) string {
	names := make([]string, len(u.Fields))
	for i, f := range u.Fields {
		names[i] = f.GoName
	}
	return "Test" + u.Resource.GoName + "Unique" + strings.Join(names, "")
}

// freedByDelete reports whether a test can soft-delete the entity that has the unique values, so that another one can have them.
func freedByDelete(u *model.Unique) bool { return u.Resource.SoftDelete && u.Resource.WritesRow() }

// storeConditions reports whether a test of package postgres calls the helper where.
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

// storeExample returns the first resource that tests can store; nil if there is none.
func storeExample(s *model.Service) *model.Resource {
	return fixture.ResourceWhere(s, storeTested)
}

// storeReads reports whether tests read what they stored.
func storeReads(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool { return storeTested(r) && (readerMethod(r) != "" || r.Has(spec.List)) }) != nil
}

// storeIndexes reports whether tests check that queries use indexes.
func storeIndexes(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool { return storeTested(r) && hasIndexCases(r) }) != nil
}

// A generated test creates entities 0, 1 and 2 of a resource with one function, whose parameter is i. The functions in this file return
// the values of a field as an expression of i: fmt.Sprintf("title %d", i+1) if they can be computed, otherwise
// pick(i, "draft", "active", "sold").

// storeSeries returns a Go expression, in a test of package postgres, for one element of the field of entity i.
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
