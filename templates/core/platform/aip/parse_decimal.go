package aip

import (
	"errors"
	"strings"

	"github.com/shopspring/decimal"
)

// maxDecimal is the length of a number with all digits that a spec can ask for: 1000 and 0, point and sign. A longer one would cost time.
const maxDecimal = 1003

// Decimal reads a decimal number without an exponent: a short text with one could mean a million digits.
func Decimal(text string) (any, error) {
	if len(text) <= maxDecimal && !strings.ContainsAny(text, "eE") {
		if d, err := decimal.NewFromString(text); err == nil {
			return d, nil
		}
	}
	return nil, errors.New("must be a decimal number")
}
