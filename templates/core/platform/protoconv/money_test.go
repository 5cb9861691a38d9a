package protoconv

import (
	"math"
	"strings"
	"testing"

	"google.golang.org/genproto/googleapis/type/money"
	"google.golang.org/protobuf/proto"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

func TestMoney(t *testing.T) {
	euro, yen, dinar := NewMoney("EUR", 2), NewMoney("JPY", 0), NewMoney("KWD", 3)
	for _, tt := range []struct {
		currency Money
		sent     *money.Money
		want     int64
		text     string
	}{
		{euro, &money.Money{CurrencyCode: "EUR"}, 0, "0.00"},
		{euro, &money.Money{CurrencyCode: "EUR", Units: 12, Nanos: 500_000_000}, 1250, "12.50"},
		{euro, &money.Money{CurrencyCode: "EUR", Nanos: 10_000_000}, 1, "0.01"},
		{euro, &money.Money{CurrencyCode: "EUR", Nanos: -990_000_000}, -99, "-0.99"},
		{euro, &money.Money{CurrencyCode: "EUR", Units: -1, Nanos: -10_000_000}, -101, "-1.01"},
		{euro, &money.Money{CurrencyCode: "EUR", Units: math.MaxInt64 / 100, Nanos: 70_000_000}, math.MaxInt64, "92233720368547758.07"},
		{euro, &money.Money{CurrencyCode: "EUR", Units: math.MinInt64 / 100, Nanos: -80_000_000}, math.MinInt64, "-92233720368547758.08"},
		{yen, &money.Money{CurrencyCode: "JPY", Units: 1250}, 1250, "1250"},
		{yen, &money.Money{CurrencyCode: "JPY", Units: math.MinInt64}, math.MinInt64, "-9223372036854775808"},
		{dinar, &money.Money{CurrencyCode: "KWD", Units: 1, Nanos: 1_000_000}, 1001, "1.001"},
	} {
		var v errs.Violations
		got := tt.currency.ParseRequired(&v, "price", tt.sent)
		if got != tt.want || v.Err() != nil || tt.currency.Text(got) != tt.text {
			t.Errorf("%v: got %d, %q, %v; want %d, %q", tt.sent, got, tt.currency.Text(got), v.Err(), tt.want, tt.text)
		}
		if back := tt.currency.ToProto(got); !proto.Equal(back, tt.sent) {
			t.Errorf("%v: got %v back", tt.sent, back)
		}
	}
}

func TestMoneyViolations(t *testing.T) {
	euro, yen := NewMoney("EUR", 2), NewMoney("JPY", 0)
	for _, tt := range []struct {
		currency Money
		sent     *money.Money
		want     string
	}{
		{euro, nil, "must be set"},
		{euro, &money.Money{}, "must have the currency code EUR"},
		{euro, &money.Money{CurrencyCode: "USD", Units: 1}, "must have the currency code EUR"},
		{euro, &money.Money{CurrencyCode: "eur", Units: 1}, "must have the currency code EUR"},
		{euro, &money.Money{CurrencyCode: "EUR", Nanos: 5_000_000}, "must be in steps of 0.01 EUR"},
		{euro, &money.Money{CurrencyCode: "EUR", Nanos: -1}, "must be in steps of 0.01 EUR"},
		{yen, &money.Money{CurrencyCode: "JPY", Nanos: 500_000_000}, "must be in steps of 1 JPY"},
		{euro, &money.Money{CurrencyCode: "EUR", Units: 1, Nanos: -10_000_000}, "must have units and nanos of the same sign"},
		{euro, &money.Money{CurrencyCode: "EUR", Units: -1, Nanos: 10_000_000}, "must have units and nanos of the same sign"},
		{euro, &money.Money{CurrencyCode: "EUR", Nanos: 1_000_000_000}, "must have nanos between"},
		{yen, &money.Money{CurrencyCode: "JPY", Nanos: -1_000_000_000}, "must have nanos between"},
		{euro, &money.Money{CurrencyCode: "EUR", Units: math.MaxInt64 / 100, Nanos: 80_000_000}, "must be between -92233720368547758.08 and 92233720368547758.07 EUR"},
		{euro, &money.Money{CurrencyCode: "EUR", Units: math.MinInt64 / 100, Nanos: -90_000_000}, "must be between"},
		{euro, &money.Money{CurrencyCode: "EUR", Units: math.MaxInt64/100 + 1}, "must be between"},
		{euro, &money.Money{CurrencyCode: "EUR", Units: math.MinInt64}, "must be between"},
	} {
		var v errs.Violations
		got := tt.currency.ParseRequired(&v, "price", tt.sent)
		if got != 0 || v.Err() == nil || !strings.Contains(v.Err().Error(), tt.want) {
			t.Errorf("%v: got %d, %v; want %s", tt.sent, got, v.Err(), tt.want)
		}
	}
}

func TestOptionalMoney(t *testing.T) {
	var v errs.Violations
	euro := NewMoney("EUR", 2)
	if got := euro.ParseOptional(&v, "price", nil); got != nil || euro.ToProtoOptional(nil) != nil || euro.Parse(&v, "price", nil) != 0 {
		t.Errorf("got %v, want nil both ways", got)
	}
	sent := &money.Money{CurrencyCode: "EUR", Nanos: 990_000_000}
	got := euro.ParseOptional(&v, "price", sent)
	if got == nil || *got != 99 || v.Err() != nil || !proto.Equal(euro.ToProtoOptional(got), sent) {
		t.Errorf("got %v, %v; want 99", got, v.Err())
	}
}
