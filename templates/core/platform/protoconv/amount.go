package protoconv

import (
	"google.golang.org/genproto/googleapis/type/money"

	"github.com/svcgen/svcgen/templates/core/platform/currency"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// ParseAmount reads a field with an amount of any currency. It returns the zero Amount if the field was not sent.
func ParseAmount(v *errs.Violations, field string, m *money.Money) currency.Amount {
	if m == nil {
		return currency.Amount{}
	}
	code := m.GetCurrencyCode()
	digits, known := currency.Digits(code)
	if !known {
		v.Add(field, "must have the code of a currency in ISO 4217, such as EUR")
		return currency.Amount{}
	}
	return currency.Amount{Units: NewMoney(code, digits).Parse(v, field, m), Code: code}
}

// ParseAmountOptional reads an optional field. It returns nil if the field was not sent.
func ParseAmountOptional(v *errs.Violations, field string, m *money.Money) *currency.Amount {
	if m == nil {
		return nil
	}
	return new(ParseAmount(v, field, m))
}

// FromAmount converts an amount of the domain. It returns nil for the zero Amount.
func FromAmount(a currency.Amount) *money.Money {
	digits, known := currency.Digits(a.Code)
	if !known {
		return nil
	}
	return NewMoney(a.Code, digits).ToProto(a.Units)
}

// FromAmountOptional converts an optional amount. It returns nil for nil.
func FromAmountOptional(a *currency.Amount) *money.Money {
	if a == nil {
		return nil
	}
	return FromAmount(*a)
}
