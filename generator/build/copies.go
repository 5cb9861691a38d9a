package build

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// expansion says that references of one service expand resources of another one.
type expansion struct{ from, to string }

// copying returns those of the spec's expansions between services that need copies, because the protos of the two would import each other,
// directly or not. What the last run decided stays: another message would be another type for clients. Of new ones that form a circle,
// the service that comes last by name has the copies.
func copying(s *spec.Spec, l *ledger.Ledger) map[expansion]bool {
	var kept, added []expansion
	copies := map[expansion]bool{}
	for _, e := range expansions(s) {
		from, to := lineage.Service(l, s, s.Service(e.from)), lineage.Service(l, s, s.Service(e.to))
		switch {
		case from == nil || to == nil || !expanded(from, to.Name):
			added = append(added, e)
		case slices.Contains(from.Copies, to.Name):
			copies[e] = true
		default:
			kept = append(kept, e)
		}
	}
	imports := map[string][]string{}
	for _, e := range slices.Concat(kept, added) {
		if leads(imports, e.to, e.from) {
			copies[e] = true
			continue
		}
		imports[e.from] = append(imports[e.from], e.to)
	}
	return copies
}

// expansions returns the expansions between services of the spec, each once, sorted.
func expansions(s *spec.Spec) []expansion {
	var all []expansion
	for _, ss := range s.Services {
		for _, r := range ss.Stored() {
			for _, name := range r.Expand {
				if to := r.Field(name).RefService; to != "" {
					all = append(all, expansion{ss.Name, to})
				}
			}
		}
	}
	slices.SortFunc(all, func(x, y expansion) int {
		return strings.Compare(x.from+"."+x.to, y.from+"."+y.to)
	})
	return slices.Compact(all)
}

// expanded reports whether the service expanded references to another one in the last run.
func expanded(s *ledger.Service, other string) bool {
	return slices.ContainsFunc(s.Resources, func(r *ledger.Resource) bool {
		return !r.Gone && slices.ContainsFunc(r.Expand, func(name string) bool {
			f := r.Field(name)
			return f != nil && strings.HasPrefix(f.Ref, other+".")
		})
	})
}

// leads reports whether imports lead from one service to another.
func leads(imports map[string][]string, from, to string) bool {
	reached := []string{from}
	for i := 0; i < len(reached); i++ {
		if reached[i] == to {
			return true
		}
		for _, next := range imports[reached[i]] {
			if !slices.Contains(reached, next) {
				reached = append(reached, next)
			}
		}
	}
	return false
}

// copies adds the copies that expansions of the service need, and names them.
func (b *builder) copies(s *model.Service, ss *spec.Service, pb naming.Scope) {
	for _, r := range s.Resources {
		for _, e := range r.Expansions {
			to := e.Target()
			if !b.copying[expansion{s.Name, to.Service.Name}] || s.CopyOf(to) != nil {
				continue
			}
			c := &model.Copy{Of: to, PBName: naming.MessageName(to.Service.Name) + naming.MessageName(to.Name)}
			if !pb.Free(c.PBName) {
				b.problem(ss.Resource(r.Name).Pos, "rename what has it", "expand of %s.%s: the name of its message, %s, is taken", r.Name, e.Field.Name, c.PBName)
			}
			pb.Add(c.PBName)
			s.Copies = append(s.Copies, c)
		}
	}
}
