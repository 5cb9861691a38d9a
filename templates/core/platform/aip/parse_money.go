package aip

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Money returns a function that reads an amount of a currency as a decimal number with up to so many digits after the point. Its values
// count the smallest unit: with 2 digits, 12.5 is 1250.
func Money(digits int) func(text string) (any, error) {
	problem := errors.New("must be a whole number")
	if digits > 0 {
		problem = fmt.Errorf("must be a decimal number with up to %d digits after the point", digits)
	}
	return func(text string) (any, error) {
		whole, fraction, point := strings.Cut(text, ".")
		if point && fraction == "" || strings.Trim(fraction, "0123456789") != "" || strings.Trim(whole, "-") == "" {
			return nil, problem
		}
		fraction = strings.TrimRight(fraction, "0")
		if len(fraction) > digits {
			return nil, problem
		}
		amount, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", digits-len(fraction)), 10, 64)
		if err != nil {
			return nil, problem
		}
		return amount, nil
	}
}
