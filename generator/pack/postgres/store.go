package postgres

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// sortValue returns a Go expression for the field of the entity in variable, as the database compares it.
func sortValue(f *model.Field, variable string) string {
	value := variable + "." + f.GoName
	switch {
	case f.Enum != nil && f.Pointer():
		return "aip.OrNull((*string)(" + value + "))"
	case f.Pointer():
		return "aip.OrNull(" + value + ")"
	case f.Enum != nil && !f.Repeated:
		return "string(" + value + ")"
	}
	return value
}

// needsGetQuery reports whether sqlc needs the query for one row: because the storage reads one or, if no other query uses the table, so that sqlc
// generates the type of its rows. In a service with tables of platform sqlc generates only types that queries return.
func needsGetQuery(r *model.Resource) bool {
	return r.FetchesOne() || !r.Changes() && (!r.Has(spec.Create) || len(r.Service.Platform) > 0)
}

// needsRowMapper reports whether the store converts rows to entities.
func needsRowMapper(r *model.Resource) bool {
	return slices.ContainsFunc(r.Methods, func(m model.Method) bool { return m.ReadsRow })
}

// firstMapped returns the first resource of which the store converts rows to entities, as an example; nil if there is none.
func firstMapped(s *model.Service) *model.Resource {
	if i := slices.IndexFunc(s.Resources, needsRowMapper); i >= 0 {
		return s.Resources[i]
	}
	return nil
}

// nullable returns the columns, as Go literals, that rows are sorted by and that can be NULL.
func nullable(r *model.Resource) string {
	var names []string
	for _, f := range model.FieldsOf(r, func(f *model.Field) bool { return f.Sort && f.Optional }) {
		names = append(names, strconv.Quote(f.Column))
	}
	return strings.Join(names, ", ")
}

// longTexts returns the columns, as Go literals, whose indexes hold the first characters of a text.
func longTexts(r *model.Resource) string {
	var names []string
	for _, f := range model.FieldsOf(r, func(f *model.Field) bool { return f.LongText() && (f.Sort || f.PrefixIndexed()) }) {
		names = append(names, strconv.Quote(f.Column))
	}
	return strings.Join(names, ", ")
}
