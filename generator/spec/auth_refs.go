package spec

import (
	"slices"
	"strings"
)

// checkServiceRefs reports rules that let services create what refers to something that services may not get. Whoever creates the one is asked
// for the other, so that each of these calls would be refused.
func (p *parse) checkServiceRefs(s *Service, r *Resource) {
	var seen []*Allow // of one rule once is enough
	for _, m := range []Method{Create, BatchCreate} {
		rule := p.spec.Rule(s, r, m)
		if !slices.Contains(r.Methods, m) || rule == nil || slices.Contains(seen, rule) {
			continue
		}
		seen = append(seen, rule)
		i := slices.IndexFunc(rule.Callers, func(c Caller) bool { return c.Name == OfWork })
		if i < 0 {
			continue
		}
		for _, f := range r.Fields {
			if f.Type != Ref || f.Optional || f.OutputOnly {
				continue
			}
			if get := p.ruleToRefer(s, f); get != nil && !get.serves() && (f.RefService != "" || get.Names(Owner) && !get.Names(SignedIn)) {
				hint := "get: [" + strings.Join(get.Words(), ", ") + ", " + OfWork + "] in " + f.RefText() + ", or take " + OfWork + " out of the rule"
				p.add(rule.Callers[i].Pos, hint, "a service cannot create %s, for it may not get the %s that %s refers to", quote(r.Name), quote(f.RefText()), f.Name)
			}
		}
	}
}

// ruleToRefer returns the rule for getting what a field of s refers to; nil if there is none, which is reported elsewhere.
func (p *parse) ruleToRefer(s *Service, f *Field) *Allow {
	of := s
	if f.RefService != "" {
		of = p.service(f.RefService)
	}
	if of == nil || of.Resource(f.Ref) == nil {
		return nil
	}
	target := *of.Resource(f.Ref)
	if f.RefService == Identity {
		if written := p.spec.Service(Identity); written != nil && written.Resource(f.Ref) != nil {
			target.Allow = overlay(target.Allow, written.Resource(f.Ref).Allow)
		}
	}
	return p.spec.Rule(of, &target, Get)
}

// serves reports whether the rule lets services through that act on their own.
func (a *Allow) serves() bool { return a.Names(OfWork) || a.Names(Anyone) }
