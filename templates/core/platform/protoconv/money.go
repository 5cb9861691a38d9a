package protoconv

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"google.golang.org/genproto/googleapis/type/money"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

const nanosPerUnit = 1_000_000_000

// Money converts amounts of one currency. The domain counts its smallest unit: 1250 is 12.50 EUR.
type Money struct {
	currency string // code of ISO 4217
	digits   int    // after the point
	unit     int64  // of the smallest units make one: 100
}

// NewMoney returns a Money for a currency whose amounts have up to 9 digits after the point.
func NewMoney(currency string, digits int) Money {
	unit := int64(1)
	for range digits {
		unit *= 10
	}
	return Money{currency, digits, unit}
}

// Parse reads a field. It returns 0 if the field was not sent.
func (c Money) Parse(v *errs.Violations, field string, m *money.Money) int64 {
	if m == nil {
		return 0
	}
	amount, problem := c.amount(m)
	if problem != "" {
		v.Add(field, problem)
	}
	return amount
}

// ParseRequired reads a field that clients must send.
func (c Money) ParseRequired(v *errs.Violations, field string, m *money.Money) int64 {
	if m == nil {
		v.Add(field, "must be set")
	}
	return c.Parse(v, field, m)
}

// ParseOptional reads an optional field. It returns nil if the field was not sent.
func (c Money) ParseOptional(v *errs.Violations, field string, m *money.Money) *int64 {
	if m == nil {
		return nil
	}
	return new(c.Parse(v, field, m))
}

// amount counts the smallest unit. Otherwise problem says what the message must be.
func (c Money) amount(m *money.Money) (amount int64, problem string) {
	step := nanosPerUnit / c.unit
	units, nanos := m.GetUnits(), int64(m.GetNanos())
	switch {
	case m.GetCurrencyCode() != c.currency:
		return 0, "must have the currency code " + c.currency
	case nanos <= -nanosPerUnit || nanos >= nanosPerUnit:
		return 0, "must have nanos between -999,999,999 and 999,999,999"
	case units > 0 && nanos < 0 || units < 0 && nanos > 0:
		return 0, "must have units and nanos of the same sign"
	case nanos%step != 0:
		return 0, fmt.Sprintf("must be in steps of %s %s", c.Text(1), c.currency)
	}
	rest := nanos / step
	if units > math.MaxInt64/c.unit || units < math.MinInt64/c.unit ||
		rest > 0 && units*c.unit > math.MaxInt64-rest || rest < 0 && units*c.unit < math.MinInt64-rest {
		return 0, fmt.Sprintf("must be between %s and %s %s", c.Text(math.MinInt64), c.Text(math.MaxInt64), c.currency)
	}
	return units*c.unit + rest, ""
}

// ToProto converts an amount of the domain.
func (c Money) ToProto(amount int64) *money.Money {
	nanos := amount % c.unit * (nanosPerUnit / c.unit)
	return &money.Money{CurrencyCode: c.currency, Units: amount / c.unit, Nanos: int32(nanos)} // #nosec G115 -- below 1e9 either way
}

// ToProtoOptional converts an optional amount. It returns nil for nil.
func (c Money) ToProtoOptional(amount *int64) *money.Money {
	if amount == nil {
		return nil
	}
	return c.ToProto(*amount)
}

// Text returns an amount as a decimal number, as aip.Money reads it: "12.50".
func (c Money) Text(amount int64) string {
	text, negative := strings.CutPrefix(strconv.FormatInt(amount, 10), "-")
	if missing := c.digits + 1 - len(text); missing > 0 {
		text = strings.Repeat("0", missing) + text
	}
	if c.digits > 0 {
		point := len(text) - c.digits
		text = text[:point] + "." + text[point:]
	}
	if negative {
		return "-" + text
	}
	return text
}
