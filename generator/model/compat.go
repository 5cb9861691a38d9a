package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Breaking is a change of the spec that clients which are deployed would notice as an error. docs/decisions.md has the table of
// what counts as one.
type Breaking struct {
	Pos  spec.Pos // of what has changed; of what is around it, where it is gone
	What string   // field "total" of order is called "amount" now
	Hint string   // how to get there without breaking anybody
	Buf  bool     // buf breaking (WIRE_JSON) refuses it too: names and numbers of protobuf, but not routes and rules
}

// BreakingError tells that a person has to decide whether clients that are deployed may break.
type BreakingError struct{ Changes []Breaking }

func (e *BreakingError) Error() string {
	lines := make([]string, len(e.Changes))
	for i, c := range e.Changes {
		lines[i] = fmt.Sprintf("%s:%d: %s: this breaks clients", c.Pos.File, c.Pos.Line, c.What)
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
	old     *ServiceEntry
	enums   map[string]string // by their names, as they were called before
	found   []Breaking
}

// compat finds the changes of a service that break its clients.
func (b *builder) compat(s *Service, ss *spec.Service, old *ServiceEntry) {
	if old == nil {
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
	c.found = append(c.found, Breaking{Pos: pos, What: fmt.Sprintf(format, args...), Hint: hint, Buf: buf})
}

// name compares the names that every call of gRPC bears. An old ledger does not know them.
func (c *compat) name() {
	is := c.service.ProtoPackage + "." + c.service.PBName
	switch was := c.old.API; {
	case was == "" || was == is:
	case c.old.Name != c.service.Name:
		c.add(c.spec.Pos, false, "keep the name, or add the service anew and remove the old one when nobody calls it",
			"service %q is called %q now: to gRPC it was %s and is %s", c.old.Name, c.service.Name, was, is)
	default:
		c.add(c.spec.Pos, false, "the name follows from module in svcgen.yaml: keep its last element",
			"service %q is called %s in gRPC now, and before: %s", c.service.Name, is, was)
	}
}

// gone names resources that are no longer there.
func (c *compat) gone() {
	stays := map[*ResourceEntry]bool{}
	for _, r := range c.service.Resources {
		stays[r.before] = true
	}
	for _, r := range c.old.Resources {
		if !r.Gone && !stays[r] {
			c.add(removedAt(c.spec.Removed, r.Name, c.spec.Pos), false, "keep it until no client calls it",
				"resource %q is gone, with its methods and %s", r.Name, r.routes())
		}
	}
}

func (r *ResourceEntry) routes() string {
	if r.Path == "" {
		return "routes"
	}
	return r.Path
}

// serviceGone names a service that is no longer there.
func (b *builder) serviceGone(old *ServiceEntry, pos spec.Pos) {
	b.breaking = append(b.breaking, Breaking{
		Pos: pos, What: fmt.Sprintf("service %q is gone, with all its methods and routes", old.Name),
		Hint: "keep it until no client calls it",
	})
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
