package kind

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/svcgen/svcgen/generator/spec"
)

// Pointer reports whether the field is a Go pointer in the domain. Lists, bytes and JSON have nil without one.
func (f *Shape) Pointer() bool {
	return f.Optional && !f.Repeated && f.Kind.Type != spec.Bytes && f.Kind.Type != spec.JSON
}

// ElementType is the Go type of one element in the domain package.
func (f *Shape) ElementType() string {
	if f.Enum != nil {
		return f.Enum.GoName
	}
	return f.Kind.GoType
}

// GoElement is a Go expression, in the domain package, of the element that a canonical text stands for. It has the element's type
// where the text alone would not: new(int64(5)).
func (f *Shape) GoElement(text string) string {
	switch f.Kind.Type {
	case spec.Int32, spec.Int64, spec.Float64:
		if f.Pointer() {
			return f.Kind.GoType + "(" + text + ")"
		}
	}
	return f.goLiteral(text)
}

// goLiteral is GoElement for a place that gives a number its type, such as a comparison.
func (f *Shape) goLiteral(text string) string {
	switch f.Kind.Type {
	case spec.String, spec.Text:
		return strconv.Quote(text)
	case spec.Bool, spec.Int32, spec.Int64, spec.Float64:
		return text
	case spec.Decimal:
		return DecimalLiteral(text)
	case spec.Timestamp:
		return TimeLiteral(text)
	case spec.Date:
		return dateLiteral(text)
	case spec.UUID, spec.Ref:
		return "uuid.MustParse(" + strconv.Quote(text) + ")"
	case spec.JSON:
		return "json.RawMessage(" + goRaw(text) + ")"
	case spec.Bytes:
		return "[]byte(" + strconv.Quote(text) + ")"
	case spec.EnumType:
		for _, v := range f.Enum.Values {
			if v.Name == text {
				return v.GoName
			}
		}
	}
	return f.Kind.Zero
}

// DecimalLiteral prints decimal.New(125, -2) for 1.25: no parsing at run time, no panic.
func DecimalLiteral(text string) string {
	whole, fraction, _ := strings.Cut(text, ".")
	digits := strings.TrimLeft(strings.TrimPrefix(whole, "-")+fraction, "0")
	if digits == "" {
		return "decimal.Zero"
	}
	if strings.HasPrefix(whole, "-") {
		digits = "-" + digits
	}
	if _, err := strconv.ParseInt(digits, 10, 64); err != nil {
		return "decimal.RequireFromString(" + strconv.Quote(text) + ")"
	}
	return fmt.Sprintf("decimal.New(%s, %d)", digits, -len(fraction))
}

func TimeLiteral(text string) string {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return "time.Time{}"
	}
	at = at.UTC()
	return fmt.Sprintf("time.Date(%d, time.%s, %d, %d, %d, %d, %d, time.UTC)",
		at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond())
}

func dateLiteral(text string) string {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return "civil.Date{}"
	}
	return fmt.Sprintf("civil.Date{Year: %d, Month: time.%s, Day: %d}", day.Year(), day.Month(), day.Day())
}

// goRaw quotes with backticks where it can: JSON reads better so.
func goRaw(text string) string {
	if strconv.CanBackquote(text) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}
