package kind

import (
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/spec"
)

// TestAmount checks the texts of a canonical amount, 12.5 EUR, in each language.
func TestAmount(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, literal, units, code, json string }{
		{"12.5 EUR", `currency.Amount{Units: 1250, Code: "EUR"}`, "1250", "'EUR'", `{"currencyCode": "EUR", "units": "12", "nanos": 500000000}`},
		{"-0.005 KWD", `currency.Amount{Units: -5, Code: "KWD"}`, "-5", "'KWD'", `{"currencyCode": "KWD", "units": "0", "nanos": -5000000}`},
		{"0 JPY", `currency.Amount{Units: 0, Code: "JPY"}`, "0", "'JPY'", `{"currencyCode": "JPY", "units": "0", "nanos": 0}`},
	} {
		s := Shape{Name: "price", Kind: Amount()}
		columns := ColumnsOf(&s)
		got := []string{s.Literal(tt.text), columns[0].SQLLiteral(tt.text), columns[1].SQLLiteral(tt.text), s.JSONElement(tt.text)}
		if want := []string{tt.literal, tt.units, tt.code, tt.json}; !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", tt.text, got, want)
		}
	}
}

func TestAmountExpressions(t *testing.T) {
	t.Parallel()
	price := Shape{Name: "price", Kind: Amount(), Required: true}
	fee := Shape{Name: "fee", Kind: Amount(), Optional: true}
	part := func(s *Shape, i int, value string) string { return ColumnsOf(s)[i].ToRow(s, value) }
	for _, tt := range []struct{ got, want string }{
		{price.FromProto("get", "direct"), `protoconv.ParseAmount(&v, "price", get)`},
		{fee.FromProto("get", "direct"), `protoconv.ParseAmountOptional(&v, "fee", get)`},
		{price.ToProto("p.Price"), "protoconv.FromAmount(p.Price)"},
		{fee.ToProto("p.Fee"), "protoconv.FromAmountOptional(p.Fee)"},
		{part(&price, 0, "p.Price") + " " + part(&price, 1, "p.Price"), "p.Price.Units p.Price.Code"},
		{part(&fee, 0, "p.Fee") + " " + part(&fee, 1, "p.Fee"), "currency.UnitsOf(p.Fee) currency.CodeOf(p.Fee)"},
		{price.Kind.FromRow(&price, []string{"a", "b"}), "currency.Amount{Units: a, Code: b}"},
		{fee.Kind.FromRow(&fee, []string{"a", "b"}), "currency.Optional(a, b)"},
		{price.CheckSQL("price"), "price_currency ~ '^[A-Z]{3}$'"},
		{fee.CheckSQL("fee"), "(fee IS NULL) = (fee_currency IS NULL) AND fee_currency ~ '^[A-Z]{3}$'"},
		{price.Rules("p.Price")[0].Cond, `p.Price.Code == ""`},
		{price.Rules("p.Price")[1].Cond, `p.Price.Code != "" && !p.Price.Valid()`},
		{fee.Rules("p.Fee")[0].Cond, "p.Fee != nil && !p.Fee.Valid()"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %s, want %s", tt.got, tt.want)
		}
	}
	if k := Amount(); k.Type != spec.Money || k.Line != nil || k.Parser != "" || k.ParserOf != nil {
		t.Error("amounts of any currency have an order")
	}
}
