package kind

import (
	"math"
	"math/big"
	"time"

	"github.com/svcgen/svcgen/generator/spec"
)

// Line says how values of a kind compare with those of another field: each has a place on a line of numbers.
type Line struct {
	At     func(text string) *big.Rat                         // the place of a canonical text
	Text   func(s *Shape, at *big.Rat) string                 // the canonical text at a place
	Step   func(s *Shape) *big.Rat                            // from a place to the next one
	Limits func(s *Shape) (least, most *big.Rat)              // of the type; nil if there is none
	Gap    *big.Rat                                           // between samples of two fields, in a step that reads well
	Breaks func(x string, rel spec.Relation, y string) string // Go condition that holds if values of one Go type break the relation
	Words  map[spec.Relation]string                           // what the left side must be: "must be after"
}

// number reads the canonical text of a number.
func number(text string) *big.Rat {
	x, ok := new(big.Rat).SetString(text)
	if !ok {
		return new(big.Rat)
	}
	return x
}

func integerLine(least, most *big.Int) *Line {
	return &Line{
		At: number, Text: func(_ *Shape, at *big.Rat) string { return integerText(at) },
		Step:   func(*Shape) *big.Rat { return big.NewRat(1, 1) },
		Limits: func(*Shape) (*big.Rat, *big.Rat) { return new(big.Rat).SetInt(least), new(big.Rat).SetInt(most) },
		Gap:    big.NewRat(1, 1), Breaks: operatorBreaks, Words: sizeWords(),
	}
}

// floatLine has steps of a millionth: what separates two floats differs from place to place.
func floatLine() *Line {
	return &Line{
		At: number, Text: func(_ *Shape, at *big.Rat) string { return floatText(at) },
		Step:   func(*Shape) *big.Rat { return big.NewRat(1, 1_000_000) },
		Limits: func(*Shape) (*big.Rat, *big.Rat) { return nil, nil },
		Gap:    big.NewRat(1, 1), Breaks: operatorBreaks, Words: sizeWords(),
	}
}

func decimalLine() *Line {
	return &Line{
		At: number, Text: decimalText,
		Step:   func(s *Shape) *big.Rat { return new(big.Rat).SetFrac(big.NewInt(1), pow10(s.Scale)) },
		Limits: decimalLimits,
		Gap:    big.NewRat(1, 1), Words: sizeWords(),
		Breaks: methodBreaks(map[spec.Relation]string{
			spec.Less: ".GreaterThanOrEqual", spec.LessEqual: ".GreaterThan", spec.Greater: ".LessThanOrEqual", spec.GreaterEqual: ".LessThan",
			spec.Equal: "!.Equal", spec.NotEqual: ".Equal",
		}),
	}
}

// moneyLine is that of one currency: spec refuses checks between two.
func moneyLine() *Line {
	return &Line{
		At: number, Text: moneyOf, Step: (*Shape).smallestUnit,
		Limits: func(s *Shape) (*big.Rat, *big.Rat) {
			unit := s.smallestUnit()
			return new(big.Rat).Mul(big.NewRat(math.MinInt64, 1), unit), new(big.Rat).Mul(big.NewRat(math.MaxInt64, 1), unit)
		},
		Gap: big.NewRat(1, 1), Breaks: operatorBreaks, Words: sizeWords(),
	}
}

// durationLine counts microseconds.
func durationLine() *Line {
	const most = math.MaxInt64 / int64(time.Microsecond)
	return &Line{
		At: func(text string) *big.Rat { return big.NewRat(parseDuration(text).Microseconds(), 1) },
		Text: func(_ *Shape, at *big.Rat) string {
			return (time.Duration(at.Num().Int64()) * time.Microsecond).String()
		},
		Step:   func(*Shape) *big.Rat { return big.NewRat(1, 1) },
		Limits: func(*Shape) (*big.Rat, *big.Rat) { return big.NewRat(-most, 1), big.NewRat(most, 1) },
		Gap:    big.NewRat(time.Second.Microseconds(), 1), Breaks: operatorBreaks, Words: sizeWords(),
	}
}

// line counts steps since 1970.
func (m moment) line(breaks func(x string, rel spec.Relation, y string) string) *Line {
	place := func(at time.Time) *big.Rat {
		return big.NewRat(at.UnixMicro()/m.step.Microseconds(), 1) // whole: a date is at midnight
	}
	return &Line{
		At: func(text string) *big.Rat {
			at, _ := m.bound(&text)
			return place(at)
		},
		Text: func(_ *Shape, at *big.Rat) string {
			return time.UnixMicro(at.Num().Int64() * m.step.Microseconds()).UTC().Format(m.layout)
		},
		Step: func(*Shape) *big.Rat { return big.NewRat(1, 1) },
		Limits: func(*Shape) (*big.Rat, *big.Rat) {
			return place(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)), place(time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC))
		},
		Gap: big.NewRat(int64(24*time.Hour/m.step), 1), Breaks: breaks,
		Words: map[spec.Relation]string{
			spec.Less: "must be before", spec.LessEqual: "must not be after", spec.Greater: "must be after", spec.GreaterEqual: "must not be before",
			spec.Equal: "must be the same as", spec.NotEqual: "must differ from",
		},
	}
}

func sizeWords() map[spec.Relation]string {
	return map[spec.Relation]string{
		spec.Less: "must be less than", spec.LessEqual: "must be at most", spec.Greater: "must be greater than", spec.GreaterEqual: "must be at least",
		spec.Equal: "must be equal to", spec.NotEqual: "must differ from",
	}
}

// operatorBreaks compares with the operators of Go.
func operatorBreaks(x string, rel spec.Relation, y string) string {
	opposite := map[spec.Relation]string{
		spec.Less: ">=", spec.LessEqual: ">", spec.Greater: "<=", spec.GreaterEqual: "<", spec.Equal: "!=", spec.NotEqual: "==",
	}
	return x + " " + opposite[rel] + " " + y
}

// methodBreaks compares with methods, each of which may have a ! before its name.
func methodBreaks(methods map[spec.Relation]string) func(x string, rel spec.Relation, y string) string {
	return func(x string, rel spec.Relation, y string) string {
		method := methods[rel]
		if method[0] == '!' {
			return "!" + selectable(x) + method[1:] + "(" + y + ")"
		}
		return selectable(x) + method + "(" + y + ")"
	}
}

func timeBreaks() func(x string, rel spec.Relation, y string) string {
	return methodBreaks(map[spec.Relation]string{
		spec.Less: "!.Before", spec.LessEqual: ".After", spec.Greater: "!.After", spec.GreaterEqual: ".Before", spec.Equal: "!.Equal", spec.NotEqual: ".Equal",
	})
}

// dateBreaks compares days, which == compares.
func dateBreaks(x string, rel spec.Relation, y string) string {
	if rel == spec.Equal || rel == spec.NotEqual {
		return operatorBreaks(x, rel, y)
	}
	return timeBreaks()(x, rel, y)
}

// Keeps reports whether two places keep a relation.
func Keeps(a *big.Rat, rel spec.Relation, b *big.Rat) bool {
	sign := a.Cmp(b)
	switch rel {
	case spec.Less:
		return sign < 0
	case spec.LessEqual:
		return sign <= 0
	case spec.Greater:
		return sign > 0
	case spec.GreaterEqual:
		return sign >= 0
	case spec.Equal:
		return sign == 0
	}
	return sign != 0
}

// Breaks is a Go condition that holds if the fields a and b, in the expressions x and y, break a relation. A field that is not set
// breaks none.
func Breaks(a *Shape, x string, rel spec.Relation, b *Shape, y string) string {
	var set string
	value := func(s *Shape, value string) string {
		if s.Pointer() {
			set += value + " != nil && "
			value = "*" + value
		}
		if s.Kind.Type == spec.Int32 && a.Kind.Type != b.Kind.Type {
			value = "int64(" + value + ")"
		}
		return value
	}
	x, y = value(a, x), value(b, y)
	return set + a.Kind.Line.Breaks(x, rel, y)
}

// MustBe says what the field must be to keep a relation with the value of another one: must be after.
func (s *Shape) MustBe(rel spec.Relation) string { return s.Kind.Line.Words[rel] }
