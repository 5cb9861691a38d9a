package spec

import (
	"bytes"
	"encoding/json"
	"math"
	"math/big"
	"net/mail"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// timestampFormat is the canonical text of a timestamp, always UTC.
const timestampFormat = "2006-01-02T15:04:05.999999Z"

// canonical returns the canonical form of a value of the field's type. It does not check the field's rules.
func (f *Field) canonical(s string) (string, fault) {
	if canonical := f.Type.info().canonical; canonical != nil {
		return canonical(f, s)
	}
	return s, fault{}
}

func canonicalBool(_ *Field, s string) (string, fault) {
	if s != "true" && s != "false" {
		return "", fault{quote(s) + " is not true or false", ""}
	}
	return s, fault{}
}

func canonicalInt32(_ *Field, s string) (string, fault) { return canonicalInt(s, 32) }

func canonicalInt64(_ *Field, s string) (string, fault) { return canonicalInt(s, 64) }

func canonicalInt(s string, bits int) (string, fault) {
	n, err := strconv.ParseInt(s, 10, bits)
	if err == nil {
		return strconv.FormatInt(n, 10), fault{}
	}
	if _, whole := new(big.Int).SetString(s, 10); whole && len(s) < maxName {
		return "", fault{quote(s) + " does not fit into int" + itoa(bits), ""}
	}
	return "", fault{quote(s) + " is not a whole number", ""}
}

func canonicalFloat(_ *Field, s string) (string, fault) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) || strings.ContainsAny(s, "xX_") {
		return "", fault{quote(s) + " is not a number", ""}
	}
	if n == 0 {
		n = 0 // not -0
	}
	return strconv.FormatFloat(n, 'g', -1, 64), fault{}
}

// canonicalDecimal drops zeros without meaning: -007.50 becomes -7.5.
func canonicalDecimal(f *Field, s string) (string, fault) {
	text, fraction, ok := plainDecimal(s)
	if !ok {
		return "", fault{quote(s) + " is not a decimal number", "for example 9.99"}
	}
	whole, _, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if digits := len(strings.TrimPrefix(whole, "0")); len(fraction) > f.Scale || digits > f.Precision-f.Scale {
		scale := max(f.Scale, len(fraction))
		hint := ""
		if precision := max(f.Precision-f.Scale, digits) + scale; precision <= maxPrecision {
			hint = decimalType(precision, scale) + " holds it"
		}
		return "", fault{quote(s) + " does not fit into " + decimalType(f.Precision, f.Scale), hint}
	}
	return text, fault{}
}

func decimalType(precision, scale int) string {
	return "decimal(" + itoa(precision) + "," + itoa(scale) + ")"
}

// plainDecimal writes a decimal number without zeros that have no meaning. fraction is what stands behind its point. ok is false if s is
// not a decimal number.
func plainDecimal(s string) (text, fraction string, ok bool) {
	sign, number := "", s
	if number != "" && (number[0] == '-' || number[0] == '+') {
		sign, number = strings.TrimPrefix(number[:1], "+"), number[1:]
	}
	whole, fraction, point := strings.Cut(number, ".")
	if !digits(whole) || point && !digits(fraction) {
		return "", "", false
	}
	text, fraction = orElse(strings.TrimLeft(whole, "0"), "0"), strings.TrimRight(fraction, "0")
	if fraction != "" {
		text += "." + fraction
	}
	if text == "0" {
		return text, "", true
	}
	return sign + text, fraction, true
}

// canonicalUUID is the value of a uuid, and of a reference: the id of what it refers to.
func canonicalUUID(_ *Field, s string) (string, fault) {
	lower := strings.ToLower(s)
	for i := range len(lower) {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (lower[i] == '-') || !dash && !strings.ContainsRune("0123456789abcdef", rune(lower[i])) {
			lower = ""
			break
		}
	}
	if len(lower) != 36 {
		return "", fault{quote(s) + " is not a UUID", "for example 0198c5a2-7c1e-7d3f-9a54-1f2e3d4c5b6a"}
	}
	return lower, fault{}
}

func canonicalTime(_ *Field, s string) (string, fault) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
		hint := "for example 2026-01-31T12:00:00Z"
		if s == "now" {
			hint = "value=now sets it at creation"
		}
		return "", fault{quote(s) + " is not a timestamp", hint}
	}
	if t.Nanosecond()%1000 != 0 {
		return "", fault{quote(s) + " is more precise than a microsecond", "use at most six digits after the point"}
	}
	return t.UTC().Format(timestampFormat), fault{}
}

func canonicalDate(_ *Field, s string) (string, fault) {
	if t, err := time.Parse(time.DateOnly, s); err != nil || t.Year() < 1 {
		return "", fault{quote(s) + " is not a date", "for example 2026-01-31"}
	}
	return s, fault{}
}

func canonicalDuration(_ *Field, s string) (string, fault) {
	d, err := time.ParseDuration(s)
	if err != nil {
		return "", fault{quote(s) + " is not a duration", "for example 250ms, 90s or 24h"}
	}
	if d%time.Microsecond != 0 {
		return "", fault{quote(s) + " is more precise than a microsecond", "us is the smallest unit"}
	}
	return d.String(), fault{}
}

func canonicalJSON(_ *Field, s string) (string, fault) {
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(s)); err != nil {
		return "", fault{quote(s) + " is not JSON", `for example {"a":1} or []`}
	}
	if strings.Contains(s, `\u0000`) {
		return "", fault{"holds \\u0000, which PostgreSQL cannot store", ""}
	}
	decoder := json.NewDecoder(&b)
	decoder.UseNumber()
	text := b.String()
	for token, err := decoder.Token(); err == nil; token, err = decoder.Token() {
		if number, ok := token.(json.Number); ok && !keptByFloat64(string(number)) {
			return "", fault{"holds the number " + quote(string(number)) + ", which would change: numbers of a json field are float64", "write it as a text"}
		}
	}
	return text, fault{}
}

// keptByFloat64 reports whether a number is what is printed after float64 has held it.
func keptByFloat64(number string) bool {
	f, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return false
	}
	if f == 0 { // and the exponent may be huge
		mantissa, _, _ := strings.Cut(strings.ToLower(number), "e")
		return !strings.ContainsAny(mantissa, "123456789")
	}
	want, ok1 := new(big.Rat).SetString(number)
	got, ok2 := new(big.Rat).SetString(strconv.FormatFloat(f, 'g', -1, 64))
	return ok1 && ok2 && got.Cmp(want) == 0
}

// less compares two canonical values of the field's type, which has an order.
func (f *Field) less(a, b string) bool { return f.Type.info().less(a, b) }

func lessDate(a, b string) bool { return a < b } // years have four digits

func lessTime(a, b string) bool {
	s, _ := time.Parse(time.RFC3339Nano, a) // canonical: cannot fail
	t, _ := time.Parse(time.RFC3339Nano, b)
	return s.Before(t)
}

func lessDuration(a, b string) bool {
	x, _ := time.ParseDuration(a) // canonical: cannot fail
	y, _ := time.ParseDuration(b)
	return x < y
}

func lessNumber(a, b string) bool {
	const bits = 4096 // tell any two decimals of maxPrecision digits apart
	x, _, _ := big.ParseFloat(a, 10, bits, big.ToNearestEven)
	y, _, _ := big.ParseFloat(b, 10, bits, big.ToNearestEven)
	return x.Cmp(y) < 0
}

// breaks returns the rule of the field that a canonical value breaks, as the spec has it: len=3..32. It is "" if there is none.
func (f *Field) breaks(value string) string {
	n := utf8.RuneCountInString(value)
	switch {
	case f.MinLen != nil && n < *f.MinLen, f.MaxLen != nil && n > *f.MaxLen:
		return "len=" + lenText(f)
	case f.Min != nil && f.less(value, *f.Min):
		return "min=" + *f.Min
	case f.Max != nil && f.less(*f.Max, value):
		return "max=" + *f.Max
	case f.MaxBytes != nil && len(value) > *f.MaxBytes:
		return "max_bytes=" + sizeText(f.MaxBytes)
	case f.Pattern != "" && !regexp.MustCompile(f.Pattern).MatchString(value): // setPattern has compiled it
		return "pattern=" + f.Pattern
	case f.Format != "" && !f.Format.matches(value):
		return string(f.Format)
	}
	return ""
}

// matches checks defaults roughly; the generated code checks values of clients more closely.
func (f Format) matches(s string) bool {
	switch f {
	case Email:
		a, err := mail.ParseAddress(s)
		return err == nil && a.Address == s
	case URI:
		u, err := url.Parse(s)
		return err == nil && u.IsAbs()
	case Hostname:
		return len(s) <= 253 && regexp.MustCompile(`^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$`).MatchString(s)
	case IP:
		a, err := netip.ParseAddr(s)
		return err == nil && a.Zone() == ""
	default:
		return true
	}
}
