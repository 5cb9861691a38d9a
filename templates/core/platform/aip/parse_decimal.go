package aip

import (
	"errors"
	"strings"

	"github.com/shopspring/decimal"
)

const maxDecimal = 100 // characters: the time to parse a number grows with the square of its length

// Decimal reads a decimal number without an exponent: a short text with one could mean a million digits.
func Decimal(text string) (any, error) {
	if len(text) <= maxDecimal && !strings.ContainsAny(text, "eE") {
		if d, err := decimal.NewFromString(text); err == nil {
			return d, nil
		}
	}
	return nil, errors.New("must be a decimal number")
}
