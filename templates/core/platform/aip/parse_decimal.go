package aip

import (
	"errors"
	"strings"

	"github.com/shopspring/decimal"
)

const maxDecimal = 100 // characters: the time to read a number grows with the square of its length

// Decimal reads a decimal number. Exponents are refused: a short text could stand for a number of a million digits.
func Decimal(text string) (any, error) {
	if len(text) <= maxDecimal && !strings.ContainsAny(text, "eE") {
		if d, err := decimal.NewFromString(text); err == nil {
			return d, nil
		}
	}
	return nil, errors.New("must be a decimal number")
}
