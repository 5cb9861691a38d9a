package openapi

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// filterDoc returns what the filter of the resource's list takes: a line for each field.
func filterDoc(r *model.Resource) string {
	lines := []string{"Conditions as in `a = x AND b > y` (AIP-160). `NOT` or `-` finds all others; `OR` joins values of one field.", ""}
	for _, f := range model.FieldsOf(r, func(f *model.Field) bool { return len(f.Filter) > 0 }) {
		lines = append(lines, "- `"+f.JSONName+"`: "+operators(f))
	}
	if names := names(r, func(f *model.Field) bool { return f.Search }); len(names) > 0 {
		lines = append(lines, "- words without a field: a search in "+strings.Join(names, " and "))
	}
	return strings.Join(lines, "\n")
}

// operators returns what a filter can say about the field.
func operators(f *model.Field) string {
	var all []string
	for _, op := range f.Filter {
		switch op {
		case spec.OpEq:
			all = append(all, "`=`", "`!=`")
		case spec.OpIn:
			all = append(all, "`OR`")
		case spec.OpPrefix:
			all = append(all, "`= \"start*\"`")
		case spec.OpGTE:
			all = append(all, "`>`", "`>=`")
		case spec.OpLTE:
			all = append(all, "`<`", "`<=`")
		case spec.OpHas:
			all = append(all, "`:` for an item")
		}
	}
	if f.Optional {
		all = append(all, "`:*` for any value")
	}
	return strings.Join(all, ", ")
}

// filterExamples returns a filter for each field whose samples need no escapes: those that the generated tests send. A page that is made of
// the document fills in the first example, which therefore is none of these.
func filterExamples(r *model.Resource) []Member {
	var all []Member
	for _, f := range r.Fields {
		if len(f.Filter) == 0 {
			continue
		}
		value := f.JSONElement(f.Sample(1))
		if text, err := strconv.Unquote(value); err == nil {
			value = text
		}
		if plain.MatchString(value) {
			all = append(all, Member{key(f.JSONName), strconv.Quote(f.JSONName + " " + sign(f.Filter[0]) + ` "` + value + `"`)})
		}
	}
	return all
}

var plain = regexp.MustCompile(`^[A-Za-z0-9 _.:@/+-]+$`)

// sign returns how a filter writes an operator.
func sign(op spec.Op) string {
	switch op {
	case spec.OpGTE:
		return ">="
	case spec.OpLTE:
		return "<="
	case spec.OpHas:
		return ":"
	case spec.OpEq, spec.OpIn, spec.OpPrefix:
	}
	return "="
}

// orders returns the orders of the resource's list, as YAML.
func orders(r *model.Resource) []string {
	var all []string
	for _, f := range r.Sortable() {
		all = append(all, key(f.JSONName), f.JSONName+" desc")
	}
	return all
}

// orderDoc returns what the order of the resource's list means.
func orderDoc(r *model.Resource) string {
	doc := "Without it, the order of creation."
	if null := names(r, func(f *model.Field) bool { return f.Sort && f.Optional }); len(null) > 0 {
		doc += fmt.Sprintf(" Those without %s come last, in descending order first.", strings.Join(null, " or "))
	}
	if long := names(r, func(f *model.Field) bool { return f.Sort && f.LongText() }); len(long) > 0 {
		doc += fmt.Sprintf(" Of %s, the first %d characters decide, then the order of creation.", strings.Join(long, " and "), kind.IndexedLength)
	}
	return doc
}

func names(r *model.Resource, keep func(*model.Field) bool) []string {
	var all []string
	for _, f := range model.FieldsOf(r, keep) {
		all = append(all, f.JSONName)
	}
	return all
}
