package kind

import (
	"math/big"

	"github.com/svcgen/svcgen/generator/spec"
)

// bounds are the least and the greatest number as rationals; nil where there is none.
func (f *Shape) bounds() (least, most *big.Rat) {
	if f.Min != nil {
		least, _ = new(big.Rat).SetString(*f.Min)
	}
	if f.Max != nil {
		most, _ = new(big.Rat).SetString(*f.Max)
	}
	return least, most
}

// sampleNumber counts from 1, or in tenths and so on where there is no room for that, or from the least number, or up to the
// greatest. It prefers numbers other than 0, which is what a lost number looks like.
func (f *Shape) sampleNumber(i int) string {
	least, most := f.bounds()
	digits := 0 // after the point
	switch f.Kind.Type {
	case spec.Decimal:
		digits = f.Scale
		limit := new(big.Rat).SetFrac(new(big.Int).Sub(pow10(f.Precision), big.NewInt(1)), pow10(f.Scale))
		if most == nil || most.Cmp(limit) > 0 {
			most = limit
		}
		if limit = new(big.Rat).Neg(limit); least == nil || least.Cmp(limit) < 0 {
			least = limit
		}
	case spec.Float64:
		digits = 6
	}
	sum := func(start, step *big.Rat, n int) *big.Rat {
		return new(big.Rat).Add(start, new(big.Rat).Mul(step, big.NewRat(int64(n), 1)))
	}
	step := big.NewRat(1, 1)
	start := greater(step, least)
	for ; digits > 0 && most != nil && sum(start, step, Samples).Cmp(most) > 0; digits-- {
		step = new(big.Rat).Mul(step, big.NewRat(1, 10))
		start = greater(step, least)
	}
	if most != nil && start.Cmp(most) > 0 {
		start = greater(sum(most, step, -Samples), least)
	}
	value := sum(start, step, i)
	if most != nil && value.Cmp(most) > 0 && least != nil && least.Cmp(start) < 0 {
		value = new(big.Rat).Add(least, sum(new(big.Rat).Sub(value, most), step, -1)) // from the least on
	}
	if most != nil && value.Cmp(most) > 0 {
		value = most
	}
	return f.ratText(value)
}

// greater is the greater number; nil is less than any.
func greater(a, b *big.Rat) *big.Rat {
	if b == nil || a.Cmp(b) > 0 {
		return a
	}
	return b
}
