package kind

import (
	"cmp"
	"slices"
	"strings"
)

// Fixtures is the number of different entities that the generated tests make of one resource.
const Fixtures = 3

// Samples is the number of different samples of a field, if its rules leave room for that many.
const Samples = 5

// Sample is the i-th valid value of an element as canonical text. The default comes last: a test that sends it would not notice
// that it is lost. References have ids that refer to nothing: a test makes what it refers to.
func (s *Shape) Sample(i int) string {
	within := s
	if s.low != nil || s.high != nil {
		confined := *s
		confined.Min, confined.Max = cmp.Or(s.low, s.Min), cmp.Or(s.high, s.Max)
		within = &confined
	}
	if !s.HasDefault {
		return s.Kind.Sample(within, i)
	}
	var texts, last []string
	for j := range Samples + 1 {
		switch text := s.Kind.Sample(within, j); {
		case s.Compare(text, s.Default) == 0:
			last = []string{text}
		case !slices.Contains(texts, text):
			texts = append(texts, text)
		}
	}
	texts = append(texts, last...)
	return texts[i%len(texts)]
}

// Confine keeps the samples between two canonical texts, which are within Min and Max; nil for no limit. Checks between fields need
// that.
func (s *Shape) Confine(low, high *string) { s.low, s.high = low, high }

// Compare compares two canonical texts as the database orders their values.
func (s *Shape) Compare(a, b string) int {
	if s.Kind.Compare == nil {
		return strings.Compare(a, b)
	}
	return s.Kind.Compare(a, b)
}

// InSeries is a Go expression, in a test, of element i of the first samples; "" if it does not follow from i.
func (s *Shape) InSeries() string {
	if s.Kind.InSeries == nil {
		return ""
	}
	return s.Kind.InSeries(s, s.Series())
}

// Series are the values of the field in entities 0, 1 and 2 as canonical texts.
func (s *Shape) Series() []string {
	texts := make([]string, Fixtures)
	for i := range texts {
		texts[i] = s.Sample(i)
	}
	return texts
}

// GoSample is a Go expression, in the domain package, of the i-th valid value of the field: new("note 1") for an optional one,
// []string{"tag 1"} for a list.
func (s *Shape) GoSample(i int) string { return s.GoValue(s.GoElement(s.Sample(i))) }

// JSONSample is the JSON form of the i-th valid value of the field, as a client of the gateway sends it.
func (s *Shape) JSONSample(i int) string {
	element := s.JSONElement(s.Sample(i))
	if s.Repeated {
		return "[" + element + "]"
	}
	return element
}
