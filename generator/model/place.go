package model

import (
	"math/big"
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/spec"
)

// Generated tests create resources, and change one field after the other. So samples of fields that checks compare are placed apart:
// every sample of the greater field is greater than every sample of the smaller one.

// span is a part of the line of numbers; nil for no limit.
type span struct{ least, most *big.Rat }

// order says that values of one group are below those of another.
type order struct {
	below, above *group
	strict       bool
}

// group is a field, or several that must be equal.
type group struct {
	fields []*Field
	span   span
	step   *big.Rat
	given  []*big.Rat // values that some entities have whatever the samples are
	used   span       // by the values that are placed
}

// layout is the groups of the fields that checks compare, the smaller ones before the greater ones.
type layout struct {
	groups []*group
	orders []order
}

// newLayout arranges the fields that checks compare. fixed gives some fields a value; the value nil leaves a field out, because it is
// not set. reversed puts the right one of two fields that must differ below the left one. It returns nil if no values keep all of the
// checks.
func newLayout(checks []*Check, fixed map[*Field]*string, given func(*Field) []string, reversed bool) *layout {
	l := &layout{}
	of := map[*Field]*group{}
	compared := slices.DeleteFunc(slices.Clone(checks), func(c *Check) bool {
		return !c.Rel.Compares() || slices.ContainsFunc(c.Fields, func(f *Field) bool { text, ok := fixed[f]; return ok && text == nil })
	})
	for _, c := range compared {
		for _, f := range c.Fields {
			if of[f] == nil {
				of[f] = newGroup(f, fixed[f], given(f))
				l.groups = append(l.groups, of[f])
			}
		}
	}
	for _, c := range compared {
		if a, b := of[c.Fields[0]], of[c.Fields[1]]; c.Rel == spec.Equal && a != b {
			a.join(b)
			l.groups = slices.DeleteFunc(l.groups, func(g *group) bool { return g == b })
			for _, f := range b.fields {
				of[f] = a
			}
		}
	}
	for _, c := range compared {
		a, b := of[c.Fields[0]], of[c.Fields[1]]
		rel := c.Rel
		if rel == spec.NotEqual && reversed {
			rel = spec.Greater
		}
		switch rel {
		case spec.Less, spec.NotEqual:
			l.orders = append(l.orders, order{a, b, true})
		case spec.LessEqual:
			l.orders = append(l.orders, order{a, b, false})
		case spec.Greater:
			l.orders = append(l.orders, order{b, a, true})
		case spec.GreaterEqual:
			l.orders = append(l.orders, order{b, a, false})
		}
	}
	if !l.sort() || !l.narrow() {
		return nil
	}
	return l
}

func newGroup(f *Field, fixed *string, given []string) *group {
	line := f.Kind.Line
	least, most := line.Limits(&f.Shape)
	g := &group{fields: []*Field{f}, span: span{least, most}, step: line.Step(&f.Shape)}
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

// sort puts the groups in order. It returns false if they form a circle.
func (l *layout) sort() bool {
	var sorted []*group
	for len(l.groups) > 0 {
		at := slices.IndexFunc(l.groups, func(g *group) bool {
			return !slices.ContainsFunc(l.orders, func(o order) bool { return o.above == g && !slices.Contains(sorted, o.below) })
		})
		if at < 0 {
			return false
		}
		sorted = append(sorted, l.groups[at])
		l.groups = slices.Delete(l.groups, at, at+1)
	}
	l.groups = sorted
	return true
}

// narrow takes from the span of each group what leaves no room for those above and below it. It returns false if nothing is left.
func (l *layout) narrow() bool {
	for _, g := range slices.Backward(l.groups) {
		for _, o := range l.orders {
			if o.below != g {
				continue
			}
			for _, at := range append(slices.Clone(o.above.given), o.above.span.most) {
				if at != nil {
					g.span.lower(o.away(at, -1))
				}
			}
		}
		if g.span.most != nil {
			g.span.most = grid(g.span.most, g.step, false)
		}
	}
	for _, g := range l.groups {
		for _, o := range l.orders {
			if o.above != g {
				continue
			}
			for _, at := range append(slices.Clone(o.below.given), o.below.span.least) {
				if at != nil {
					g.span.raise(o.away(at, 1))
				}
			}
		}
		if g.span.least != nil {
			g.span.least = grid(g.span.least, g.step, true)
		}
		if g.span.empty() {
			return false
		}
	}
	return true
}

// away is the nearest place above (sign 1) or below (sign -1) a place that keeps the order.
func (o order) away(at *big.Rat, sign int64) *big.Rat {
	if !o.strict {
		return at
	}
	step := o.above.step
	if sign < 0 {
		step = o.below.step
	}
	return new(big.Rat).Add(at, new(big.Rat).Mul(step, big.NewRat(sign, 1)))
}

// grid is the next multiple of step at or above a place, or at or below it.
func grid(at, step *big.Rat, up bool) *big.Rat {
	steps := new(big.Rat).Quo(at, step)
	whole := new(big.Int).Div(steps.Num(), steps.Denom()) // rounds down: the denominator is positive
	if up && !steps.IsInt() {
		whole.Add(whole, big.NewInt(1))
	}
	return new(big.Rat).Mul(new(big.Rat).SetInt(whole), step)
}

// floor is the least place that a group can have above the values that are placed, by gap if there is room for that.
func (l *layout) floor(g *group, gap *big.Rat) *big.Rat {
	near, far := g.span, g.span
	for _, o := range l.orders {
		if o.above == g && o.below.used.most != nil {
			near.raise(o.away(o.below.used.most, 1))
			far.raise(o.away(o.below.used.most, 1))
			far.raise(new(big.Rat).Add(o.below.used.most, gap))
		}
	}
	if near.least == nil {
		return nil
	}
	if at := grid(far.least, g.step, true); g.span.holds(at) {
		return at
	}
	return grid(near.least, g.step, true)
}

// confine places the samples of all fields. It returns false if some of them break a check nevertheless, as floats do that are too large
// for a step.
func (l *layout) confine() bool {
	for _, g := range l.groups {
		first := g.fields[0]
		low, high := l.floor(g, first.Kind.Line.Gap), g.span.most
		if first.textWithin(low) == nil && high != nil {
			low = g.below(low, high)
		}
		if len(g.fields) > 1 {
			low = g.sample(span{low, high})
			high = low
		}
		for _, f := range g.fields {
			f.Confine(f.textWithin(low), f.textWithin(high))
			for i := range kind.Samples {
				g.use(f.Kind.Line.At(f.Sample(i)))
			}
		}
		for _, at := range g.given {
			g.use(at)
		}
	}
	return !slices.ContainsFunc(l.orders, func(o order) bool {
		sign := o.below.used.most.Cmp(o.above.used.least)
		return sign > 0 || o.strict && sign == 0
	})
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

// textAt is the canonical text of a place; nil for none.
func (f *Field) textAt(at *big.Rat) *string {
	if at == nil {
		return nil
	}
	return new(f.Kind.Line.Text(&f.Shape, at))
}

// textWithin is the canonical text of a place that is no limit of the type.
func (f *Field) textWithin(at *big.Rat) *string {
	least, most := f.Kind.Line.Limits(&f.Shape)
	if at == nil || least != nil && at.Cmp(least) == 0 || most != nil && at.Cmp(most) == 0 {
		return nil
	}
	return f.textAt(at)
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

// values returns one value for each field, its first sample if that keeps the checks.
func (l *layout) values() map[*Field]*string {
	values := map[*Field]*string{}
	for _, g := range l.groups {
		at := g.sample(span{l.floor(g, new(big.Rat)), g.span.most})
		g.use(at)
		for _, f := range g.fields {
			values[f] = f.textAt(at)
		}
	}
	return values
}
