package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/spec"
)

// Check is a rule between fields of a resource.
type Check struct {
	Name       string // period
	Constraint string // bookings_period_check: name of the CHECK constraint, unquoted
	Rel        spec.Relation
	Fields     []*Field // in the order of the rule
}

// Rule returns the rule as the spec writes it: ends_at > starts_at.
func (c *Check) Rule() string {
	return c.rule(func(f *Field) string { return f.Name })
}

func (c *Check) rule(name func(*Field) string) string {
	return spec.FormatCheck(&spec.Check{Rel: c.Rel, Fields: namesOf(c.Fields, name)})
}

func namesOf(fields []*Field, name func(*Field) string) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = name(f)
	}
	return names
}

// Has reports whether the check is about the field.
func (c *Check) Has(f *Field) bool { return slices.Contains(c.Fields, f) }

// Refused returns the field that a violation names.
func (c *Check) Refused() *Field {
	if c.Rel == spec.Requires {
		return c.Fields[1]
	}
	return c.Fields[0]
}

// Others returns the fields beside the one that a violation names.
func (c *Check) Others() []*Field {
	return slices.DeleteFunc(slices.Clone(c.Fields), func(f *Field) bool { return f == c.Refused() })
}

// SQL returns the condition of the CHECK constraint. It is NULL, and so holds, if a field that it compares is not set.
func (c *Check) SQL() string {
	columns := namesOf(c.Fields, func(f *Field) string { return f.ColumnSQL })
	list := strings.Join(columns, ", ")
	switch c.Rel {
	case spec.Requires:
		return columns[0] + " IS NULL OR " + columns[1] + " IS NOT NULL"
	case spec.AnySet:
		return "num_nonnulls(" + list + ") > 0"
	case spec.AllSet:
		return fmt.Sprintf("num_nonnulls(%s) IN (0, %d)", list, len(columns))
	case spec.OnlyOne:
		return "num_nonnulls(" + list + ") <= 1"
	case spec.OneExactly:
		return "num_nonnulls(" + list + ") = 1"
	case spec.NotEqual:
		return columns[0] + " <> " + columns[1]
	}
	return columns[0] + " " + string(c.Rel) + " " + columns[1]
}

// Broken returns a Go condition that holds if the entity in variable breaks the check.
func (c *Check) Broken(variable string) string {
	values := namesOf(c.Fields, func(f *Field) string { return variable + "." + f.GoName })
	all := func(suffix, separator string) string { return strings.Join(values, suffix+separator) + suffix }
	pair := len(values) == 2
	switch {
	case c.Rel.Compares():
		return kind.Breaks(&c.Fields[0].Shape, values[0], c.Rel, &c.Fields[1].Shape, values[1])
	case c.Rel == spec.Requires:
		return values[0] + " != nil && " + values[1] + " == nil"
	case c.Rel == spec.AnySet:
		return all(" == nil", " && ")
	case c.Rel == spec.AllSet && pair:
		return "(" + values[0] + " == nil) != (" + values[1] + " == nil)"
	case c.Rel == spec.OnlyOne && pair:
		return all(" != nil", " && ")
	case c.Rel == spec.OneExactly && pair:
		return "(" + values[0] + " == nil) == (" + values[1] + " == nil)"
	case c.Rel == spec.AllSet:
		return fmt.Sprintf("format.Count(%s)%%%d != 0", all(" != nil", ", "), len(values))
	case c.Rel == spec.OnlyOne:
		return "format.Count(" + all(" != nil", ", ") + ") > 1"
	}
	return "format.Count(" + all(" != nil", ", ") + ") != 1"
}

// Text returns what the refused field must be, with the names that clients see: "must be after startsAt".
func (c *Check) Text() string {
	return c.mustBe(func(f *Field) string { return f.JSONName })
}

// Doc returns the check as a sentence about the refused field, for comments in protobuf.
func (c *Check) Doc() string {
	if !c.Rel.Compares() {
		return c.Rule() + "."
	}
	text := c.mustBe(func(f *Field) string { return f.Name })
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

func (c *Check) mustBe(name func(*Field) string) string {
	others := namesOf(c.Others(), name)
	list, either := strings.Join(others, ", "), strings.Join(others, " or ")
	pair := len(others) == 1
	switch {
	case c.Rel.Compares():
		return c.Fields[0].MustBe(c.Rel) + " " + list
	case c.Rel == spec.Requires:
		return "must be set if " + list + " is set"
	case c.Rel == spec.AllSet:
		return "must be set together with " + list
	case c.Rel == spec.AnySet && pair:
		return "must be set if " + list + " is not set"
	case c.Rel == spec.AnySet:
		return "must be set if none of " + list + " is set"
	case c.Rel == spec.OnlyOne && pair:
		return "must not be set together with " + list
	case c.Rel == spec.OnlyOne:
		return "or " + either + " may be set, and only one of them"
	case pair:
		return "or " + either + " must be set, and not both"
	}
	return "or " + either + " must be set, and only one of them"
}

// Checks returns the checks of the resource that are about the field.
func (f *Field) Checks() []*Check {
	return slices.DeleteFunc(slices.Clone(f.Resource.Checks), func(c *Check) bool { return !c.Has(f) })
}

// Holds reports whether the check holds for values of its fields as canonical texts, nil for a field that is not set.
func (c *Check) Holds(value func(*Field) *string) bool {
	set := 0
	for _, f := range c.Fields {
		if value(f) != nil {
			set++
		}
	}
	switch c.Rel {
	case spec.Requires:
		return value(c.Fields[0]) == nil || value(c.Fields[1]) != nil
	case spec.AnySet:
		return set > 0
	case spec.AllSet:
		return set == 0 || set == len(c.Fields)
	case spec.OnlyOne:
		return set <= 1
	case spec.OneExactly:
		return set == 1
	}
	if set < len(c.Fields) {
		return true
	}
	a, b := c.Fields[0].Kind.Line, c.Fields[1].Kind.Line
	return kind.Keeps(a.At(*value(c.Fields[0])), c.Rel, b.At(*value(c.Fields[1])))
}
