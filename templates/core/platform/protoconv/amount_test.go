package protoconv_test

import (
	"strings"
	"testing"

	"google.golang.org/genproto/googleapis/type/money"
	"google.golang.org/protobuf/proto"

	"github.com/svcgen/svcgen/templates/core/platform/currency"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/protoconv"
)

func TestAmount(t *testing.T) {
	for _, tt := range []struct {
		message *money.Money
		want    currency.Amount
	}{
		{&money.Money{CurrencyCode: "EUR", Units: 12, Nanos: 500_000_000}, currency.Amount{Units: 1250, Code: "EUR"}},
		{&money.Money{CurrencyCode: "JPY", Units: -7}, currency.Amount{Units: -7, Code: "JPY"}},
		{&money.Money{CurrencyCode: "KWD", Nanos: -5_000_000}, currency.Amount{Units: -5, Code: "KWD"}},
	} {
		var v errs.Violations
		got := protoconv.ParseAmount(&v, "price", tt.message)
		optional := protoconv.ParseAmountOptional(&v, "price", tt.message)
		if got != tt.want || optional == nil || *optional != tt.want || v.Err() != nil {
			t.Errorf("%v: got %v and %v, %v", tt.message, got, optional, v.Err())
		}
		if back := protoconv.FromAmount(got); !proto.Equal(back, tt.message) || !proto.Equal(protoconv.FromAmountOptional(optional), tt.message) {
			t.Errorf("got %v back, want %v", back, tt.message)
		}
	}
}

func TestAmountRefused(t *testing.T) {
	for problem, message := range map[string]*money.Money{
		"the code of a currency":        {CurrencyCode: "EURO", Units: 1},
		"such as EUR":                   {Units: 1},
		"in steps of 0.01 EUR":          {CurrencyCode: "EUR", Nanos: 1},
		"in steps of 1 JPY":             {CurrencyCode: "JPY", Nanos: 500_000_000},
		"units and nanos of the same s": {CurrencyCode: "EUR", Units: 1, Nanos: -10_000_000},
	} {
		var v errs.Violations
		protoconv.ParseAmount(&v, "price", message)
		if err := v.Err(); err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("%v: %v, want %q", message, err, problem)
		}
	}
	var v errs.Violations
	if protoconv.ParseAmount(&v, "price", nil) != (currency.Amount{}) || protoconv.ParseAmountOptional(&v, "price", nil) != nil || v.Err() != nil {
		t.Errorf("a message that was not sent: %v", v.Err())
	}
	if protoconv.FromAmount(currency.Amount{Units: 1}) != nil || protoconv.FromAmountOptional(nil) != nil {
		t.Error("no amount is a message")
	}
}
