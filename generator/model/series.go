package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/svcgen/svcgen/generator/spec"
)

// A generated test makes entities 0, 1 and 2 of a resource in one function with a parameter i. The functions in this file write
// the values of a field in terms of i: fmt.Sprintf("title %d", i+1) if they follow from it, else pick(i, "draft", "active", "sold").

// storeSeries is a Go expression, in a test of package postgres, for one element of the field of entity i.
func (f *Field) storeSeries() string {
	texts := f.fixtureTexts()
	switch f.Kind.Type {
	case spec.String, spec.Text:
		return textSeries(texts)
	case spec.Bool:
		return boolSeries(texts)
	case spec.Int32, spec.Int64, spec.Float64:
		if first, ok := consecutive(texts); ok {
			return f.Kind.GoType + "(" + plus(first) + ")"
		}
		return pickOf("pick["+f.Kind.GoType+"]", texts)
	case spec.Decimal:
		return decimalSeries(texts)
	case spec.Timestamp, spec.Date:
		if value, ok := f.daySeries(texts); ok {
			return value
		}
	case spec.JSON, spec.Bytes:
		if format, first, ok := counted(texts); ok {
			return "fmt.Appendf(nil, " + goText(format) + ", " + plus(first) + ")"
		}
	case spec.UUID:
		return "testID(i)"
	}
	elements := make([]string, Fixtures)
	for i := range elements {
		elements[i] = f.storeElement(i)
	}
	return pickOf("pick", elements)
}

// restSeries is a Go expression, in a test through the REST API, for the JSON value of one element of the field of entity i.
func (f *Field) restSeries() string {
	texts := f.fixtureTexts()
	if f.Kind.Type == spec.Bool {
		return boolSeries(texts)
	}
	for i, text := range texts {
		texts[i] = f.jsonElement(text)
	}
	if strings.HasPrefix(texts[0], `"`) {
		for i, text := range texts {
			texts[i] = unquoteJSON(text)
		}
		return textSeries(texts)
	}
	if first, ok := consecutive(texts); ok {
		return plus(first)
	}
	for i, text := range texts {
		texts[i] = goJSON(text)
	}
	return pickOf("pick", texts)
}

// fixtureTexts are the values of the field of entities 0, 1 and 2 as canonical texts.
func (f *Field) fixtureTexts() []string {
	texts := make([]string, Fixtures)
	for i := range texts {
		texts[i] = f.sampleText(i)
	}
	return texts
}

// textSeries is a Go expression for text i.
func textSeries(texts []string) string {
	format, first, ok := counted(texts)
	switch {
	case ok && format == "%d":
		return "strconv.Itoa(" + plus(first) + ")"
	case ok:
		return "fmt.Sprintf(" + goText(format) + ", " + plus(first) + ")"
	}
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = strconv.Quote(text)
	}
	return pickOf("pick", quoted)
}

// boolSeries is a Go expression for boolean i of a field that has one value in turn with the other.
func boolSeries(texts []string) string {
	if texts[0] == "true" {
		return "i%2 == 0"
	}
	return "i%2 == 1"
}

// decimalSeries is a Go expression for decimal i.
func decimalSeries(texts []string) string {
	literals := make([]string, len(texts))
	coefficients := make([]string, len(texts))
	exponents := make([]string, len(texts))
	for i, text := range texts {
		literals[i] = decimalLiteral(text)
		coefficients[i], exponents[i], _ = strings.Cut(strings.TrimPrefix(literals[i], "decimal.New("), ", ")
	}
	if first, ok := consecutive(coefficients); ok && len(slices.Compact(slices.Clone(exponents))) == 1 {
		return "decimal.New(int64(" + plus(first) + "), " + exponents[0]
	}
	return pickOf("pick", literals)
}

// daySeries is a Go expression for day or time i if each comes one day after the other; dates must be of one month.
func (f *Field) daySeries(texts []string) (string, bool) {
	layout := time.RFC3339Nano
	if f.Kind.Type == spec.Date {
		layout = time.DateOnly
	}
	first, err := time.Parse(layout, texts[0])
	if err != nil {
		return "", false
	}
	first = first.UTC()
	for i, text := range texts {
		at, err := time.Parse(layout, text)
		if err != nil || !at.Equal(first.AddDate(0, 0, i)) || f.Kind.Type == spec.Date && at.Month() != first.Month() {
			return "", false
		}
	}
	if f.Kind.Type == spec.Date {
		return fmt.Sprintf("civil.Date{Year: %d, Month: time.%s, Day: %d + i}", first.Year(), first.Month(), first.Day()), true
	}
	return fmt.Sprintf("time.Date(%d, time.%s, %d+i, %d, %d, %d, %d, time.UTC)",
		first.Year(), first.Month(), first.Day(), first.Hour(), first.Minute(), first.Second(), first.Nanosecond()), true
}

// counted splits texts that differ in a number which grows by one: "title 1", "title 2", "title 3" are "title %d" from 1 on.
func counted(texts []string) (format string, first int, ok bool) {
	prefix, suffix := texts[0], texts[0]
	for _, text := range texts[1:] {
		prefix = prefix[:commonPrefix(prefix, text)]
	}
	prefix = strings.TrimRight(prefix, "0123456789")
	for strings.HasPrefix(strings.TrimPrefix(texts[0], prefix), "0") && len(texts[0]) > len(prefix)+1 {
		prefix += "0"
	}
	suffix = strings.TrimLeft(suffix[len(prefix):], "0123456789")
	first, err := strconv.Atoi(strings.TrimSuffix(texts[0][len(prefix):], suffix))
	if err != nil || first > maxPlus {
		return "", 0, false
	}
	for i, text := range texts {
		if text != prefix+strconv.Itoa(first+i)+suffix {
			return "", 0, false
		}
	}
	escape := func(s string) string { return strings.ReplaceAll(s, "%", "%%") }
	return escape(prefix) + "%d" + escape(suffix), first, true
}

// goText is a Go string literal, in backquotes if that saves escapes.
func goText(text string) string {
	if strings.ContainsAny(text, "\\\"") && strconv.CanBackquote(text) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}

// commonPrefix is the length in bytes of what two texts begin with.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// maxPlus keeps i plus a number within 32 bits.
const maxPlus = 1 << 30

// consecutive reports whether texts are integers that grow by one, and returns the first.
func consecutive(texts []string) (first int, ok bool) {
	first, err := strconv.Atoi(texts[0])
	if err != nil || first > maxPlus || first < -maxPlus {
		return 0, false
	}
	for i, text := range texts {
		if text != strconv.Itoa(first+i) {
			return 0, false
		}
	}
	return first, true
}

// plus is a number plus i as Go.
func plus(n int) string {
	switch {
	case n == 0:
		return "i"
	case n == 1:
		return "i + 1"
	case n < 0:
		return fmt.Sprintf("i - %d", -n)
	}
	return fmt.Sprintf("%d + i", n)
}

// pickOf is a call of the test helper pick: on one line if it fits, else with each value on a line of its own.
func pickOf(pick string, values []string) string {
	if line := pick + "(i, " + strings.Join(values, ", ") + ")"; len(line) <= 100 {
		return line
	}
	return pick + "(i,\n" + strings.Join(values, ",\n") + ",\n)"
}
