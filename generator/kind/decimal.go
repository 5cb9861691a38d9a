package kind

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// decimalKind is an exact number with a fixed number of digits. Clients send it as text, because JSON numbers lose digits.
func decimalKind() Kind {
	return Kind{
		GoType: "decimal.Decimal", GoImport: "github.com/shopspring/decimal", Zero: "decimal.Decimal{}", Equal: EqualMethod,
		Literal: func(_ *Shape, text string) string { return decimalLiteral(text) },
		SQLType: "numeric", Sized: func(s *Shape) string { return fmt.Sprintf("numeric(%d,%d)", s.Precision, s.Scale) },
		SQLCType: "pg_catalog.numeric", RowType: "decimal.Decimal", PoolType: "pg.Decimals", SQLZero: "0", SQLLiteral: bare, Check: (*Shape).boundCheck,
		ProtoType: "string", PBType: "string", ProtoDoc: decimalDoc,
		FromProto: decimalFromProto, ToProto: decimalToProto,
		Shown: decimalShown, Parser: "aip.Decimal",
		Schema: []string{"type: string", "format: decimal"}, SchemaRules: decimalSchema,
		Rules: decimalRules, Cases: decimalCases,
		Sample: decimalSample, Compare: compareNumbers,
		InSeries: func(_ *Shape, texts []string) string { return decimalSeries(texts) },
		Line:     decimalLine(),
	}
}

// decimalLiteral prints decimal.New(125, -2) for 1.25: no parsing at run time, no panic.
func decimalLiteral(text string) string {
	whole, fraction, _ := strings.Cut(text, ".")
	digits := strings.TrimLeft(strings.TrimPrefix(whole, "-")+fraction, "0")
	if digits == "" {
		return "decimal.Zero"
	}
	if strings.HasPrefix(whole, "-") {
		digits = "-" + digits
	}
	if _, err := strconv.ParseInt(digits, 10, 64); err != nil {
		return "decimal.RequireFromString(" + strconv.Quote(text) + ")"
	}
	return fmt.Sprintf("decimal.New(%s, %d)", digits, -len(fraction))
}

func decimalDoc(s *Shape) string {
	return fmt.Sprintf("A decimal number with up to %s after the point.", Count(s.Scale, "digit"))
}

// decimalFromProto reports a missing required decimal, because the domain cannot tell it from 0: both are the zero value.
func decimalFromProto(s *Shape, get, direct string) string {
	if s.Required && !s.Repeated && !s.Pointer() {
		return s.read("protoconv.Decimal.ParseRequired", get)
	}
	return fromText("protoconv.Decimal")(s, get, direct)
}

func decimalToProto(s *Shape, value string) string {
	return toText(s, value, fmt.Sprintf("%s.StringFixed(%d)", value, s.Scale), fmt.Sprintf("protoconv.Fixed(%d)", s.Scale))
}

// decimalShown returns a decimal with all digits after the point.
func decimalShown(s *Shape, text string) string {
	if value, ok := new(big.Rat).SetString(text); ok {
		return value.FloatString(s.Scale)
	}
	return text
}

func decimalRules(s *Shape, x string) []Rule {
	return append(s.boundRules(selectable(x)+".LessThan(%s)", selectable(x)+".GreaterThan(%s)"), rule(
		fmt.Sprintf("!format.Digits(%s, %d, %d)", x, s.Precision-s.Scale, s.Scale),
		fmt.Sprintf("must have at most %s before and %d after the decimal point", Count(s.Precision-s.Scale, "digit"), s.Scale),
	))
}

func decimalCases(s *Shape, add addCase) {
	numberCases(s, add, numberTests{
		step: new(big.Rat).SetFrac(big.NewInt(1), pow10(s.Scale)),
		text: func(x *big.Rat) string { return decimalText(s, x) },
		fits: func(*big.Rat) bool { return true },
	})
	add("%s 1e"+strconv.Itoa(-s.Scale-1), fmt.Sprintf("decimal.New(1, %d)", -s.Scale-1), false)
	add("%s 1e"+strconv.Itoa(s.Precision-s.Scale), fmt.Sprintf("decimal.New(1, %d)", s.Precision-s.Scale), false)
}

// decimalSample returns a sample within the digits of the type.
func decimalSample(s *Shape, i int) string {
	least, most := s.bounds()
	low, high := decimalLimits(s)
	if most == nil || most.Cmp(high) > 0 {
		most = high
	}
	if least == nil || least.Cmp(low) < 0 {
		least = low
	}
	return decimalText(s, sampleNumber(i, s.Scale, least, most))
}

// decimalLimits returns the least and the greatest number with the digits of the type.
func decimalLimits(s *Shape) (least, most *big.Rat) {
	most = new(big.Rat).SetFrac(new(big.Int).Sub(pow10(s.Precision), big.NewInt(1)), pow10(s.Scale))
	return new(big.Rat).Neg(most), most
}

func decimalText(s *Shape, x *big.Rat) string {
	if x.IsInt() {
		return x.Num().String()
	}
	return x.FloatString(s.Scale)
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }
