package postgres

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
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
	return fixture.HoldsAll(r, storeMade)
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
		return f.Kind.GoType + "(" + f.Literal(f.Sample(i)) + ")"
	}
	return fixture.StoreElement(f, i)
}

// uniqueCases returns the unique constraints that a test can break without breaking another one. Those with an
// optional reference, or a field that a check leaves out, are left out: tests leave it NULL, and NULLs are never equal.
func uniqueCases(r *model.Resource) []*model.Unique {
	return slices.DeleteFunc(slices.Clone(r.Uniques), func(u *model.Unique) bool {
		null := slices.ContainsFunc(u.Fields, func(f *model.Field) bool { return f.Ref != nil && f.Optional || !f.SetAlike() })
		return null || len(u.Fields) != len(u.Columns) || slices.ContainsFunc(r.Uniques, func(other *model.Unique) bool {
			return other != u && !slices.ContainsFunc(other.Columns, func(c string) bool { return !slices.Contains(u.Columns, c) })
		})
	})
}

// refCases returns the references whose rules tests can break.
func refCases(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.ForeignKey != "" && storeTested(f.Ref) })
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

// filtered returns the fields that lists can be filtered by.
func filtered(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return len(f.Filter) > 0 })
}

// searched reports whether lists can be searched.
func searched(r *model.Resource) bool {
	return slices.ContainsFunc(r.Fields, func(f *model.Field) bool { return f.Search })
}

// searchValues returns the searched texts of the entity in variable, as arguments of a Go call.
func searchValues(r *model.Resource) string {
	var values []string
	for _, f := range r.Fields {
		if f.Search && f.Kind.FreeText && !f.Kind.AnyJSON {
			values = append(values, sortValue(f, r.Var))
		}
	}
	return strings.Join(values, ", ")
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
		return storeTested(r) && slices.ContainsFunc(indexCases(r), func(c IndexCase) bool { return strings.HasPrefix(c.Query, "where(") })
	}) != nil
}

// storeFilters reports whether a test of package postgres calls the helper wantFilter.
func storeFilters(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool { return storeTested(r) && r.Has(spec.List) && len(filtered(r)) > 0 }) != nil
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
	return fixture.ResourceWhere(s, func(r *model.Resource) bool { return storeTested(r) && hasIndexCases(r) }) != nil || storeOwners(s)
}

// ownerTested reports whether a test checks that the store finds what a user owns.
func ownerTested(r *model.Resource) bool {
	return storeTested(r) && r.Owner != nil && len(owners(r)) > 0 &&
		(r.LimitsFetch() || r.LimitsChanges() || r.Referred() || r.Limited(spec.List))
}

// storeOwners reports whether tests check that lists of what a user owns use indexes.
func storeOwners(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool { return ownerTested(r) && r.Limited(spec.List) }) != nil
}

// owners returns the fields with the ids of the users who own the resource, but those that a check leaves out of samples.
func owners(r *model.Resource) []*model.Field {
	return slices.DeleteFunc(slices.Clone(r.Root().Owner.Fields), (*model.Field).InSetCheck)
}

// storedOwner returns a Go expression for the entity that says who owns entity i of a test, all[i].
func storedOwner(r *model.Resource) string {
	if root := r.Root(); root != r {
		return "store" + root.GoName + "(t, s, i)"
	}
	return "all[i]"
}

// ownerIndexes returns the names of the indexes that find the rows of a user.
func ownerIndexes(r *model.Resource) []string {
	root := r.Root()
	var names []string
	for _, f := range root.Owner.Fields {
		leading := func(columns []string) bool { return columns[0] == f.ColumnSQL }
		if at := slices.IndexFunc(root.Indexes, func(i *model.Index) bool { return leading(i.Columns) && i.Using == "" }); at >= 0 {
			names = append(names, root.Indexes[at].Name)
		} else if at := slices.IndexFunc(root.Uniques, func(u *model.Unique) bool { return leading(u.Columns) }); at >= 0 {
			names = append(names, root.Uniques[at].Name)
		}
	}
	return names
}
