package model

import (
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// actionMethod returns the method of an action. What the action does is known when fields have their names.
func actionMethod(r *Resource, a *spec.Action) Method {
	rpc := naming.ActionRPC(a.Name, r.PBName, naming.MessageName)
	action := &Action{Verb: spec.JSONName(a.Name)}
	return Method{
		Name:      spec.Method(a.Name),
		RPC:       rpc,
		UseCase:   naming.ActionRPC(a.Name, r.GoName, naming.GoName),
		Request:   naming.Request(rpc),
		Response:  r.PBName,
		Verb:      "post",
		Path:      r.Path + "/{id}:" + action.Verb,
		Body:      "*",
		TakesID:   true,
		ReadsRow:  true,
		WritesRow: true,
		Action:    action,
		Resource:  r,
	}
}

// claimActions reserves the names of the RPCs of actions, which no other RPC or message of the service may have. It takes those that
// the last run knew, or the others.
func (b *builder) claimActions(r *Resource, sr *spec.Resource, known bool, pb, useCases naming.Scope) {
	for _, a := range sr.Actions {
		if known != (r.Before != nil && r.Before.Action(spec.Method(a.Name)) != nil) {
			continue
		}
		m := actionMethod(r, a)
		if names := []string{m.RPC, m.Request}; pb.Free(names...) && useCases.Free(m.UseCase) {
			pb.Add(names...)
			useCases.Add(m.UseCase)
			continue
		}
		b.problem(a.Pos, "give it another name", "action %q of %s: the name of its method, %s, is taken", a.Name, r.Name, m.RPC)
	}
}

// linkActions completes the actions of a resource, whose fields have their names.
func linkActions(r *Resource, sr *spec.Resource, members naming.Scope) {
	for _, sa := range sr.Actions {
		m := r.Method(spec.Method(sa.Name))
		a := m.Action
		a.GoName, _ = members.Claim(naming.GoName(sa.Name), "Action", nil)
		if t := sa.Transition; t != nil {
			a.Field = r.Field(t.Field)
			for _, from := range t.From {
				a.From = append(a.From, a.Field.Enum.Value(from))
			}
			a.To = a.Field.Enum.Value(t.To)
		}
		for _, set := range sa.Set {
			a.Set = append(a.Set, Setting{Field: r.Field(set.Field), Now: set.Now, Value: set.Value})
		}
		m.Doc = m.RPC + " " + a.DoesTo(r) + "."
		if a.Field != nil {
			m.Doc += " It fails with FAILED_PRECONDITION in another " + a.Field.Title + "."
		}
	}
}
