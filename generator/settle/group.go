package settle

import (
	"math/big"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
)

// group is a field, or several that must be equal.
type group struct {
	fields []*model.Field
	span   span
	step   *big.Rat
	given  []*big.Rat // values that some entities have whatever the samples are
	used   span       // by the values that are placed
}

func newGroup(f *model.Field, fixed *string, given []string) *group {
	line := f.Kind.Line
	least, most := line.Limits(&f.Shape)
	g := &group{fields: []*model.Field{f}, span: span{least, most}, step: line.Step(&f.Shape)}
	if f.Min != nil {
		g.span.raise(line.At(*f.Min))
	}
	if f.Max != nil {
		g.span.lower(line.At(*f.Max))
	}
	if fixed != nil {
		g.span = span{line.At(*fixed), line.At(*fixed)}
	}
	for _, text := range given {
		g.given = append(g.given, line.At(text))
	}
	return g
}

// join makes one group of two whose values must be equal.
func (g *group) join(o *group) {
	g.fields = append(g.fields, o.fields...)
	g.given = append(g.given, o.given...)
	if o.span.least != nil {
		g.span.raise(o.span.least)
	}
	if o.span.most != nil {
		g.span.lower(o.span.most)
	}
	if o.step.Cmp(g.step) > 0 {
		g.step = o.step
	}
	for _, at := range g.given {
		g.span.raise(at)
		g.span.lower(at)
	}
}

// below returns the least place for samples that may be as small as low, which may be nil: it leaves room for all of them below high.
func (g *group) below(low, high *big.Rat) *big.Rat {
	f := g.fields[0]
	all := new(big.Rat).Mul(f.Kind.Line.Gap, big.NewRat(kind.Samples, 1))
	last := new(big.Rat).Add(f.Kind.Line.At(f.Sample(0)), all)
	if last.Cmp(high) <= 0 {
		return low
	}
	room := span{new(big.Rat).Sub(high, all), high}
	if low != nil {
		room.raise(low)
	}
	return grid(room.least, g.step, true)
}

// sample is the place in the room that is nearest to the first sample of the group.
func (g *group) sample(room span) *big.Rat {
	f := g.fields[0]
	at := grid(f.Kind.Line.At(f.Sample(0)), g.step, false)
	switch {
	case room.least != nil && at.Cmp(room.least) < 0:
		return room.least
	case room.most != nil && at.Cmp(room.most) > 0:
		return room.most
	}
	return at
}

// use adds a value to those that are placed.
func (g *group) use(at *big.Rat) {
	if g.used.least == nil || g.used.least.Cmp(at) > 0 {
		g.used.least = at
	}
	if g.used.most == nil || g.used.most.Cmp(at) < 0 {
		g.used.most = at
	}
}

// has reports whether a place is a value of the group.
func (g *group) has(at *big.Rat) bool {
	return g.span.holds(at) && grid(at, g.step, false).Cmp(at) == 0
}

// textAt is the canonical text of a place; nil for none.
func textAt(f *model.Field, at *big.Rat) *string {
	if at == nil {
		return nil
	}
	return new(f.Kind.Line.Text(&f.Shape, at))
}

// textWithin is the canonical text of a place that is no limit of the type.
func textWithin(f *model.Field, at *big.Rat) *string {
	least, most := f.Kind.Line.Limits(&f.Shape)
	if at == nil || least != nil && at.Cmp(least) == 0 || most != nil && at.Cmp(most) == 0 {
		return nil
	}
	return textAt(f, at)
}

// span is a part of the line of numbers; nil for no limit.
type span struct{ least, most *big.Rat }

func (s *span) raise(at *big.Rat) {
	if s.least == nil || s.least.Cmp(at) < 0 {
		s.least = at
	}
}

func (s *span) lower(at *big.Rat) {
	if s.most == nil || s.most.Cmp(at) > 0 {
		s.most = at
	}
}

func (s span) holds(at *big.Rat) bool {
	return (s.least == nil || s.least.Cmp(at) <= 0) && (s.most == nil || s.most.Cmp(at) >= 0)
}

func (s span) empty() bool { return s.least != nil && s.most != nil && s.least.Cmp(s.most) > 0 }

// grid is the next multiple of step at or above a place, or at or below it.
func grid(at, step *big.Rat, up bool) *big.Rat {
	steps := new(big.Rat).Quo(at, step)
	whole := new(big.Int).Div(steps.Num(), steps.Denom()) // rounds down: the denominator is positive
	if up && !steps.IsInt() {
		whole.Add(whole, big.NewInt(1))
	}
	return new(big.Rat).Mul(new(big.Rat).SetInt(whole), step)
}
