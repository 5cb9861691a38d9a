package kind

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/pattern"
)

// LimitsDoc says what neither Schema nor SchemaRules can say about the values that a client sends, "" for nothing: JSON Schema compares
// only numbers, and counts characters.
func (s *Shape) LimitsDoc() string {
	var parts []string
	switch {
	case s.Kind.SchemaBounds:
	case s.Min != nil && s.Max != nil:
		parts = append(parts, "Between "+s.Shown(*s.Min)+" and "+s.Shown(*s.Max)+".")
	case s.Min != nil:
		parts = append(parts, "At least "+s.Shown(*s.Min)+".")
	case s.Max != nil:
		parts = append(parts, "At most "+s.Shown(*s.Max)+".")
	}
	if s.MaxBytes != nil {
		parts = append(parts, "At most "+Count(*s.MaxBytes, "byte")+".")
	}
	return strings.Join(parts, " ")
}

// textSchema says the length, the pattern and the format. A text that may be empty need not have a form then, as in textRules.
func textSchema(s *Shape) []string {
	least, most := s.lengths()
	var keywords []string
	if least > 0 {
		keywords = append(keywords, fmt.Sprintf("minLength: %d", least))
	}
	if most < pattern.NoLimit {
		keywords = append(keywords, fmt.Sprintf("maxLength: %d", most))
	}
	filled := s.Repeated || s.Pointer() || least > 0
	if pattern := s.Pattern; pattern != "" && portable.MatchString(pattern) {
		if !filled {
			pattern = "^$|" + pattern
		}
		keywords = append(keywords, "pattern: "+strconv.Quote(pattern))
	}
	if s.Format != "" && filled {
		keywords = append(keywords, formatOf(s.Format).schema)
	}
	return keywords
}

// portable matches the patterns of RE2 that mean the same in JavaScript, as far as that can be told at a glance: no flags, no names of
// classes, no escapes but the usual ones.
var portable = regexp.MustCompile(`^(?:[^\\\[(]|\\[dwDW.\\/()\[\]{}?*+^$|-]|\((?:\?:|[^?])|\[\^?(?:[^\\\[\]]|\\[dw.\\/()\[\]{}?*+^$|-])+\])*$`)

// numberSchema says the bounds of a number.
func numberSchema(s *Shape) []string {
	var keywords []string
	if s.Min != nil {
		keywords = append(keywords, "minimum: "+*s.Min)
	}
	if s.Max != nil {
		keywords = append(keywords, "maximum: "+*s.Max)
	}
	return keywords
}

// decimalSchema says the digits of a decimal.
func decimalSchema(s *Shape) []string {
	pattern := fmt.Sprintf(`^-?[0-9]{1,%d}`, max(s.Precision-s.Scale, 1))
	if s.Scale > 0 {
		pattern += fmt.Sprintf(`(\.[0-9]{1,%d})?`, s.Scale)
	}
	return []string{"pattern: " + strconv.Quote(pattern+"$")}
}
