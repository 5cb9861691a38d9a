package kind

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Case is a test of one rule: a value just inside of it, or just outside.
type Case struct {
	Name  string // "title of 201 characters"
	Value string // Go expression of the field's type, in the domain package
	Field string // the field that is refused; "" if the value is valid
}

// addCase adds a case of one element. Its name is a format with a verb for the subject.
type addCase func(name, expr string, valid bool)

// Cases are the tests of the field's rules: one value just inside and one just outside of each.
func (s *Shape) Cases() []Case {
	var cases []Case
	add := func(name, value, refused string, valid bool) {
		c := Case{Name: name, Value: value}
		if !valid {
			c.Field = refused
		}
		cases = append(cases, c)
	}
	refused, subject := s.Name, s.Title
	if s.Repeated {
		refused += "[0]" // a violation of an element has its index
		subject += " item"
	}
	if s.Kind.Cases != nil {
		s.Kind.Cases(s, func(name, expr string, valid bool) { add(fmt.Sprintf(name, subject), s.GoValue(expr), refused, valid) })
	}
	switch {
	case s.Repeated:
		s.listCases(func(name, value string, valid bool) { add(name, value, s.Name, valid) })
	case (s.Required || s.Caller && !s.Optional) && s.Kind.NotSet != nil:
		if zero := s.Kind.NotSet(s); zero != "" {
			add("no "+s.Title, zero, s.Name, false)
		}
	}
	return cases
}

func (s *Shape) listCases(add func(name, value string, valid bool)) {
	item := func(i int) string { return s.ListItem(s.GoElement(s.Sample(i))) }
	list := func(items ...string) string { return "[]" + s.ElementType() + "{" + strings.Join(items, ", ") + "}" }
	if s.UniqueItems {
		add(s.Title+" with a duplicate", list(item(0), item(0)), false)
	}
	if s.MaxItems == nil {
		return
	}
	name := func(n int) string { return strconv.Itoa(n) + " " + s.Title }
	repeated := func(n int) string { return fmt.Sprintf("slices.Repeat(%s, %d)", s.GoSample(0), n) }
	switch most := *s.MaxItems; {
	case !s.UniqueItems:
		add(name(most), repeated(most), true)
	case s.distinctSamples(most):
		items := make([]string, most)
		for i := range items {
			items[i] = item(i)
		}
		add(name(most), list(items...), true)
	}
	add(name(*s.MaxItems+1), repeated(*s.MaxItems+1), false)
}

// distinctSamples reports whether the first n samples differ and are few enough to be written out.
func (s *Shape) distinctSamples(n int) bool {
	var texts []string
	for i := range min(n, Samples+1) {
		texts = append(texts, s.Sample(i))
	}
	slices.Sort(texts)
	return n <= Samples && len(slices.Compact(texts)) == n
}
