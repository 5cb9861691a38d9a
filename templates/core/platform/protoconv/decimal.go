package protoconv

import (
	"errors"

	"github.com/shopspring/decimal"
)

// maxDecimal is the length of a number with all digits that a spec can ask for: 1000 and 0, point and sign. A longer one would cost time.
const maxDecimal = 1003

// Decimal reads decimal numbers without exponents: a short text with an exponent could mean a million digits.
var Decimal = Text[decimal.Decimal]{want: "a decimal number", parse: func(text string) (decimal.Decimal, error) {
	if len(text) > maxDecimal {
		return decimal.Decimal{}, errors.New("too long")
	}
	for _, c := range text {
		if (c < '0' || c > '9') && c != '.' && c != '-' {
			return decimal.Decimal{}, errors.New("not a digit")
		}
	}
	return decimal.NewFromString(text)
}}

// Fixed returns a function that formats a number with scale digits after the point, as PostgreSQL does.
func Fixed(scale int32) func(decimal.Decimal) string {
	return func(d decimal.Decimal) string { return d.StringFixed(scale) }
}
