package kind

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/svcgen/svcgen/generator/spec"
)

// Fixtures is how many different entities the generated tests make of one resource.
const Fixtures = 3

// Samples is how many samples of a field differ from each other, where its rules leave room for that many.
const Samples = 5

const noLimit = math.MaxInt32

// Sample is the i-th valid value of an element as canonical text. Refs have no samples: a test makes what it refers to. The
// default comes last: a test that sends it would not notice that it is lost.
func (f *Shape) Sample(i int) string {
	if !f.HasDefault {
		return f.anySample(i)
	}
	var texts, last []string
	for j := range Samples + 1 {
		switch text := f.anySample(j); {
		case f.Compare(text, f.Default) == 0:
			last = []string{text}
		case !slices.Contains(texts, text):
			texts = append(texts, text)
		}
	}
	texts = append(texts, last...)
	return texts[i%len(texts)]
}

// anySample is sampleText without regard to the default.
func (f *Shape) anySample(i int) string {
	switch f.Kind.Type {
	case spec.String, spec.Text:
		return f.sampleString(i)
	case spec.Bool:
		return strconv.FormatBool(i%2 == 0)
	case spec.Int32, spec.Int64, spec.Decimal, spec.Float64:
		return f.sampleNumber(i)
	case spec.Timestamp:
		return f.sampleTime(i).Format(time.RFC3339Nano)
	case spec.Date:
		return f.sampleTime(i).Format(time.DateOnly)
	case spec.UUID, spec.Ref:
		return fmt.Sprintf("00000000-0000-4000-8000-%012d", i+1)
	case spec.JSON:
		return f.sampleJSON(i)
	case spec.Bytes:
		return fmt.Sprintf("%ddata", i+1)[:min(5, f.GreatestSize())]
	case spec.EnumType:
		return f.Enum.Values[i%min(len(f.Enum.Values), Fixtures)].Name // no others when one is added
	}
	return ""
}

// Compare compares two canonical texts as the database orders their values.
func (f *Shape) Compare(a, b string) int {
	switch f.Kind.Type {
	case spec.Int32, spec.Int64, spec.Float64, spec.Decimal:
		x, okX := new(big.Rat).SetString(a)
		y, okY := new(big.Rat).SetString(b)
		if okX && okY {
			return x.Cmp(y)
		}
	case spec.Timestamp:
		x, errX := time.Parse(time.RFC3339Nano, a)
		y, errY := time.Parse(time.RFC3339Nano, b)
		if errX == nil && errY == nil {
			return x.Compare(y)
		}
	}
	return strings.Compare(a, b)
}

// lengths are the bounds of a text in characters.
func (f *Shape) lengths() (least, most int) {
	least, most = 0, noLimit
	if f.MinLen != nil {
		least = *f.MinLen
	}
	if f.MaxLen != nil {
		most = *f.MaxLen
	}
	if f.Required && !f.Repeated {
		least = max(least, 1)
	}
	return least, most
}

func (f *Shape) GreatestSize() int {
	if f.MaxBytes == nil {
		return noLimit
	}
	return *f.MaxBytes
}

func (f *Shape) sampleString(i int) string {
	least, most := f.lengths()
	if f.Pattern != "" {
		if found := PatternSamples(f.Pattern, max(least, 1), most, Samples); len(found) > 0 {
			return found[i%len(found)]
		}
		return ""
	}
	text := fmt.Sprintf("%s %d", f.Title, i+1)
	switch f.Format {
	case spec.Email:
		text = fmt.Sprintf("user%d@example.com", i+1)
	case spec.URI:
		text = fmt.Sprintf("https://example.com/%d", i+1)
	case spec.Hostname:
		text = fmt.Sprintf("host%d.example.com", i+1)
	case spec.IP:
		text = fmt.Sprintf("192.0.2.%d", i+1)
	default:
		if n := utf8.RuneCountInString(text); n > most {
			text = strings.Repeat("a", max(most-1, 0)) + string(rune('a'+i%26))
			text = text[:most]
		} else if n < least {
			text += strings.Repeat("a", least-n)
		}
	}
	return text
}

// sampleTime starts at a fixed day, or at the bound that excludes it.
func (f *Shape) sampleTime(i int) time.Time {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	if least, ok := f.timeBound(f.Min); ok && least.After(at) {
		at = least
	}
	at = at.AddDate(0, 0, i)
	if most, ok := f.timeBound(f.Max); ok && at.After(most) {
		at = most.AddDate(0, 0, -i)
		if least, ok := f.timeBound(f.Min); ok && at.Before(least) {
			at = most
		}
	}
	return at
}

func (f *Shape) timeBound(text *string) (time.Time, bool) {
	if text == nil {
		return time.Time{}, false
	}
	layout := time.RFC3339Nano
	if f.Kind.Type == spec.Date {
		layout = time.DateOnly
	}
	at, err := time.Parse(layout, *text)
	return at, err == nil
}

func (f *Shape) sampleJSON(i int) string {
	if f.GreatestSize() < len(`{"n": 1}`) {
		return strconv.Itoa(i + 1)
	}
	return fmt.Sprintf(`{"n": %d}`, i+1)
}

// GoSample is a Go expression in the domain package's terms for the i-th valid value of the field: new("note 1") for an
// optional one, []string{"tag 1"} for a list.
func (f *Shape) GoSample(i int) string {
	return f.GoValue(f.GoElement(f.Sample(i)))
}

// GoValue wraps a Go expression of one element into the field's own type.
func (f *Shape) GoValue(element string) string {
	switch {
	case f.Repeated:
		return "[]" + f.ElementType() + "{" + ListItem(element) + "}"
	case f.Pointer():
		return "new(" + element + ")"
	}
	return element
}

// JSONSample is the JSON form of the i-th valid value of the field, as a client of the gateway sends it.
func (f *Shape) JSONSample(i int) string {
	element := f.JSONElement(f.Sample(i))
	if f.Repeated {
		return "[" + element + "]"
	}
	return element
}

// Shown is a canonical text as an answer of the API shows it: decimals with all digits after the point.
func (f *Shape) Shown(text string) string {
	switch f.Kind.Type {
	case spec.Decimal:
		if value, ok := new(big.Rat).SetString(text); ok {
			return value.FloatString(f.Scale)
		}
	case spec.Timestamp:
		at, err := time.Parse(time.RFC3339Nano, text)
		switch ns := at.Nanosecond(); {
		case err != nil:
		case ns == 0:
			return at.UTC().Format("2006-01-02T15:04:05Z")
		case ns%int(time.Millisecond) == 0:
			return at.UTC().Format("2006-01-02T15:04:05.000Z")
		default:
			return at.UTC().Format("2006-01-02T15:04:05.000000Z")
		}
	}
	return text
}

func (f *Shape) JSONElement(text string) string {
	text = f.Shown(text)
	switch f.Kind.Type {
	case spec.Bool, spec.Int32, spec.Float64, spec.JSON:
		return text
	case spec.Bytes:
		text = base64.StdEncoding.EncodeToString([]byte(text))
	case spec.EnumType:
		text = f.Enum.Value(text).ProtoName
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(quoted)
}

// ListItem leaves out the type of a composite literal, which a list gives already.
func ListItem(element string) string {
	if fields, ok := strings.CutPrefix(element, "civil.Date{"); ok {
		return "{" + fields
	}
	return element
}
