package aip_test

import (
	"math"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

func TestMoney(t *testing.T) {
	for _, tt := range []struct {
		digits int
		text   string
		want   int64
	}{
		{2, "0", 0},
		{2, "12.50", 1250},
		{2, "12.5", 1250},
		{2, "12", 1200},
		{2, "12.5000", 1250},
		{0, "12.00", 12},
		{2, "-0.01", -1},
		{2, "-0.00", 0},
		{2, "92233720368547758.07", math.MaxInt64},
		{2, "-92233720368547758.08", math.MinInt64},
		{0, "-9223372036854775808", math.MinInt64},
		{3, "0.001", 1},
	} {
		if got, err := aip.Money(tt.digits)(tt.text); err != nil || got != tt.want {
			t.Errorf("%q with %d digits: got %v, %v; want %d", tt.text, tt.digits, got, err, tt.want)
		}
	}
	for _, text := range []string{
		"", "-", ".", ".5", "-.5", "5.", "12.505", "1e2", "1,5", "1.-5", "1.+5", "1_0", "0x1", "1.5.0", " 1", "NaN", "EUR", "٣",
		"92233720368547758.08", "-92233720368547758.09",
	} {
		if got, err := aip.Money(2)(text); err == nil {
			t.Errorf("%q is taken as %v", text, got)
		}
	}
}

func TestFilterByMoney(t *testing.T) {
	schema := aip.Schema{Fields: []aip.Field{
		{Name: "price", Parse: aip.Money(2), Ops: aip.AllowEq | aip.AllowGTE},
		{Name: "fee", Parse: aip.Money(0), Ops: aip.AllowEq},
	}}
	for _, text := range []string{"price >= 12.50", "price >= 12.5", `price >= "12.50"`} {
		q, err := schema.NewQuery(aip.Request{List: "products", Filter: text})
		if err != nil || len(q.Conditions) != 1 || q.Conditions[0].Value != int64(1250) {
			t.Errorf("%s: got %v, %v", text, q.Conditions, err)
		}
	}
	_, err := schema.NewQuery(aip.Request{List: "products", Filter: "price = 12.505"})
	refused(t, err, "filter", "must be a decimal number with up to 2 digits after the point")
	_, err = schema.NewQuery(aip.Request{List: "products", Filter: "fee = 1.5"})
	refused(t, err, "filter", "must be a whole number")
}
