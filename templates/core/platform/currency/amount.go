// Package currency has amounts of money with their currencies.
package currency

import "strings"

// Amount is an amount of money. The zero value is none.
type Amount struct {
	Units int64  // of the smallest unit of the currency: 1250 is 12.50 EUR, 1250 is 1250 JPY
	Code  string // of the currency, in ISO 4217
}

// Valid reports whether the amount has the code of a currency.
func (a Amount) Valid() bool {
	_, known := Digits(a.Code)
	return known
}

// UnitsOf returns the units of an amount, nil for nil.
func UnitsOf(a *Amount) *int64 {
	if a == nil {
		return nil
	}
	return &a.Units
}

// CodeOf returns the code of an amount, nil for nil.
func CodeOf(a *Amount) *string {
	if a == nil {
		return nil
	}
	return &a.Code
}

// Optional returns the amount of units and code, nil if one of them is nil.
func Optional(units *int64, code *string) *Amount {
	if units == nil || code == nil {
		return nil
	}
	return &Amount{Units: *units, Code: *code}
}

// Digits returns the number of digits after the point that amounts of a currency have, 2 for EUR. known is false for a code that is none.
func Digits(code string) (digits int, known bool) {
	if len(code) != len("EUR") || strings.Contains(code, " ") {
		return 0, false
	}
	for digits, codes := range codes {
		if strings.Contains(codes, code) {
			return digits, true
		}
	}
	return 0, false
}
