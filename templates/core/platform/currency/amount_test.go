package currency_test

import (
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/currency"
)

func TestDigits(t *testing.T) {
	for code, want := range map[string]int{"EUR": 2, "AED": 2, "JPY": 0, "BIF": 0, "KWD": 3, "CLF": 4, "ZWG": 2} {
		if digits, known := currency.Digits(code); digits != want || !known || !(currency.Amount{Code: code}).Valid() {
			t.Errorf("%s: got %d, %t", code, digits, known)
		}
	}
	for _, code := range []string{"", "eur", "EURO", "XAU", "R A", " EU", "UR ", "D A", "EUR "} {
		if digits, known := currency.Digits(code); known || (currency.Amount{Code: code}).Valid() {
			t.Errorf("%q: got %d digits", code, digits)
		}
	}
}

func TestOptional(t *testing.T) {
	want := currency.Amount{Units: 1250, Code: "EUR"}
	if got := currency.Optional(currency.UnitsOf(&want), currency.CodeOf(&want)); got == nil || *got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if currency.UnitsOf(nil) != nil || currency.CodeOf(nil) != nil || currency.Optional(nil, &want.Code) != nil || currency.Optional(&want.Units, nil) != nil {
		t.Error("there is an amount of nothing")
	}
}
