package build

import (
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// rules gives the methods of a service their rules. The spec has one for each, if the workspace has any.
func (b *builder) rules(d draft) {
	if !d.model.Workspace.Guarded() {
		return
	}
	for _, r := range d.model.Resources {
		for i := range r.Methods {
			if a := b.spec.Rule(d.spec, d.spec.Resource(r.Name), r.Methods[i].Name); a != nil {
				r.Methods[i].Rule = newRule(a)
			}
		}
	}
}

func newRule(a *spec.Allow) *model.Rule {
	r := &model.Rule{Pos: a.Pos, Words: a.Words()}
	for _, word := range r.Words {
		switch word {
		case spec.Owner:
			r.Owner = !a.Names(spec.Anyone) && !a.Names(spec.SignedIn)
		case spec.Anyone:
			r.Anyone = true
		case spec.SignedIn:
			r.SignedIn = true
		case spec.OfWork:
			r.Service = true
		default:
			r.Roles = append(r.Roles, word)
		}
	}
	return r
}
