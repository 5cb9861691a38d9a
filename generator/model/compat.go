package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

// Breaking is a change of the spec that clients which are deployed would notice as an error. docs/decisions.md has the table of
// what counts as one.
type Breaking struct {
	Pos  spec.Pos // of what has changed; of what is around it, where it is gone
	What string   // order.total is int64 now, was int32
	Hint string   // how to get there without breaking anybody
	Buf  bool     // buf breaking (WIRE_JSON) refuses it too: names and numbers of protobuf, but not routes and rules
}

// BreakingError tells that a person has to decide whether clients that are deployed may break.
type BreakingError struct{ Changes []Breaking }

func (e *BreakingError) Error() string {
	lines := make([]string, len(e.Changes))
	for i, c := range e.Changes {
		lines[i] = fmt.Sprintf("%s: %s, which breaks clients", c.Pos, c.What)
	}
	return strings.Join(lines, "\n")
}

// Breaking are the changes since the last run that clients would notice as errors, in the order in which a reader meets them.
// A workspace or a service that was never generated has no clients.
func (m *Model) Breaking() []Breaking { return slices.Clone(m.breaking) }

// compat compares what the ledger remembers of a service with what it is to be.
type compat struct {
	service *Service
	spec    *spec.Service
	old     *ledger.Service
	enums   map[string]string // by their names, as they were called before
	moved   bool              // to another package of protobuf: all is new to buf
	found   []Breaking
}

// compat finds the changes of a service that break its clients.
func (b *builder) compat(s *Service, ss *spec.Service, old *ledger.Service) {
	if !old.Live() { // or it broke its clients when it went
		return
	}
	c := &compat{service: s, spec: ss, old: old, enums: b.enumNames}
	c.name()
	for _, r := range s.Resources {
		if r.before != nil {
			c.resource(r, specResource(ss, r.Name))
		}
	}
	c.gone()
	for _, e := range s.Enums {
		c.enum(e, specEnum(ss, e.Name).Pos)
	}
	b.breaking = append(b.breaking, c.found...)
}

func (c *compat) add(pos spec.Pos, buf bool, hint, format string, args ...any) {
	c.found = append(c.found, Breaking{Pos: pos, What: fmt.Sprintf(format, args...), Hint: hint, Buf: buf && !c.moved})
}

// name compares the names that every call of gRPC bears. An old ledger does not know them.
func (c *compat) name() {
	is := c.service.ProtoPackage + "." + c.service.PBName
	was := c.old.API
	c.moved = was != "" && was != is || c.old.Name != c.service.Name
	switch {
	case !c.moved:
	case c.old.Name != c.service.Name:
		c.add(c.spec.Pos, false, "add "+c.service.Name+" as a new service, and remove "+c.old.Name+" when nobody calls it",
			"service %s is called %s now: packages, methods", c.old.Name, c.service.Name)
	default:
		c.add(c.spec.Pos, false, "keep the last element of module in svcgen.yaml", "gRPC has it as %s now, was %s", is, was)
	}
}

// gone names resources that are no longer there.
func (c *compat) gone() {
	stays := map[*ledger.Resource]bool{}
	for _, r := range c.service.Resources {
		stays[r.before] = true
	}
	for _, r := range c.old.Resources {
		if !r.Gone && !stays[r] {
			c.add(removedAt(c.spec.Removed, r.Name, c.spec.Pos), false, hintUncalled, "resource %s is gone: methods, routes", r.Name)
		}
	}
}

// servicesGone names services that are no longer there.
func (b *builder) servicesGone() {
	stays := map[*ledger.Service]bool{}
	for _, ss := range b.spec.Services {
		before := lineage.Service(b.old, b.spec, ss)
		stays[before] = true
	}
	for _, s := range b.old.Services {
		if s.Live() && !stays[s] {
			b.breaking = append(b.breaking, Breaking{
				Pos:  removedAt(b.spec.Removed, s.Name, b.spec.Pos),
				What: "service " + s.Name + " is gone: methods, routes", Hint: hintUncalled,
			})
		}
	}
}

// removedAt is where the spec says that something was removed.
func removedAt(all []spec.Removal, name string, otherwise spec.Pos) spec.Pos {
	for _, r := range all {
		if r.Name == name {
			return r.Pos
		}
	}
	return otherwise
}

func sortBreaking(all []Breaking) []Breaking {
	slices.SortStableFunc(all, func(x, y Breaking) int {
		return cmp.Or(strings.Compare(x.Pos.File, y.Pos.File), cmp.Compare(x.Pos.Line, y.Pos.Line), cmp.Compare(x.Pos.Col, y.Pos.Col))
	})
	return all
}
