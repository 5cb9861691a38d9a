package stack

import (
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
)

// restOthers returns a Go list of the members that an update of the field alone leaves as they are. Those that the server sets may
// change with it: a hook of the user's may set them.
func restOthers(f *model.Field) string {
	names := []string{"id", "createTime"}
	for _, other := range f.Resource.Inputs() {
		if other != f {
			names = append(names, other.JSONName)
		}
	}
	return goTexts(names)
}

// restKept returns the fields that a test of updates does not send together with the others.
func restKept(r *model.Resource) []*model.Field {
	return slices.DeleteFunc(fixture.KeptByUpdate(r), func(f *model.Field) bool { return f.OutputOnly })
}

// restNullable returns the members that a test of updates sets to null where a sample has none, as arguments of a Go call.
func restNullable(r *model.Resource) string {
	kept := restKept(r)
	return goArgs(slices.DeleteFunc(r.Editable(), func(f *model.Field) bool {
		return !f.Optional || slices.Contains(kept, f)
	}))
}

// restSorted returns what lists can be sorted by, as arguments of a Go call.
func restSorted(r *model.Resource) string { return goArgs(r.Sortable()) }

// restFiltered returns the fields that lists can be filtered by.
func restFiltered(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return len(f.Filter) > 0 })
}

// restSearched returns the searched texts.
func restSearched(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.Search && f.Kind.FreeText && !f.Kind.AnyJSON })
}

// goArgs returns the names of fields in JSON as arguments of a Go call.
func goArgs(fields []*model.Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = strconv.Quote(f.JSONName)
	}
	return strings.Join(names, ", ")
}
