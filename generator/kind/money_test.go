package kind

import (
	"testing"

	"github.com/svcgen/svcgen/generator/spec"
)

// A canonical text in Go and SQL, in a message, in JSON.
func TestMoney(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ currency, text, literal, json string }{
		{"EUR", "0", "0", `{"currencyCode": "EUR", "units": "0", "nanos": 0}`},
		{"EUR", "12.5", "1250", `{"currencyCode": "EUR", "units": "12", "nanos": 500000000}`},
		{"EUR", "0.01", "1", `{"currencyCode": "EUR", "units": "0", "nanos": 10000000}`},
		{"EUR", "-0.01", "-1", `{"currencyCode": "EUR", "units": "0", "nanos": -10000000}`},
		{"EUR", "-1.2", "-120", `{"currencyCode": "EUR", "units": "-1", "nanos": -200000000}`},
		{"JPY", "1200", "1200", `{"currencyCode": "JPY", "units": "1200", "nanos": 0}`},
		{"KWD", "0.005", "5", `{"currencyCode": "KWD", "units": "0", "nanos": 5000000}`},
	} {
		s := Shape{Kind: Of(spec.Money), Currency: tt.currency}
		if got := s.Literal(tt.text); got != tt.literal || s.SQLLiteral(tt.text) != got {
			t.Errorf("%s %s: got %s in Go and %s in SQL, want %s", tt.text, tt.currency, got, s.SQLLiteral(tt.text), tt.literal)
		}
		if got := s.JSONElement(tt.text); got != tt.json {
			t.Errorf("%s %s: got %s, want %s", tt.text, tt.currency, got, tt.json)
		}
	}
}

func TestMoneyExpressions(t *testing.T) {
	t.Parallel()
	price := Shape{Name: "price", Kind: Of(spec.Money), Currency: "EUR", Required: true, Min: new("0.5"), Max: new("100")}
	optional := Shape{Name: "fee", Kind: Of(spec.Money), Currency: "JPY", Optional: true, Max: new("5")}
	for _, tt := range []struct{ got, want string }{
		{price.FromProto("get", "direct"), `protoconv.NewMoney("EUR", 2).ParseRequired(&v, "price", get)`},
		{optional.FromProto("get", "direct"), `protoconv.NewMoney("JPY", 0).ParseOptional(&v, "fee", get)`},
		{price.ToProto("p.Price"), `protoconv.NewMoney("EUR", 2).ToProto(p.Price)`},
		{optional.ToProto("p.Fee"), `protoconv.NewMoney("JPY", 0).ToProtoOptional(p.Fee)`},
		{price.Parser(), "aip.Money(2)"},
		{price.TokenText(), `protoconv.NewMoney("EUR", 2).Text`},
		{price.CheckSQL("price"), "price BETWEEN 50 AND 10000"},
		{price.Rules("p.Price")[0].Cond, "p.Price < 50 || p.Price > 10000"},
		{price.Rules("p.Price")[0].Text, `"must be between 0.50 and 100.00 EUR"`},
		{optional.Rules("p.Fee")[0].Cond, "p.Fee != nil && *p.Fee > 5"},
		{optional.Rules("p.Fee")[0].Text, `"must be at most 5 JPY"`},
		{optional.GoValue(optional.GoElement("5")), "new(int64(5))"},
		{price.Kind.Remark(&price), "in units of 0.01 EUR"},
		{optional.Kind.Remark(&optional), "in JPY"},
		{price.InSeries(), "int64(i + 1) * 101"},
		{optional.InSeries(), "int64(i + 1)"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %s, want %s", tt.got, tt.want)
		}
	}
}
