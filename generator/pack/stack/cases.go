package stack

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// restPatched returns the fields that a test of an update changes to their second values in one request.
func restPatched(r *model.Resource) []*model.Field {
	return slices.DeleteFunc(r.Editable(), func(f *model.Field) bool {
		if f.Ref != nil {
			return f.Repeated || f.InSetCheck() || !fixture.Creatable(f.Ref) || !fixture.Distinct(f.Ref)
		}
		return f.Unset() || fixture.Compare(f, 0, 1) == 0
	})
}

// restPatch returns a Go expression for the second value. References change to entity 2: entity 1 may be of the same resource and would
// then already have the unique values that the update sets.
func restPatch(f *model.Field) string {
	if f.Ref != nil {
		return restID(f, "2")
	}
	return restSample(f, 1)
}

// restDefaults returns the fields whose defaults a client reads but cannot set.
func restDefaults(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.OutputOnly && f.HasDefault && !f.Now && !f.Kind.AnyJSON })
}

// restDefault returns a Go expression for the JSON value of the default.
func restDefault(f *model.Field) string { return goJSON(f.JSONElement(f.Default)) }

// restCreated is the order in which tests of lists create the entities, so that sorting by id differs from sorting by a field.
var restCreated = []int{1, 2, 0}

// ListCase is a filter or sort order, and the numbers of the entities that the list returns, in order.
type ListCase struct {
	Query   string // Go expression
	Numbers []int
}

// Args returns the query and the numbers as arguments of a Go call.
func (c ListCase) Args() string {
	args := []string{c.Query}
	for _, n := range c.Numbers {
		args = append(args, strconv.Itoa(n))
	}
	return strings.Join(args, ", ")
}

// restFilters returns a case for every operator of every field that a client can set.
func restFilters(r *model.Resource) []ListCase {
	var all []ListCase
	for _, f := range fixture.SentFields(r) {
		if f.Ref == nil && !plainSamples(f) {
			continue
		}
		for _, op := range f.Filter {
			all = append(all, restFilter(f, op))
		}
		if f.Optional && len(f.Filter) > 0 {
			all = append(all, ListCase{"`-" + f.Name + ":*`", nil})
		}
		if text := f.Sample(1); f.Search && digitAtEnd.MatchString(text) && variesInREST(f) {
			all = append(all, ListCase{"`\"" + text + "\"`", numbersWhere(func(i int) bool { return i == 1 })})
		}
	}
	return all
}

func restFilter(f *model.Field, op spec.Op) ListCase {
	value := func(i int) string {
		if f.Ref != nil {
			return "\"` + made[" + strconv.Itoa(i) + "].Text(" + strconv.Quote(f.JSONName) + ") + `\""
		}
		return `"` + filterSample(f, i) + `"`
	}
	is := func(operator string, holds func(sign int) bool) ListCase {
		query := "`" + f.Name + " " + operator + " " + value(1) + "`"
		return ListCase{query, numbersWhere(func(i int) bool { return holds(fixture.Compare(f, i, 1)) })}
	}
	switch op {
	case spec.OpIn:
		query := "`" + f.JSONName + " = " + value(0) + " OR " + f.JSONName + " = " + value(1) + "`"
		return ListCase{query, numbersWhere(func(i int) bool { return fixture.Compare(f, i, 0) == 0 || fixture.Compare(f, i, 1) == 0 })}
	case spec.OpPrefix:
		prefix := tellingPrefix(f)
		return ListCase{"`" + f.Name + ` = "` + prefix + "*\"`", numbersWhere(func(i int) bool { return strings.HasPrefix(f.Sample(i), prefix) })}
	case spec.OpGTE:
		return is(">", func(sign int) bool { return sign > 0 })
	case spec.OpLTE:
		return is("<=", func(sign int) bool { return sign <= 0 })
	case spec.OpHas:
		return is(":", func(sign int) bool { return sign == 0 })
	case spec.OpEq:
	}
	return is("=", func(sign int) bool { return sign == 0 })
}

// numbersWhere returns the numbers of the entities for which holds returns true, in the order of a list without order_by.
func numbersWhere(holds func(i int) bool) []int {
	return slices.DeleteFunc(slices.Clone(restCreated), func(i int) bool { return !holds(i) })
}

// restOrders returns the sort orders, ascending and descending, whose results do not depend on the collation of the database.
func restOrders(r *model.Resource) []ListCase {
	var all []ListCase
	for _, f := range r.Sortable() {
		if collated(f) {
			continue
		}
		numbers := slices.Clone(restCreated)
		if !f.OutputOnly && f.Ref == nil && !f.Unset() {
			slices.SortStableFunc(numbers, func(i, j int) int { return fixture.Compare(f, i, j) })
		}
		all = append(all, ListCase{strconv.Quote(f.Name), numbers})
		numbers = slices.Clone(numbers)
		slices.Reverse(numbers)
		all = append(all, ListCase{strconv.Quote(f.Name + " desc"), numbers})
	}
	return all
}

// restCollated returns a Go list of the fields whose sort order depends on the collation of the database, "" for none.
func restCollated(r *model.Resource) string {
	var names []string
	for _, f := range r.Sortable() {
		if collated(f) {
			names = append(names, f.Name)
		}
	}
	return goTexts(names)
}

// collated reports whether the order of the samples depends on the collation of the database.
func collated(f *model.Field) bool {
	if f.OutputOnly || f.Enum == nil && f.Pattern == "" {
		return false // equal texts, texts that differ in one digit or letter, or other types
	}
	for i := range kind.Fixtures {
		if !lowerText.MatchString(f.Sample(i)) {
			return true
		}
	}
	return false
}

// tellingPrefix returns a prefix of the second sample that, if possible, the first sample does not have.
func tellingPrefix(f *model.Field) string {
	first, second := f.Sample(0), f.Sample(1)
	for i := range second {
		if i > 0 && !strings.HasPrefix(first, second[:i]) {
			return second[:i]
		}
	}
	return second
}

// plainSamples reports whether the samples need no escapes in a filter.
func plainSamples(f *model.Field) bool {
	for i := range kind.Fixtures {
		if !plainText.MatchString(filterSample(f, i)) {
			return false
		}
	}
	return true
}

var (
	plainText  = regexp.MustCompile(`^[A-Za-z0-9 _.:@/+-]+$`)
	lowerText  = regexp.MustCompile(`^[a-z0-9]+$`)
	digitAtEnd = regexp.MustCompile(`^[a-z ]+ [0-9]$`)
)

// filterSample returns the i-th sample as it is written between quotes in a filter.
func filterSample(f *model.Field, i int) string {
	if element := f.JSONElement(f.Sample(i)); strings.HasPrefix(element, `"`) {
		return unquoteJSON(element)
	}
	return f.Sample(i)
}
