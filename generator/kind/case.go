package kind

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/svcgen/svcgen/generator/spec"
)

// Case is a test of one rule: a value just inside of it, or just outside.
type Case struct {
	Name   string // "title of 201 characters"
	GoName string // of the field that gets the value
	Value  string // Go expression of the field's type, in the domain package
	Field  string // the field that is refused; "" if the value is valid
}

// Cases are the tests of the field's rules: one value just inside and one just outside of each.
func (f *Shape) Cases() []Case {
	var cases []Case
	refused, subject := f.Name, f.Title
	add := func(name, value string, valid bool) {
		c := Case{Name: name, Value: value}
		if !valid {
			c.Field = refused
		}
		cases = append(cases, c)
	}
	if f.Repeated {
		refused += "[0]" // a violation of an element has its index
		subject += " item"
	}
	// element adds a case of one element. Its name is a format with a verb for the subject.
	element := func(name, expr string, valid bool) { add(fmt.Sprintf(name, subject), f.elementValue(expr), valid) }
	switch f.Kind.Type {
	case spec.String, spec.Text:
		f.textCases(element)
	case spec.Int32, spec.Int64, spec.Float64, spec.Decimal:
		f.numberCases(element)
	case spec.Timestamp, spec.Date:
		f.timeCases(element)
	case spec.EnumType:
		element("unknown %s", strconv.Quote("no such value"), false)
	case spec.Bytes:
		if f.MaxBytes != nil {
			element("%s of "+Count(*f.MaxBytes, "byte"), fmt.Sprintf("make([]byte, %d)", *f.MaxBytes), true)
			element("%s of "+Count(*f.MaxBytes+1, "byte"), fmt.Sprintf("make([]byte, %d)", *f.MaxBytes+1), false)
		}
	}
	refused = f.Name
	if f.Repeated {
		f.listCases(add)
	} else if zero := f.zeroCase(); zero != "" {
		add("no "+f.Title, zero, false)
	}
	return cases
}

// elementValue makes a value of the field of one element: by itself, behind a pointer, or as the only item of a list.
func (f *Shape) elementValue(expr string) string {
	if f.Pointer() && f.Kind.Type == spec.EnumType && strings.HasPrefix(expr, `"`) {
		expr = f.Enum.GoName + "(" + expr + ")"
	}
	return f.GoValue(expr)
}

// zeroCase is the zero value of a field that must be set, or "" if textCases has it already.
func (f *Shape) zeroCase() string {
	if !f.Required {
		return ""
	}
	switch f.Kind.Type {
	case spec.String, spec.Text:
		if f.MinLen == nil || *f.MinLen <= 1 {
			return `""`
		}
	case spec.Timestamp, spec.Date, spec.UUID, spec.Ref:
		return f.Kind.Zero
	case spec.JSON, spec.Bytes:
		return "nil"
	case spec.EnumType:
		return `""`
	}
	return ""
}

func (f *Shape) textCases(element func(name, expr string, valid bool)) {
	if f.Pattern != "" {
		if outside, ok := f.patternMiss(); ok {
			element("malformed %s", strconv.Quote(outside), false)
		}
		return
	}
	if f.Format != "" {
		element("malformed %s", strconv.Quote("not valid!"), false)
		return
	}
	length := func(n int, valid bool) {
		text := strconv.Quote(strings.Repeat("é", n)) // two bytes a character: rules count characters
		if n > 3 {
			text = fmt.Sprintf("strings.Repeat(%q, %d)", "é", n)
		}
		element("%s of "+Count(n, "character"), text, valid)
	}
	if f.MinLen != nil && *f.MinLen > 0 {
		length(*f.MinLen, true)
		if *f.MinLen > 1 {
			length(*f.MinLen-1, false)
		}
	}
	if f.MaxLen != nil {
		if f.MinLen == nil || *f.MinLen != *f.MaxLen {
			length(*f.MaxLen, *f.MaxLen > 0 || !f.Required)
		}
		length(*f.MaxLen+1, false)
	}
}

// patternMiss is a text of a legal length that the pattern does not match.
func (f *Shape) patternMiss() (string, bool) {
	matches, err := regexp.Compile(f.Pattern)
	if err != nil {
		return "", false
	}
	least, most := f.lengths()
	for _, c := range []string{"!", "a", "A", "0", " ", "-", "\n", "é"} {
		miss := strings.Repeat(c, max(least, 1))
		if utf8.RuneCountInString(miss) <= most && !matches.MatchString(miss) {
			return miss, true
		}
	}
	return "", false
}

func (f *Shape) numberCases(element func(name, expr string, valid bool)) {
	step := big.NewRat(1, 1)
	if f.Kind.Type == spec.Decimal {
		step = new(big.Rat).SetFrac(big.NewInt(1), pow10(f.Scale))
	}
	least, most := f.bounds()
	number := func(x *big.Rat, valid bool) { element("%s "+f.ratText(x), f.GoElement(f.ratText(x)), valid) }
	if least != nil {
		number(least, true)
		if below := new(big.Rat).Sub(least, step); f.fits(below) {
			number(below, false)
		}
	}
	if most != nil {
		number(most, true)
		if above := new(big.Rat).Add(most, step); f.fits(above) {
			number(above, false)
		}
	}
	switch f.Kind.Type {
	case spec.Float64:
		element("%s NaN", "math.NaN()", false)
	case spec.Decimal:
		element("%s 1e"+strconv.Itoa(-f.Scale-1), fmt.Sprintf("decimal.New(1, %d)", -f.Scale-1), false)
		element("%s 1e"+strconv.Itoa(f.Precision-f.Scale), f.decimalLimit(), false)
	}
}

func (f *Shape) ratText(x *big.Rat) string {
	if x.IsInt() && (f.Kind.Type != spec.Float64 || x.Num().IsInt64()) {
		return x.Num().String()
	}
	if f.Kind.Type == spec.Decimal {
		return x.FloatString(f.Scale)
	}
	value, _ := x.Float64()
	return strconv.FormatFloat(value, 'g', -1, 64)
}

// fits reports whether the Go type of the field can hold a number.
func (f *Shape) fits(x *big.Rat) bool {
	if !x.IsInt() {
		return true
	}
	switch f.Kind.Type {
	case spec.Int32:
		return x.Num().IsInt64() && x.Num().Int64() == int64(int32(x.Num().Int64())) //nolint:gosec // the comparison is the check
	case spec.Int64:
		return x.Num().IsInt64()
	}
	return true
}

func (f *Shape) timeCases(element func(name, expr string, valid bool)) {
	step, layout := time.Microsecond, time.RFC3339Nano
	if f.Kind.Type == spec.Date {
		step, layout = 24*time.Hour, time.DateOnly
	}
	at := func(text string, valid bool) { element("%s "+text, f.GoElement(text), valid) }
	if least, ok := f.timeBound(f.Min); ok {
		at(*f.Min, true)
		at(least.Add(-step).Format(layout), false)
	}
	if most, ok := f.timeBound(f.Max); ok {
		at(*f.Max, true)
		at(most.Add(step).Format(layout), false)
	}
}

func (f *Shape) listCases(add func(name, value string, valid bool)) {
	list := func(n int) string {
		items := make([]string, n)
		for i := range items {
			items[i] = ListItem(f.GoElement(f.Sample(i)))
		}
		return "[]" + f.ElementType() + "{" + strings.Join(items, ", ") + "}"
	}
	if f.UniqueItems {
		one := ListItem(f.GoElement(f.Sample(0)))
		add(f.Title+" with a duplicate", "[]"+f.ElementType()+"{"+one+", "+one+"}", false)
	}
	if f.MaxItems == nil {
		return
	}
	one, items := f.GoSample(0), func(n int) string { return strconv.Itoa(n) + " " + f.Title }
	switch {
	case !f.UniqueItems:
		add(items(*f.MaxItems), fmt.Sprintf("slices.Repeat(%s, %d)", one, *f.MaxItems), true)
	case f.distinctSamples(*f.MaxItems):
		add(items(*f.MaxItems), list(*f.MaxItems), true)
	}
	add(items(*f.MaxItems+1), fmt.Sprintf("slices.Repeat(%s, %d)", one, *f.MaxItems+1), false)
}

// distinctSamples reports whether the first n samples differ and are few enough to be written out.
func (f *Shape) distinctSamples(n int) bool {
	var texts []string
	for i := range min(n, Samples+1) {
		texts = append(texts, f.Sample(i))
	}
	slices.Sort(texts)
	return n <= Samples && len(slices.Compact(texts)) == n
}

func pow10(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}
