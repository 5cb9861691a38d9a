package kind

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// MoneySchema is the keyword of JSON Schema that refers to the schema of google.type.Money, which several kinds share.
const MoneySchema = `$ref: "#/components/schemas/Money"`

// moneyKind is an amount of one currency. Go and PostgreSQL count the currency's smallest unit, clients send the currency too.
func moneyKind() Kind {
	return Kind{
		GoType: "int64", Zero: "0", Untyped: true, Literal: moneyLiteral, Remark: moneyRemark,
		SQLType: "bigint", RowType: "int64", SQLZero: "0", SQLLiteral: moneyLiteral, Check: (*Shape).boundCheck,
		ProtoType: "google.type.Money", ProtoImport: "google/type/money.proto", ProtoDoc: moneyDoc,
		PBType: "*money.Money", Message: true, Presence: true,
		FromProto: moneyFromProto, ToProto: moneyToProto,
		JSON: moneyJSON, TokenText: func(s *Shape) string { return s.moneyConverter() + ".Text" },
		ParserOf: func(s *Shape) string { return fmt.Sprintf("aip.Money(%d)", s.currencyDigits()) },
		Schema:   []string{MoneySchema},
		Rules:    moneyRules, Cases: moneyCases,
		Sample: moneySample, Compare: compareNumbers, InSeries: moneyInSeries, Line: moneyLine(),
	}
}

// currencyDigits is the number of digits after the point of an amount.
func (s *Shape) currencyDigits() int {
	digits, _ := spec.CurrencyDigits(s.Currency) // spec has checked the code
	return digits
}

// moneyLiteral counts the smallest unit: 1250 for 12.5 EUR.
func moneyLiteral(s *Shape, text string) string {
	whole, fraction, _ := strings.Cut(text, ".")
	digits := strings.TrimLeft(strings.TrimPrefix(whole, "-")+fraction+strings.Repeat("0", s.currencyDigits()-len(fraction)), "0")
	switch {
	case digits == "":
		return "0"
	case strings.HasPrefix(text, "-"):
		return "-" + digits
	}
	return digits
}

// moneyText has all digits of the currency after the point: 12.50.
func moneyText(s *Shape, text string) string {
	if amount, ok := new(big.Rat).SetString(text); ok {
		return amount.FloatString(s.currencyDigits())
	}
	return text
}

// smallestUnit is the least amount above 0: 1/100 for EUR.
func (s *Shape) smallestUnit() *big.Rat {
	return new(big.Rat).SetFrac(big.NewInt(1), pow10(s.currencyDigits()))
}

func moneyRemark(s *Shape) string {
	if s.currencyDigits() == 0 {
		return "in " + s.Currency
	}
	return "in units of " + s.smallestUnit().FloatString(s.currencyDigits()) + " " + s.Currency
}

func moneyDoc(s *Shape) string {
	return fmt.Sprintf("An amount in %s, in steps of %s.", s.Currency, s.smallestUnit().FloatString(s.currencyDigits()))
}

func (s *Shape) moneyConverter() string {
	return fmt.Sprintf("protoconv.NewMoney(%q, %d)", s.Currency, s.currencyDigits())
}

// moneyFromProto tells a required 0 from none, which the domain cannot.
func moneyFromProto(s *Shape, get, _ string) string {
	switch {
	case s.Pointer():
		return s.read(s.moneyConverter()+".ParseOptional", get)
	case s.Required:
		return s.read(s.moneyConverter()+".ParseRequired", get)
	}
	return s.read(s.moneyConverter()+".Parse", get)
}

func moneyToProto(s *Shape, value string) string {
	if s.Pointer() {
		return s.moneyConverter() + ".ToProtoOptional(" + value + ")"
	}
	return s.moneyConverter() + ".ToProto(" + value + ")"
}

// moneyParts returns the fields units and nanos of a message.
func moneyParts(text string) (units string, nanos int) {
	const digits = 9 // of nanos
	units, fraction, _ := strings.Cut(text, ".")
	nanos, _ = strconv.Atoi(fraction + strings.Repeat("0", digits-len(fraction)))
	if strings.HasPrefix(text, "-") {
		nanos = -nanos
	}
	if units == "-0" {
		units = "0"
	}
	return units, nanos
}

func moneyJSON(s *Shape, text string) string {
	units, nanos := moneyParts(text)
	return fmt.Sprintf(`{"currencyCode": %q, "units": %q, "nanos": %d}`, s.Currency, units, nanos)
}

// moneyRules are betweenRules with the currency in their texts.
func moneyRules(s *Shape, x string) []Rule {
	text := func(bound *string) string { return moneyText(s, *bound) }
	switch {
	case s.Min != nil && s.Max != nil:
		cond := x + " < " + s.Literal(*s.Min) + " || " + x + " > " + s.Literal(*s.Max)
		return []Rule{rule(cond, "must be between "+text(s.Min)+" and "+text(s.Max)+" "+s.Currency)}
	case s.Min != nil:
		return []Rule{rule(x+" < "+s.Literal(*s.Min), "must be at least "+text(s.Min)+" "+s.Currency)}
	case s.Max != nil:
		return []Rule{rule(x+" > "+s.Literal(*s.Max), "must be at most "+text(s.Max)+" "+s.Currency)}
	}
	return nil
}

func moneyCases(s *Shape, add addCase) {
	numberCases(s, add, numberTests{
		step: s.smallestUnit(),
		text: func(x *big.Rat) string { return moneyOf(s, x) },
		fits: func(x *big.Rat) bool { return s.inUnits(x).IsInt64() },
	})
}

// inUnits counts the smallest unit.
func (s *Shape) inUnits(x *big.Rat) *big.Int { return new(big.Rat).Quo(x, s.smallestUnit()).Num() }

// moneyOf returns an amount as canonical text.
func moneyOf(s *Shape, x *big.Rat) string {
	text := x.FloatString(s.currencyDigits())
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// moneySample counts 1.01, 2.02, 3.03 within the bounds: a lost part of a message shows.
func moneySample(s *Shape, i int) string {
	least, most := s.bounds()
	unit := s.smallestUnit()
	if limit := new(big.Rat).Mul(big.NewRat(math.MinInt64, 1), unit); least == nil {
		least = limit
	}
	if limit := new(big.Rat).Mul(big.NewRat(math.MaxInt64, 1), unit); most == nil {
		most = limit
	}
	x := sampleNumber(i, s.currencyDigits(), least, most)
	if !x.IsInt() || s.currencyDigits() == 0 {
		return moneyOf(s, x)
	}
	both := new(big.Rat).Add(x, new(big.Rat).Mul(x, unit))
	if both.Cmp(least) < 0 || both.Cmp(most) > 0 {
		both = x
	}
	return moneyOf(s, both)
}

// moneyInSeries is int64(i+1) * 101 for 1.01, 2.02 and 3.03.
func moneyInSeries(s *Shape, texts []string) string {
	literals, counts := make([]string, len(texts)), make([]string, len(texts))
	step := s.inUnits(big.NewRat(1, 1)).Int64() + 1 // as moneySample counts
	for i, text := range texts {
		literals[i] = s.Literal(text)
		if n, err := strconv.ParseInt(literals[i], 10, 64); err == nil && n%step == 0 {
			counts[i] = strconv.FormatInt(n/step, 10)
		}
	}
	if first, ok := Consecutive(literals); ok {
		return "int64(" + Plus(first) + ")"
	}
	if first, ok := Consecutive(counts); ok {
		return fmt.Sprintf("int64(%s) * %d", Plus(first), step)
	}
	return PickOf("pick[int64]", literals)
}
