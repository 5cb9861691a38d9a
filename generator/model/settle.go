package model

import (
	"math/big"
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/spec"
)

// SetIn reports whether sample i of the resource sets the field, which is no reference. The last sample has nothing optional unless a
// check needs it.
func (f *Field) SetIn(i int) bool {
	if f.InSetCheck() {
		return !f.left[i]
	}
	return !f.Optional || i < kind.Fixtures-1
}

// Unset reports whether the first sample leaves the field out because of a check.
func (f *Field) Unset() bool { return f.left[0] }

// SetAlike reports whether the value of the field in the first sample may become that of the second one, alone, as far as checks say
// which fields are set.
func (f *Field) SetAlike() bool { return !f.InSetCheck() || !f.left[0] && !f.left[1] }

// InSetCheck reports whether a check says something about whether the field is set.
func (f *Field) InSetCheck() bool {
	return slices.ContainsFunc(f.checks(), func(c *Check) bool { return !c.Rel.Compares() })
}

// Compared reports whether a check compares the field with another one.
func (f *Field) Compared() bool {
	return slices.ContainsFunc(f.checks(), func(c *Check) bool { return c.Rel.Compares() })
}

// holds reports whether the check holds for values of its fields as canonical texts, nil for a field that is not set.
func (c *Check) holds(value func(*Field) *string) bool {
	set := 0
	for _, f := range c.Fields {
		if value(f) != nil {
			set++
		}
	}
	switch c.Rel {
	case spec.Requires:
		return value(c.Fields[0]) == nil || value(c.Fields[1]) != nil
	case spec.AnySet:
		return set > 0
	case spec.AllSet:
		return set == 0 || set == len(c.Fields)
	case spec.OnlyOne:
		return set <= 1
	case spec.OneExactly:
		return set == 1
	}
	if set < len(c.Fields) {
		return true
	}
	a, b := c.Fields[0].Kind.Line, c.Fields[1].Kind.Line
	return kind.Keeps(a.At(*value(c.Fields[0])), c.Rel, b.At(*value(c.Fields[1])))
}

// sampled returns the value of the field in the samples as canonical text, nil if they leave it out.
func (f *Field) sampled() *string {
	if f.left[0] {
		return nil
	}
	return new(f.Sample(0))
}

// Settle finds values with which a sample of the resource keeps its checks after some fields have got the values in fixed, canonical
// texts or nil for a field that is not set. It returns the fields whose values have to change along with them. broken are the checks
// that break nevertheless, because svcgen found no such values.
func (r *Resource) Settle(fixed map[*Field]*string) (along map[*Field]*string, broken []*Check) {
	return settle(r.Checks, fixed)
}

// SettleBut is Settle for all checks but one.
func (r *Resource) SettleBut(c *Check, fixed map[*Field]*string) (along map[*Field]*string, broken []*Check) {
	return settle(slices.DeleteFunc(slices.Clone(r.Checks), func(o *Check) bool { return o == c }), fixed)
}

func settle(checks []*Check, fixed map[*Field]*string) (along map[*Field]*string, broken []*Check) {
	value := func(f *Field) *string {
		if text, ok := fixed[f]; ok {
			return text
		}
		if text, ok := along[f]; ok {
			return text
		}
		return f.sampled()
	}
	breaks := func() []*Check {
		return slices.DeleteFunc(slices.Clone(checks), func(c *Check) bool { return c.holds(value) })
	}
	if broken = breaks(); len(broken) == 0 {
		return nil, nil
	}
	along = map[*Field]*string{}
	set := map[*Field]bool{}
	for f, text := range fixed {
		set[f] = text != nil
	}
	if found := chooseSet(checks, set, (*Field).setInSamples, []scenario{asItIs}); found != nil {
		for f, is := range found {
			if _, ok := fixed[f]; !ok && is != f.setInSamples() {
				along[f] = nil
				if is {
					along[f] = new(f.Sample(0))
				}
			}
		}
	}
	known := map[*Field]*string{}
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
		l := newLayout(checks, known, func(*Field) []string { return nil }, reversed)
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
func (c *Check) Boundary(keeps bool) []map[*Field]*string {
	var all []map[*Field]*string
	add := func(values map[*Field]*string) {
		if c.holds(func(f *Field) *string { return values[f] }) == keeps {
			all = append(all, values)
		}
	}
	if !c.Rel.Compares() {
		first, second := c.Fields[0], c.Fields[1]
		for _, set := range [][]*Field{nil, {first}, {second}, {first, second}, c.Fields} {
			values := map[*Field]*string{}
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
				add(map[*Field]*string{c.Fields[0]: c.Fields[0].textAt(x), c.Fields[1]: c.Fields[1].textAt(y)})
			}
		}
	}
	return all
}

// has reports whether a place is a value of the group.
func (g *group) has(at *big.Rat) bool {
	return g.span.holds(at) && grid(at, g.step, false).Cmp(at) == 0
}

func (f *Field) setInSamples() bool { return !f.left[0] }

// scenario says whether an entity of a test has a field, given whether the sample sets it.
type scenario func(f *Field, set bool) bool

func asItIs(_ *Field, set bool) bool { return set }

// asCreated is an entity without what only the server sets.
func asCreated(f *Field, set bool) bool { return set && !f.OutputOnly }

// asUpdated is the first sample that was changed into another one, but for fields that stay as they are.
func asUpdated(stays func(*Field) bool) scenario {
	return func(f *Field, set bool) bool {
		if stays(f) {
			return !f.left[0]
		}
		return set
	}
}

// chooseSet chooses which fields are set, so that the checks that say something about that hold in each scenario. fixed says which are
// or are not, and prefer which are if a check leaves the choice. It returns nil if there is no choice.
func chooseSet(checks []*Check, fixed map[*Field]bool, prefer func(*Field) bool, scenarios []scenario) map[*Field]bool {
	fields, about := setFields(checks)
	chosen := map[*Field]bool{}
	hold := func(f *Field) bool {
		return !slices.ContainsFunc(about, func(c *Check) bool {
			open := slices.ContainsFunc(c.Fields, func(f *Field) bool { _, ok := chosen[f]; return !ok })
			return c.Has(f) && !open && slices.ContainsFunc(scenarios, func(has scenario) bool {
				return !c.holds(func(f *Field) *string {
					if has(f, chosen[f]) {
						return new("")
					}
					return nil
				})
			})
		})
	}
	tries := 100_000 // more than the checks that anybody writes need
	var choose func(i int) bool
	choose = func(i int) bool {
		if i == len(fields) {
			return true
		}
		f := fields[i]
		options := []bool{prefer(f), !prefer(f)}
		if is, ok := fixed[f]; ok {
			options = []bool{is}
		}
		for _, is := range options {
			if tries--; tries < 0 {
				return false
			}
			chosen[f] = is
			if hold(f) && choose(i+1) {
				return true
			}
		}
		delete(chosen, f)
		return false
	}
	if !choose(0) {
		return nil
	}
	return chosen
}

// setFields returns the checks that say which fields are set, and these fields.
func setFields(checks []*Check) (fields []*Field, about []*Check) {
	for _, c := range checks {
		if c.Rel.Compares() {
			continue
		}
		about = append(about, c)
		for _, f := range c.Fields {
			if !slices.Contains(fields, f) {
				fields = append(fields, f)
			}
		}
	}
	return fields, about
}
