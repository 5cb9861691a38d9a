package aip

import (
	"errors"
	"strings"

	"github.com/shopspring/decimal"
)

// Decimal reads a decimal number. Exponents are refused: a short text could stand for a number of a million digits.
func Decimal(text string) (any, error) {
	d, err := decimal.NewFromString(text)
	if err != nil || strings.ContainsAny(text, "eE") {
		return nil, errors.New("must be a decimal number")
	}
	return d, nil
}
