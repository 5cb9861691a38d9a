package protoconv

import (
	"errors"

	"github.com/shopspring/decimal"
)

const maxDecimal = 100 // characters: the time to parse a number grows with the square of its length

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
