// Package compat finds the changes of a spec that deployed clients would notice as errors.
package compat

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Breaking is a change of the spec that deployed clients would notice as an error. docs/decisions.md has the table of what
// counts as one.
type Breaking struct {
	Pos  spec.Pos // of what has changed, or of what is around it if that is gone
	What string   // order.total is int64 now, was int32
	Hint string   // how to get there without breaking anybody
	Buf  bool     // buf breaking (WIRE_JSON) refuses it too: names and numbers of protobuf, but not routes and rules
}

// BreakingError reports changes that break deployed clients: a person has to decide whether they may.
type BreakingError struct{ Changes []Breaking }

func (e *BreakingError) Error() string {
	lines := make([]string, len(e.Changes))
	for i, c := range e.Changes {
		lines[i] = fmt.Sprintf("%s: %s, which breaks clients", c.Pos, c.What)
	}
	return strings.Join(lines, "\n")
}

// comparison compares what the ledger remembers of a service with what it is to be.
type comparison struct {
	service *model.Service
	spec    *spec.Service
	old     *ledger.Service
	enums   map[string]string // by name, as they were called before
	moved   bool              // to another package of protobuf: all is new to buf
	found   []Breaking
}

// Find compares the model with the ledger of the last run. It returns the changes that clients would notice as errors, in the
// order in which a reader of the spec meets them. A workspace or a service that was never generated has no clients.
func Find(m *model.Model, s *spec.Spec, l *ledger.Ledger) []Breaking {
	all := servicesGone(s, l)
	for _, ss := range s.Services {
		old := lineage.Service(l, s, ss)
		at := slices.IndexFunc(m.Services, func(one *model.Service) bool { return one.Name == ss.Name })
		if at < 0 || !old.Live() { // a service that is not live broke its clients when it went
			continue
		}
		all = append(all, find(m.Services[at], ss, old)...)
	}
	slices.SortStableFunc(all, func(x, y Breaking) int {
		return cmp.Or(strings.Compare(x.Pos.File, y.Pos.File), cmp.Compare(x.Pos.Line, y.Pos.Line), cmp.Compare(x.Pos.Col, y.Pos.Col))
	})
	return all
}

// find compares one service with what it was.
func find(s *model.Service, ss *spec.Service, old *ledger.Service) []Breaking {
	c := &comparison{service: s, spec: ss, old: old, enums: lineage.Enums(ss, old)}
	c.name()
	for _, r := range s.Resources {
		if r.Before != nil {
			c.resource(r, ss.Resource(r.Name))
		}
	}
	c.gone()
	for _, e := range s.Enums {
		c.enum(e, ss.Enum(e.Name).Pos)
	}
	return c.found
}

func (c *comparison) add(pos spec.Pos, buf bool, hint, format string, args ...any) {
	c.found = append(c.found, Breaking{Pos: pos, What: fmt.Sprintf(format, args...), Hint: hint, Buf: buf && !c.moved})
}

// name compares the names that are part of every gRPC call. An old ledger does not know them.
func (c *comparison) name() {
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
func (c *comparison) gone() {
	stays := map[*ledger.Resource]bool{}
	for _, r := range c.service.Resources {
		stays[r.Before] = true
	}
	for _, r := range c.old.Resources {
		if !r.Gone && !stays[r] {
			c.add(removedAt(c.spec.Removed, r.Name, c.spec.Pos), false, hintUncalled, "resource %s is gone: methods, routes", r.Name)
		}
	}
}

// servicesGone names services that are no longer there.
func servicesGone(s *spec.Spec, l *ledger.Ledger) []Breaking {
	stays := map[*ledger.Service]bool{}
	for _, ss := range s.Services {
		stays[lineage.Service(l, s, ss)] = true
	}
	var all []Breaking
	for _, old := range l.Services {
		if old.Live() && !stays[old] {
			all = append(all, Breaking{
				Pos:  removedAt(s.Removed, old.Name, s.Pos),
				What: "service " + old.Name + " is gone: methods, routes", Hint: hintUncalled,
			})
		}
	}
	return all
}

// removedAt is the place in the spec that says that something was removed.
func removedAt(all []spec.Removal, name string, otherwise spec.Pos) spec.Pos {
	for _, r := range all {
		if r.Name == name {
			return r.Pos
		}
	}
	return otherwise
}
