package format

import "github.com/shopspring/decimal"

// Digits reports whether a number has at most before digits before the decimal point and after digits behind it.
func Digits(number decimal.Decimal, before, after int32) bool {
	return number.Equal(number.Truncate(after)) && number.Abs().LessThan(decimal.New(1, before))
}
