package settle

import (
	"math/big"
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Generated tests create resources, and change one field after the other. So samples of fields that checks compare are placed apart:
// every sample of the greater field is greater than every sample of the smaller one.

// layout is the groups of the fields that checks compare, the smaller ones before the greater ones.
type layout struct {
	groups []*group
	orders []order
}

// order says that values of one group are below those of another.
type order struct {
	below, above *group
	strict       bool
}

// newLayout arranges the fields that checks compare. fixed gives some fields a value; the value nil leaves a field out, because it is
// not set. reversed puts the right one of two fields that must differ below the left one. It returns nil if no values keep all of the
// checks.
func newLayout(checks []*model.Check, fixed map[*model.Field]*string, given func(*model.Field) []string, reversed bool) *layout {
	l := &layout{}
	of := map[*model.Field]*group{}
	compared := slices.DeleteFunc(slices.Clone(checks), func(c *model.Check) bool {
		return !c.Rel.Compares() || slices.ContainsFunc(c.Fields, func(f *model.Field) bool { text, ok := fixed[f]; return ok && text == nil })
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
		if textWithin(first, low) == nil && high != nil {
			low = g.below(low, high)
		}
		if len(g.fields) > 1 {
			low = g.sample(span{low, high})
			high = low
		}
		for _, f := range g.fields {
			f.Confine(textWithin(f, low), textWithin(f, high))
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

// values returns one value for each field, its first sample if that keeps the checks.
func (l *layout) values() map[*model.Field]*string {
	values := map[*model.Field]*string{}
	for _, g := range l.groups {
		at := g.sample(span{l.floor(g, new(big.Rat)), g.span.most})
		g.use(at)
		for _, f := range g.fields {
			values[f] = textAt(f, at)
		}
	}
	return values
}
