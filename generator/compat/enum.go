package compat

import (
	"cmp"
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// enum compares the values of an enum with those of the last run, by the names that clients see: PRODUCT_STATUS_ACTIVE.
func (c *comparison) enum(e *kind.Enum, pos spec.Pos) {
	old := c.old.Enum(cmp.Or(c.enums[e.Name], e.Name))
	if old == nil || !c.inUse(old.Name) {
		return
	}
	prefix := naming.UpperSnake(cmp.Or(old.PBName, naming.MessageName(old.Name)))
	if prefix != e.ProtoPrefix {
		c.add(pos, c.keepsField(e), "keep the name", "the values of %s begin with %s_ now, was %s_", e.Name, e.ProtoPrefix, prefix)
		return
	}
	for _, v := range old.Values {
		at := slices.IndexFunc(e.Values, func(now kind.EnumValue) bool { return now.Number == v.Number })
		was := e.ProtoName(v.Name)
		switch {
		case at < 0:
			if c.sent(old.Name) {
				c.add(c.valueAt(e, v.Name, pos), false, "keep it until no client sends it", "%s is gone, and clients may send it", was)
			}
		case e.Values[at].Name != v.Name:
			c.add(c.valueAt(e, v.Name, pos), true, "keep the name of the value", "%s is called %s now", was, e.Values[at].ProtoName)
		}
	}
	for _, v := range e.Values {
		if old.Value(v.Name) == nil && slices.ContainsFunc(old.Removed, func(t ledger.Reserved) bool { return t.Name == v.Name }) {
			c.add(pos, true, "choose another name", "%s reuses the name of a removed value", v.ProtoName)
		}
	}
}

// keepsField reports whether a message of the last run still has a field of the enum with the same number.
func (c *comparison) keepsField(e *kind.Enum) bool {
	return slices.ContainsFunc(c.service.Stored(), func(r *model.Resource) bool {
		return r.Before != nil && r.Before.Name == r.Name && slices.ContainsFunc(r.Fields, func(f *model.Field) bool {
			return f.Enum == e && f.Before != nil && f.Before.Number == f.Number
		})
	})
}

// inUse reports whether a field had the enum. If none had, no client knows it.
func (c *comparison) inUse(enum string) bool {
	return c.inMessages(enum, requestOf) || c.inMessages(enum, answerOf) ||
		c.anyField(func(r *ledger.Resource, f *ledger.Field) bool { return f.Enum == enum })
}

// sent reports whether clients could send values of the enum, or filter by them.
func (c *comparison) sent(enum string) bool {
	return c.inMessages(enum, requestOf) || c.anyField(func(r *ledger.Resource, f *ledger.Field) bool {
		return f.Enum == enum && (r.Writable() && !slices.Contains(f.API, "output_only") || f.Queryable() && r.Offered(spec.List))
	})
}

// inMessages reports whether a message of an action had a field of the enum.
func (c *comparison) inMessages(enum string, of func(ledger.Action) ledger.Message) bool {
	return slices.ContainsFunc(c.old.Resources, func(r *ledger.Resource) bool {
		return slices.ContainsFunc(r.Actions, func(a ledger.Action) bool {
			return slices.ContainsFunc(of(a).Fields, func(f *ledger.Field) bool { return f.Enum == enum })
		})
	})
}

func requestOf(a ledger.Action) ledger.Message { return a.Request }

func answerOf(a ledger.Action) ledger.Message { return a.Returns }

func (c *comparison) anyField(is func(*ledger.Resource, *ledger.Field) bool) bool {
	return slices.ContainsFunc(c.old.Resources, func(r *ledger.Resource) bool {
		return slices.ContainsFunc(r.Fields, func(f *ledger.Field) bool { return is(r, f) })
	})
}

// valueAt returns the position of an enum value in a removed list, otherwise if no list has it.
func (c *comparison) valueAt(e *kind.Enum, value string, otherwise spec.Pos) spec.Pos {
	pos := otherwise
	if at := removedAt(c.spec.Removed, e.Name+"."+value, spec.Pos{}); at != (spec.Pos{}) {
		return at
	}
	for _, sr := range c.spec.Stored() {
		for _, sf := range sr.Fields {
			if sf.Enum == e.Name && sf.Values != nil {
				pos = removedAt(sr.Removed, sf.Name+"."+value, pos)
			}
		}
	}
	return pos
}
