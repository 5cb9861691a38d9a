package kind

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Amount is the kind of money without a currency of its own: each amount has one. It has two columns, and no order.
func Amount() *Kind {
	k := Kind{
		Type:   spec.Money,
		GoType: "currency.Amount", GoImport: "platform/currency", Zero: "currency.Amount{}", Literal: amountLiteral,
		Columns: func(s *Shape) []Column {
			return []Column{
				{SQLType: "bigint", RowType: "int64", SQLLiteral: amountUnits, ToRow: amountPart("Units")},
				{Suffix: "currency", SQLType: "text", RowType: "string", SQLLiteral: amountCode, ToRow: amountPart("Code")},
			}
		},
		FromRow: amountFromRow, Check: amountCheck,
		ProtoType: "google.type.Money", ProtoImport: "google/type/money.proto", ProtoDoc: always("An amount and its currency."),
		PBType: "*money.Money", Message: true,
		FromProto: func(s *Shape, get, _ string) string {
			if s.Pointer() {
				return s.read("protoconv.ParseAmountOptional", get)
			}
			return s.read("protoconv.ParseAmount", get)
		},
		ToProto: func(s *Shape, value string) string {
			if s.Pointer() {
				return "protoconv.FromAmountOptional(" + value + ")"
			}
			return "protoconv.FromAmount(" + value + ")"
		},
		JSON: func(_ *Shape, text string) string {
			amount, code, _ := strings.Cut(text, " ")
			return moneyJSON(&Shape{Currency: code}, amount)
		},
		Schema: []string{MoneySchema},
		Rules:  amountRules,
		Cases: func(_ *Shape, add addCase) {
			add("%s of no currency", `currency.Amount{Units: 1, Code: "EURO"}`, false)
			add("%s of yen", `currency.Amount{Units: -5, Code: "JPY"}`, true)
		},
		NotSet: always("currency.Amount{}"),
		Sample: amountSample,
	}
	return &k
}

// amountOf parts a canonical text, 12.5 EUR.
func amountOf(text string) (units, code string) {
	amount, code, _ := strings.Cut(text, " ")
	return moneyLiteral(&Shape{Currency: code}, amount), code
}

func amountLiteral(_ *Shape, text string) string {
	units, code := amountOf(text)
	return fmt.Sprintf("currency.Amount{Units: %s, Code: %q}", units, code)
}

func amountUnits(text string) string {
	units, _ := amountOf(text)
	return units
}

func amountCode(text string) string {
	_, code := amountOf(text)
	return "'" + code + "'"
}

func amountPart(name string) func(s *Shape, value string) string {
	return func(s *Shape, value string) string {
		if s.Pointer() {
			return "currency." + name + "Of(" + value + ")"
		}
		return value + "." + name
	}
}

func amountFromRow(s *Shape, columns []string) string {
	if s.Pointer() {
		return "currency.Optional(" + strings.Join(columns, ", ") + ")"
	}
	return fmt.Sprintf("currency.Amount{Units: %s, Code: %s}", columns[0], columns[1])
}

// amountRules tell a required amount that is missing from one without a currency.
func amountRules(s *Shape, x string) []Rule {
	x = selectable(x)
	none := s.setRule(x + `.Code == ""`)
	cond := "!" + x + ".Valid()"
	if len(none) > 0 {
		cond = x + `.Code != "" && ` + cond
	}
	return append(none, rule(cond, "must have the code of a currency"))
}

// amountCheck holds for both columns of the amount, or for none.
func amountCheck(s *Shape, column string) string {
	code := s.Name + "_currency ~ '^[A-Z]{3}$'"
	if s.Optional {
		return fmt.Sprintf("(%s IS NULL) = (%s_currency IS NULL) AND %s", column, s.Name, code)
	}
	return code
}

// amountSample is 1.01 EUR, 2 JPY, 3.003 KWD: a lost part of an amount shows.
func amountSample(_ *Shape, i int) string {
	sample := []string{"%d.0%[1]d EUR", "%d JPY", "%d.00%[1]d KWD"}[i%3]
	return fmt.Sprintf(sample, i+1)
}
