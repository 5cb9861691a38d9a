package kind

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/pattern"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// Shape describes the values of a field: its kind, and the rules that the spec adds.
type Shape struct {
	Name      string // release_day
	Title     string // "release day", for running text
	Qualified string // ProductReleaseDay: in identifiers that name resource and field; no other field of the service has it
	Kind      *Kind  // never nil
	Enum      *Enum  // if Kind.Type is spec.EnumType

	Repeated   bool
	Optional   bool // NULL, Go pointer, proto3 optional
	Required   bool // the client must send it: not optional, no default, not output_only, no value=
	OutputOnly bool // Now and Caller imply it
	Now        bool
	Caller     bool // set to the user who creates the entity
	HasDefault bool
	Default    string // canonical text

	Precision, Scale int    // decimal
	Currency         string // money
	MinLen, MaxLen   *int
	Min, Max         *string
	Pattern          string
	Format           spec.Format
	MaxItems         *int
	UniqueItems      bool
	MaxBytes         *int

	low, high *string // limits of the samples, within Min and Max: see Confine

	found []string // samples of a text with a pattern or a format; nil: not searched for, see FindSamples
}

// GoType is the type of the field in the domain package: *string, []ProductStatus, json.RawMessage.
func (s *Shape) GoType() string { return s.Wrap(s.ElementType(), s.Pointer()) }

// ElementType is the Go type of one element in the domain package.
func (s *Shape) ElementType() string {
	if s.Enum != nil {
		return s.Enum.GoName
	}
	return s.Kind.GoType
}

// In returns the shape as code outside of the domain package writes it: the names of its enum are qualified with pkg.
func (s *Shape) In(pkg string) *Shape {
	if s.Enum == nil {
		return s
	}
	shape, enum := *s, *s.Enum
	enum.GoName = pkg + "." + enum.GoName
	enum.Values = slices.Clone(enum.Values)
	for i := range enum.Values {
		enum.Values[i].GoName = pkg + "." + enum.Values[i].GoName
	}
	shape.Enum = &enum
	return &shape
}

// Pointer reports whether the field is a Go pointer in the domain.
func (s *Shape) Pointer() bool { return s.Optional && !s.Repeated && !s.Kind.Nil }

// Wrap makes the type of a field from that of an element: a list, a pointer, or the element itself.
func (s *Shape) Wrap(element string, pointer bool) string {
	switch {
	case s.Repeated:
		return "[]" + element
	case pointer:
		return "*" + element
	}
	return element
}

// Literal is a Go expression, in the domain package, of the element that a canonical text stands for, in a place that gives a
// number its type, such as a comparison.
func (s *Shape) Literal(text string) string {
	if s.Kind.Literal == nil {
		return s.Kind.Zero
	}
	return s.Kind.Literal(s, text)
}

// GoElement is Literal for a place that gives no type: new(int64(5)).
func (s *Shape) GoElement(text string) string {
	literal := s.Literal(text)
	if s.Pointer() && (s.Kind.Untyped || literal == "0") {
		return s.Kind.GoType + "(" + literal + ")"
	}
	return literal
}

// GoValue makes a Go expression of the field's own type from one of an element.
func (s *Shape) GoValue(element string) string {
	switch {
	case s.Repeated:
		return "[]" + s.ElementType() + "{" + s.ListItem(element) + "}"
	case s.Pointer():
		return "new(" + element + ")"
	}
	return element
}

// ListItem leaves out the type of a composite literal, which the list around it gives.
func (s *Shape) ListItem(element string) string {
	if fields, ok := strings.CutPrefix(element, s.ElementType()+"{"); ok {
		return "{" + fields
	}
	return element
}

// AtTime is a Go expression of the field's value at a time, an expression.
func (s *Shape) AtTime(at string) string {
	if s.Kind.AtTime != nil {
		at = s.Kind.AtTime(at)
	}
	return s.GoValue(at)
}

// Differ is a Go condition that holds if two expressions of the field's type have different values.
func (s *Shape) Differ(a, b string) string {
	switch {
	case s.Repeated:
		return "!slices.Equal(" + a + ", " + b + ")"
	case s.Kind.Equal == EqualJSON:
		return "!format.SameJSON(" + a + ", " + b + ")"
	case s.Kind.Equal == EqualBytes:
		return "!bytes.Equal(" + a + ", " + b + ")"
	case s.Pointer():
		return "!reflect.DeepEqual(" + a + ", " + b + ")"
	case s.Kind.Equal == EqualMethod:
		return "!" + a + ".Equal(" + b + ")"
	}
	return a + " != " + b
}

// NotNull reports whether the columns of the field are NOT NULL.
func (s *Shape) NotNull() bool { return !s.Optional }

// SQLLiteral is a canonical text in SQL.
func (s *Shape) SQLLiteral(text string) string {
	if s.Kind.SQLLiteral == nil {
		return pgschema.Literal(text)
	}
	return s.Kind.SQLLiteral(s, text)
}

// CheckSQL is the condition of the CHECK constraint of a column, "" if it has none. It mirrors the rules of the domain that
// PostgreSQL can say alike: lengths, ranges, closed lists. Not mirrored: patterns and formats, whose dialects differ; the items of
// lists; and the size of JSON, which jsonb stores in a form of its own.
func (s *Shape) CheckSQL(column string) string {
	switch {
	case s.Repeated:
		var parts []string
		if s.Enum != nil {
			parts = append(parts, column+" <@ ARRAY["+s.Enum.sqlValues()+"]")
		}
		if s.MaxItems != nil {
			parts = append(parts, fmt.Sprintf("cardinality(%s) <= %d", column, *s.MaxItems))
		}
		return strings.Join(parts, " AND ")
	case s.Kind.Check == nil:
		return ""
	}
	return s.Kind.Check(s, column)
}

// JSONElement is the JSON value of an element with a canonical text, as a client of the gateway sends and reads it.
func (s *Shape) JSONElement(text string) string {
	text = s.Shown(text)
	switch {
	case s.Enum != nil:
		text = s.Enum.Value(text).JSONName
	case s.Kind.JSON != nil:
		return s.Kind.JSON(s, text)
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(quoted)
}

// Shown is a canonical text as an answer of the API shows it.
func (s *Shape) Shown(text string) string {
	if s.Kind.Shown == nil {
		return text
	}
	return s.Kind.Shown(s, text)
}

// IndexedLength is the number of characters that an index for sorting holds of a text: aip.HeadLength of the platform.
const IndexedLength = 512

// LongText reports whether a text of the field may be longer than what an index holds of it.
func (s *Shape) LongText() bool {
	short := s.MaxLen != nil && *s.MaxLen <= IndexedLength || s.Format != "" && s.Format != spec.URI || pattern.Longest(s.Pattern) <= IndexedLength
	return s.Kind.LongText && !short
}

// DefaultMaxItems is the largest number of items that a client can send in a list for which the spec sets no limit.
const DefaultMaxItems = 10_000

// MostItems returns the largest number of items that a client can send; 0 for a field that is no list, or that clients do not set.
func (s *Shape) MostItems() int {
	switch {
	case !s.Repeated || s.OutputOnly:
		return 0
	case s.MaxItems != nil:
		return *s.MaxItems
	}
	return DefaultMaxItems
}

// GreatestSize is the greatest number of bytes of the field.
func (s *Shape) GreatestSize() int {
	if s.MaxBytes == nil {
		return pattern.NoLimit
	}
	return *s.MaxBytes
}

// quoted is a text as a Go literal.
func quoted(_ *Shape, text string) string { return strconv.Quote(text) }

// bare is a literal that is the canonical text itself.
func bare(_ *Shape, text string) string { return text }

// always makes a function that returns a text.
func always(text string) func(*Shape) string { return func(*Shape) string { return text } }
