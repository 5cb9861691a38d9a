package kind

import (
	"math/big"
	"strings"
)

// integerKind returns the parts that all kinds of whole numbers share. least and most are the limits of the Go type.
func integerKind(least, most *big.Int) Kind {
	fits := func(x *big.Rat) bool { return !x.IsInt() || x.Num().Cmp(least) >= 0 && x.Num().Cmp(most) <= 0 }
	return Kind{
		Zero: "0", Literal: bare, Untyped: true,
		SQLZero: "0", SQLLiteral: bare, Check: (*Shape).boundCheck,
		Presence: true,
		Rules:    betweenRules,
		Cases: func(s *Shape, add addCase) {
			numberCases(s, add, numberTests{step: big.NewRat(1, 1), text: integerText, fits: fits})
		},
		Sample: func(s *Shape, i int) string {
			least, most := s.bounds()
			return integerText(sampleNumber(i, 0, least, most))
		},
		Compare: compareNumbers, InSeries: numberInSeries, Line: integerLine(least, most),
	}
}

func integerText(x *big.Rat) string { return x.Num().String() }

// betweenRules compare a number with the bounds.
func betweenRules(s *Shape, x string) []Rule {
	rules := s.boundRules(x+" < %s", x+" > %s")
	if len(rules) == 2 {
		return []Rule{rule(rules[0].Cond+" || "+rules[1].Cond, "must be between "+s.Shown(*s.Min)+" and "+s.Shown(*s.Max))}
	}
	return rules
}

// bounds are the least and the greatest number as rationals; nil if there is none.
func (s *Shape) bounds() (least, most *big.Rat) {
	if s.Min != nil {
		least, _ = new(big.Rat).SetString(*s.Min)
	}
	if s.Max != nil {
		most, _ = new(big.Rat).SetString(*s.Max)
	}
	return least, most
}

func compareNumbers(a, b string) int {
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	if okX && okY {
		return x.Cmp(y)
	}
	return strings.Compare(a, b)
}

func numberInSeries(s *Shape, texts []string) string {
	if first, ok := Consecutive(texts); ok {
		return s.Kind.GoType + "(" + Plus(first) + ")"
	}
	return PickOf("pick["+s.Kind.GoType+"]", texts)
}

// numberTests says how the generated tests try the bounds of a kind of numbers.
type numberTests struct {
	step *big.Rat              // between a bound and the nearest number outside
	text func(*big.Rat) string // canonical
	fits func(*big.Rat) bool   // reports whether the Go type holds a number
}

func numberCases(s *Shape, add addCase, t numberTests) {
	number := func(x *big.Rat, valid bool) { add("%s "+t.text(x), s.GoElement(t.text(x)), valid) }
	least, most := s.bounds()
	if least != nil {
		number(least, true)
		if below := new(big.Rat).Sub(least, t.step); t.fits(below) {
			number(below, false)
		}
	}
	if most != nil {
		number(most, true)
		if above := new(big.Rat).Add(most, t.step); t.fits(above) {
			number(above, false)
		}
	}
}

// sampleNumber is the i-th sample between bounds, which may be nil. It counts from 1; if there is no room for that, in tenths and so
// on as digits after the point allow, or from the least number, or up to the greatest. It prefers numbers other than 0, which is
// what a lost number looks like.
func sampleNumber(i, digits int, least, most *big.Rat) *big.Rat {
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
	return value
}

// greater is the greater number; nil is less than any.
func greater(a, b *big.Rat) *big.Rat {
	if b == nil || a.Cmp(b) > 0 {
		return a
	}
	return b
}
