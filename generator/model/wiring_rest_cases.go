package model

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// RESTPatched are the fields that a test of an update changes to their second value, all at once.
func (r *Resource) RESTPatched() []*Field {
	return slices.DeleteFunc(r.Editable(), func(f *Field) bool {
		if f.Ref != nil {
			return f.Repeated || !f.Ref.Creatable() || !f.Ref.Distinct()
		}
		return f.compareFixtures(0, 1) == 0
	})
}

// RESTPatch is a Go expression for the second value. A reference is changed to entity 2: entity 1 may be of the same resource, and
// would then have the unique values that the update sets.
func (f *Field) RESTPatch() string {
	if f.Ref != nil {
		return f.restID("2")
	}
	return f.RESTSample(1)
}

// RESTDefaults are the fields of which a client reads the default but sets nothing.
func (r *Resource) RESTDefaults() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.OutputOnly && f.HasDefault && !f.Now && f.Kind.Type != spec.JSON })
}

// RESTDefault is a Go expression for the JSON value of the default.
func (f *Field) RESTDefault() string { return goJSON(f.jsonElement(f.Default)) }

// restCreated is the order in which a test of lists creates the entities, so that the order of their ids is not that of a field.
var restCreated = []int{1, 2, 0}

// ListCase is a filter or an order of a list, and the numbers of the entities that it finds, in order.
type ListCase struct {
	Query   string // Go expression
	Numbers []int
}

// Args are the query and the numbers as arguments of a Go call.
func (c ListCase) Args() string {
	args := []string{c.Query}
	for _, n := range c.Numbers {
		args = append(args, strconv.Itoa(n))
	}
	return strings.Join(args, ", ")
}

// RESTFilters are a case for every operator of every field that a client can set.
func (r *Resource) RESTFilters() []ListCase {
	var all []ListCase
	for _, f := range r.Fixture() {
		if f.Ref == nil && !f.plainSamples() {
			continue
		}
		for _, op := range f.Filter {
			all = append(all, f.restFilter(op))
		}
		if text := f.sampleText(1); f.Search && digitAtEnd.MatchString(text) && f.Told() {
			all = append(all, ListCase{"`\"" + text + "\"`", f.numbers(func(i int) bool { return i == 1 })})
		}
	}
	return all
}

func (f *Field) restFilter(op spec.Op) ListCase {
	value := func(i int) string {
		if f.Ref != nil {
			return "\"` + made[" + strconv.Itoa(i) + "].Text(" + strconv.Quote(f.JSONName) + ") + `\""
		}
		return `"` + f.FilterSample(i) + `"`
	}
	is := func(operator string, holds func(sign int) bool) ListCase {
		query := "`" + f.Name + " " + operator + " " + value(1) + "`"
		return ListCase{query, f.numbers(func(i int) bool { return holds(f.compareFixtures(i, 1)) })}
	}
	switch op {
	case spec.OpIn:
		query := "`(" + f.Name + " = " + value(0) + " OR " + f.Name + " = " + value(1) + ")`"
		return ListCase{query, f.numbers(func(i int) bool { return f.compareFixtures(i, 0) == 0 || f.compareFixtures(i, 1) == 0 })}
	case spec.OpPrefix:
		prefix := f.tellingPrefix()
		return ListCase{"`" + f.Name + ` = "` + prefix + "*\"`", f.numbers(func(i int) bool { return strings.HasPrefix(f.sampleText(i), prefix) })}
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

// numbers are the entities that a list without an order finds if holds says so.
func (f *Field) numbers(holds func(i int) bool) []int {
	return slices.DeleteFunc(slices.Clone(restCreated), func(i int) bool { return !holds(i) })
}

// RESTOrders are the orders of a list, ascending and descending, that are the same on every database.
func (r *Resource) RESTOrders() []ListCase {
	var all []ListCase
	for _, f := range r.Sortable() {
		if f.collated() {
			continue
		}
		numbers := slices.Clone(restCreated)
		if !f.OutputOnly && f.Ref == nil {
			slices.SortStableFunc(numbers, f.compareFixtures)
		}
		all = append(all, ListCase{strconv.Quote(f.Name), numbers})
		numbers = slices.Clone(numbers)
		slices.Reverse(numbers)
		all = append(all, ListCase{strconv.Quote(f.Name + " desc"), numbers})
	}
	return all
}

// RESTCollated is a Go list of the fields by which databases sort in different orders, or "".
func (r *Resource) RESTCollated() string {
	var names []string
	for _, f := range r.Sortable() {
		if f.collated() {
			names = append(names, f.Name)
		}
	}
	return goTexts(names)
}

// collated reports whether the order of the samples depends on the collation of the database.
func (f *Field) collated() bool {
	if f.OutputOnly || f.Enum == nil && f.Pattern == "" {
		return false // all the same, or texts that differ in one digit or letter, or no texts
	}
	for i := range Fixtures {
		if !lowerText.MatchString(f.sampleText(i)) {
			return true
		}
	}
	return false
}

// tellingPrefix is a prefix of the second sample, and not of the first if that is possible.
func (f *Field) tellingPrefix() string {
	first, second := f.sampleText(0), f.sampleText(1)
	for i := range second {
		if i > 0 && !strings.HasPrefix(first, second[:i]) {
			return second[:i]
		}
	}
	return second
}

// plainSamples reports whether the samples need no escapes in a filter.
func (f *Field) plainSamples() bool {
	for i := range Fixtures {
		if !plainText.MatchString(f.FilterSample(i)) {
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

// FilterSample is the i-th sample as a filter has it between quotes.
func (f *Field) FilterSample(i int) string {
	if element := f.jsonElement(f.sampleText(i)); strings.HasPrefix(element, `"`) {
		return unquoteJSON(element)
	}
	return f.sampleText(i)
}
