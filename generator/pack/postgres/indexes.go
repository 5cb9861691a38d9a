package postgres

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// SortIndexCase is a sort order and the index that serves it.
type SortIndexCase struct {
	Field string
	Value string // Go expression of a value of Field, or nil for NULL
	Index string
}

// sortIndexCases returns a case for every sort order that an index serves.
func sortIndexCases(r *model.Resource) []SortIndexCase {
	if !r.Has(spec.List) {
		return nil
	}
	var all []SortIndexCase
	for _, f := range r.Sortable() {
		if i := sortIndex(r, f); i != nil {
			all = append(all, SortIndexCase{Field: f.Name, Value: queryValue(f, 0), Index: i.Name})
			if f.Optional {
				all = append(all, SortIndexCase{Field: f.Name, Value: "nil", Index: i.Name})
			}
		}
	}
	return all
}

// sortIndex returns the first index that begins with the field and the id.
func sortIndex(r *model.Resource, f *model.Field) *model.Index {
	for _, i := range r.Indexes {
		if i.Using == "" && len(i.Columns) > 1 && i.Columns[0] == f.IndexedSQL() && i.Columns[1] == "id" {
			return i
		}
	}
	return nil
}

// IndexCase is the query of a list and the index that serves it.
type IndexCase struct {
	Query string // Go expression of an aip.Query
	Index string
}

// indexCases returns a case for every index that serves filters: full-text search, an item of a list field, the prefix of a text, or the
// first column of a declared index. An index is left out if PostgreSQL could use another one instead.
func indexCases(r *model.Resource) []IndexCase {
	if !r.Has(spec.List) {
		return nil
	}
	var all []IndexCase
	for _, i := range r.Indexes {
		fields := model.FieldsOf(r, func(f *model.Field) bool { return leads(f, i.Columns) })
		switch {
		case i.Columns[0] == r.SearchSQL:
			all = append(all, IndexCase{`aip.Query{Search: "x"}`, i.Name})
		case len(fields) == 0 || rivaled(r, i, fields[0]):
		case i.Using == "gin" && fields[0].Repeated && len(i.Columns) == 1:
			all = append(all, IndexCase{condition(fields[0], "Has", queryValue(fields[0], 0)), i.Name})
		case i.Using == "btree":
			all = append(all, IndexCase{condition(fields[0], "Prefix", `"x"`), i.Name})
		case i.Using == "" && i.Reason == "" && !fields[0].Kind.Unselective: // PostgreSQL scans the table if a value selects half of the rows
			all = append(all, IndexCase{condition(fields[0], "Equal", queryValue(fields[0], 0)), i.Name})
		}
	}
	return all
}

// hasIndexCases reports whether tests check that queries use the indexes of the resource.
func hasIndexCases(r *model.Resource) bool { return len(sortIndexCases(r))+len(indexCases(r)) > 0 }

// condition returns a call of the test helper where.
func condition(f *model.Field, op, value string) string {
	return fmt.Sprintf("where(%q, aip.%s, %s)", f.Name, op, value)
}

// leads reports whether the first of an index's columns is that of the field.
func leads(f *model.Field, columns []string) bool {
	begins := func(sql string) bool { return columns[0] == sql || strings.HasPrefix(columns[0], sql+" ") }
	return begins(f.ColumnSQL) || begins(f.IndexedSQL())
}

// rivaled reports whether another index begins with the same field, so that PostgreSQL may use that.
func rivaled(r *model.Resource, i *model.Index, f *model.Field) bool {
	return slices.ContainsFunc(r.Indexes, func(have *model.Index) bool {
		return have != i && (have.Using == "gin") == (i.Using == "gin") && leads(f, have.Columns)
	}) || slices.ContainsFunc(r.Uniques, func(have *model.Unique) bool { return i.Using != "gin" && leads(f, have.Columns) })
}
