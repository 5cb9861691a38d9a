// Package settle finds values for the fields of a resource that keep the checks between them, for samples and for tests of these checks.
package settle

import (
	"math/big"
	"slices"

	"github.com/svcgen/svcgen/generator/model"
)

// Values finds values with which a sample of a resource keeps the checks after some fields have got the values in fixed, canonical texts
// or nil for a field that is not set. It returns the fields whose values have to change along with them. broken are the checks that
// break nevertheless, because svcgen found no such values.
func Values(checks []*model.Check, fixed map[*model.Field]*string) (along map[*model.Field]*string, broken []*model.Check) {
	value := func(f *model.Field) *string {
		if text, ok := fixed[f]; ok {
			return text
		}
		if text, ok := along[f]; ok {
			return text
		}
		return sampled(f)
	}
	breaks := func() []*model.Check {
		return slices.DeleteFunc(slices.Clone(checks), func(c *model.Check) bool { return c.Holds(value) })
	}
	if broken = breaks(); len(broken) == 0 {
		return nil, nil
	}
	along = map[*model.Field]*string{}
	set := map[*model.Field]bool{}
	for f, text := range fixed {
		set[f] = text != nil
	}
	if found := chooseSet(checks, set, setInSamples, []scenario{asItIs}); found != nil {
		for f, is := range found {
			if _, ok := fixed[f]; !ok && is != setInSamples(f) {
				along[f] = nil
				if is {
					along[f] = new(f.Sample(0))
				}
			}
		}
	}
	known := map[*model.Field]*string{}
	for _, c := range checks {
		for _, f := range c.Fields {
			text, ok := fixed[f]
			if v := value(f); ok && f.Compared() {
				known[f] = text
			} else if v == nil {
				known[f] = nil
			}
		}
	}
	for _, reversed := range []bool{false, true} {
		l := newLayout(checks, known, func(*model.Field) []string { return nil }, reversed)
		if l == nil {
			continue
		}
		for f, text := range l.values() {
			if _, ok := fixed[f]; !ok && *text != f.Sample(0) {
				along[f] = text
			}
		}
		break
	}
	if len(breaks()) > 0 {
		return nil, broken
	}
	return along, nil
}

// Boundary returns values of the check's fields that just keep it, or just break it: the best ones first. All of them keep the rules of
// the fields themselves.
func Boundary(c *model.Check, keeps bool) []map[*model.Field]*string {
	var all []map[*model.Field]*string
	add := func(values map[*model.Field]*string) {
		if c.Holds(func(f *model.Field) *string { return values[f] }) == keeps {
			all = append(all, values)
		}
	}
	if !c.Rel.Compares() {
		first, second := c.Fields[0], c.Fields[1]
		for _, set := range [][]*model.Field{nil, {first}, {second}, {first, second}, c.Fields} {
			values := map[*model.Field]*string{}
			for _, f := range c.Fields {
				values[f] = nil
				if slices.Contains(set, f) {
					values[f] = new(f.Sample(0))
				}
			}
			add(values)
		}
		return all
	}
	left, right := newGroup(c.Fields[0], nil, nil), newGroup(c.Fields[1], nil, nil)
	step := left.step
	if step.Cmp(right.step) < 0 {
		step = right.step
	}
	for _, steps := range []int64{0, 1, -1} {
		off := new(big.Rat).Mul(step, big.NewRat(steps, 1))
		for _, f := range c.Fields {
			at := f.Kind.Line.At(f.Sample(0))
			x, y := new(big.Rat).Add(at, off), at
			if f == c.Fields[0] {
				x, y = at, new(big.Rat).Sub(at, off)
			}
			if left.has(x) && right.has(y) {
				add(map[*model.Field]*string{c.Fields[0]: textAt(c.Fields[0], x), c.Fields[1]: textAt(c.Fields[1], y)})
			}
		}
	}
	return all
}

// sampled returns the value of the field in the samples as canonical text, nil if they leave it out.
func sampled(f *model.Field) *string {
	if f.Left[0] {
		return nil
	}
	return new(f.Sample(0))
}
