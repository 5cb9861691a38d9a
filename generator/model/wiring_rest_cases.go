package model

import (
	"fmt"
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

// RESTPatch is a Go expression for the second value. What it refers to has the number 2, for the entity itself has the unique
// values of number 1 now.
func (f *Field) RESTPatch() string {
	if f.Ref != nil {
		return f.RESTFixture("2")
	}
	return f.RESTSample(1)
}

// RESTDefaults are the fields of which a client reads the default but sets nothing.
func (r *Resource) RESTDefaults() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.OutputOnly && f.HasDefault && !f.Now && f.Kind.Type != spec.JSON })
}

// RESTDefault is a Go expression for the JSON value of the default.
func (f *Field) RESTDefault() string { return goJSON(f.jsonElement(f.Default)) }

// restCreated are the numbers of the entities in the order in which a test of lists creates them: that of their ids, and of no
// field that the test sets.
var restCreated = []int{1, 2, 0}

// ListCase is a filter or an order of a list, and the numbers of the entities that it finds, in order: "2, 0".
type ListCase struct {
	Query   string // Go expression
	Numbers string
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

func (f *Field) numbers(holds func(i int) bool) string {
	var all []string
	for _, i := range restCreated {
		if holds(i) {
			all = append(all, strconv.Itoa(i))
		}
	}
	return strings.Join(all, ", ")
}

// RESTOrders are the orders of a list. Numbers is "" where the database's collation decides.
func (r *Resource) RESTOrders() []ListCase {
	var all []ListCase
	for _, f := range r.Sortable() {
		numbers := slices.Clone(restCreated)
		if !f.OutputOnly && f.Ref == nil {
			slices.SortStableFunc(numbers, f.compareFixtures)
		}
		c := ListCase{Query: strconv.Quote(f.Name)}
		if f.OutputOnly || !f.collated() {
			c.Numbers = strings.Trim(strings.Join(strings.Fields(fmt.Sprint(numbers)), ", "), "[]")
		}
		all = append(all, c)
	}
	return all
}

// collated reports whether databases differ in the order of the samples.
func (f *Field) collated() bool {
	if f.Enum == nil && f.Pattern == "" {
		return false // texts that differ in one digit or letter, or no texts
	}
	for i := range Fixtures {
		if !lowerText.MatchString(f.sampleText(i)) {
			return true
		}
	}
	return false
}

// tellingPrefix begins the second sample and, where that can be, not the first.
func (f *Field) tellingPrefix() string {
	first, second := f.sampleText(0), f.sampleText(1)
	for i := range second {
		if i > 0 && !strings.HasPrefix(first, second[:i]) {
			return second[:i]
		}
	}
	return second
}

// plainSamples reports whether the samples stand in a filter as they are.
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

// FilterSample is the i-th sample as it stands between quotes in a filter.
func (f *Field) FilterSample(i int) string {
	if element := f.jsonElement(f.sampleText(i)); strings.HasPrefix(element, `"`) {
		return unquoteJSON(element)
	}
	return f.sampleText(i)
}
