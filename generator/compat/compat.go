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

// Breaking is a change of the spec that deployed clients would notice as an error. docs/decisions/compatibility.md has the table of what
// counts as one.
type Breaking struct {
	Service string   // as it is called now; its last name if it was removed
	Pos     spec.Pos // of what changed, or of the element around it if it was removed
	What    string   // order.total is int64 now, was int32
	Hint    string   // how to avoid it
	Buf     bool     // buf breaking (WIRE_JSON) refuses it too, as it does for names and numbers of protobuf, not for routes and rules
}

// BreakingError reports changes that break deployed clients. The user has to decide whether to make them all the same.
type BreakingError struct{ Changes []Breaking }

func (e *BreakingError) Error() string {
	lines := make([]string, len(e.Changes))
	for i, c := range e.Changes {
		lines[i] = fmt.Sprintf("%s: %s, which breaks clients", c.Pos, c.What)
	}
	return strings.Join(lines, "\n")
}

// comparison compares a service of the model with the same service in the ledger.
type comparison struct {
	service *model.Service
	spec    *spec.Service
	old     *ledger.Service
	enums   map[string]string // old names of renamed enums, by new name
	moved   bool              // the service is in another protobuf package, so that buf compares nothing
	found   []Breaking
}

// Find compares the model with the ledger of the last run. It returns the changes that clients would notice as errors, sorted by
// their positions in the spec. New services and new workspaces have no clients.
func Find(m *model.Model, s *spec.Spec, l *ledger.Ledger) []Breaking {
	all := slices.Concat(servicesGone(s, l), guarded(m, s, l), signIns(m, s, l), jsonEnums(m, s, l))
	for _, ss := range s.Services {
		old := lineage.Service(l, s, ss)
		at := slices.IndexFunc(m.Services, func(one *model.Service) bool { return one.Name == ss.Name })
		if at < 0 || !old.Live() { // removed earlier: its clients broke then
			continue
		}
		all = append(all, find(m.Services[at], ss, old, guardedBefore(l))...)
	}
	slices.SortStableFunc(all, func(x, y Breaking) int {
		return cmp.Or(strings.Compare(x.Pos.File, y.Pos.File), cmp.Compare(x.Pos.Line, y.Pos.Line), cmp.Compare(x.Pos.Col, y.Pos.Col))
	})
	return all
}

// Accept notes in the ledger of each service that somebody has accepted changes that break its clients. A message of which another
// service has a copy changes there, too.
func Accept(next *ledger.Ledger, changes []Breaking) {
	changed := map[string]bool{}
	for _, c := range changes {
		changed[c.Service] = true
	}
	for _, s := range next.Services {
		if changed[s.Name] || slices.ContainsFunc(s.Copies, func(of string) bool { return changed[of] }) {
			s.Breaks++
		}
	}
}

// find compares one service with old, the service in the last run.
func find(s *model.Service, ss *spec.Service, old *ledger.Service, hadRules bool) []Breaking {
	c := &comparison{service: s, spec: ss, old: old, enums: lineage.Enums(ss, old)}
	c.name()
	for _, r := range s.Resources {
		if r.Before != nil {
			c.resource(r, ss.Resource(r.Name))
			if hadRules {
				c.rules(r)
				c.owner(r, ss.Resource(r.Name))
			}
		}
	}
	c.ownMethods(hadRules)
	c.customEvents()
	c.gone()
	for _, e := range s.Enums {
		c.enum(e, ss.Enum(e.Name).Pos)
	}
	return c.found
}

func (c *comparison) add(pos spec.Pos, buf bool, hint, format string, args ...any) {
	c.found = append(c.found, Breaking{Service: c.service.Name, Pos: pos, What: fmt.Sprintf(format, args...), Hint: hint, Buf: buf && !c.moved})
}

// name compares the names that are part of every gRPC call. A ledger that an older svcgen wrote does not have them.
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
		c.add(c.spec.Pos, false, "keep the last element of module in svcgen.yaml", "its gRPC name is %s now, was %s", is, was)
	}
}

// gone reports removed resources.
func (c *comparison) gone() {
	stays := map[*ledger.Resource]bool{}
	for _, r := range c.service.Stored() {
		stays[r.Before] = true
	}
	for _, r := range c.old.Resources {
		if !r.Gone && !stays[r] && r.Child == nil {
			c.add(removedAt(c.spec.Removed, r.Name, c.spec.Pos), false, hintUncalled, "resource %s is gone: methods, routes", r.Name)
		}
	}
}

// servicesGone returns the changes for removed services.
func servicesGone(s *spec.Spec, l *ledger.Ledger) []Breaking {
	stays := map[*ledger.Service]bool{}
	for _, ss := range s.Services {
		stays[lineage.Service(l, s, ss)] = true
	}
	var all []Breaking
	for _, old := range l.Services {
		if old.Live() && !stays[old] {
			all = append(all, Breaking{
				Service: old.Name, Pos: removedAt(s.Removed, old.Name, s.Pos),
				What: "service " + old.Name + " is gone: methods, routes", Hint: hintUncalled,
			})
		}
	}
	return all
}

// removedAt returns the position of a name in a removed list, otherwise if the list does not have it.
func removedAt(all []spec.Removal, name string, otherwise spec.Pos) spec.Pos {
	for _, r := range all {
		if r.Name == name {
			return r.Pos
		}
	}
	return otherwise
}
