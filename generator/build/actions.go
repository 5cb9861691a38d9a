package build

import (
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// actionMethod returns the method of an action. linkActions adds what the action does, once fields have their names.
func actionMethod(r *model.Resource, a *spec.Action) model.Method {
	rpc := naming.ActionRPC(a.Name, r.PBName, naming.MessageName)
	action := &model.Action{Verb: spec.JSONName(a.Name), Own: a.Own}
	m := model.Method{
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
	if a.Own {
		action.Body = naming.LowerFirst(m.UseCase)
	}
	if a.Returns != nil {
		m.Response = naming.Response(rpc)
	}
	return m
}

// protoNames returns the names of the RPC and of the messages that the method of an action declares in protobuf.
func protoNames(m model.Method, a *spec.Action) []string {
	names := []string{m.RPC, m.Request}
	if a.Returns != nil {
		names = append(names, m.Response)
	}
	return names
}

// domainNames returns what the domain package declares for the messages of an action.
func domainNames(m model.Method, a *spec.Action) []string {
	var all []string
	if a.Request != nil {
		all = append(all, naming.LocalDerived(m.UseCase+inputSuffix)...)
		all = append(all, m.UseCase+inputSuffix, "New"+m.UseCase+inputSuffix)
	}
	if a.Returns != nil {
		all = append(all, naming.LocalDerived(m.UseCase+outputSuffix)...)
		all = append(all, m.UseCase+outputSuffix)
	}
	return all
}

// claimBody reserves the name of the function with the body of an action, a method of the domain's Service.
func (b *builder) claimBody(m model.Method, a *spec.Action, taken naming.Scope) {
	if !taken.Free(m.Action.Body) {
		b.problem(a.Pos, "give it another name", "action %q of %s: the name of its function, %s, is taken", a.Name, m.Resource.Name, m.Action.Body)
	}
	taken.Add(m.Action.Body)
}

// actionScopes are the scopes in which actions declare names.
type actionScopes struct{ pb, domain, useCases naming.Scope }

// claimActions reserves the names of the RPCs of actions, which no other RPC or message of the service may have. If known is true it
// reserves those that the last run knew, otherwise the others.
func (b *builder) claimActions(r *model.Resource, sr *spec.Resource, known bool, scopes actionScopes) {
	for _, a := range sr.Actions {
		if known != (r.Before != nil && r.Before.Action(spec.Method(a.Name)) != nil) {
			continue
		}
		m := actionMethod(r, a)
		types := domainNames(m, a)
		if names := protoNames(m, a); scopes.pb.Free(names...) && scopes.useCases.Free(m.UseCase) && scopes.domain.Free(types...) {
			scopes.pb.Add(names...)
			scopes.useCases.Add(m.UseCase)
			scopes.domain.Add(types...)
			if a.Own {
				b.claimBody(m, a, scopes.useCases)
			}
			continue
		}
		b.problem(a.Pos, "give it another name", "action %q of %s: the name of its method, %s, is taken", a.Name, r.Name, m.RPC)
	}
}

// linkActions completes the actions of a resource. The fields must have their names.
func (b *builder) linkActions(r *model.Resource, sr *spec.Resource, members, qualified naming.Scope) {
	for _, sa := range sr.Actions {
		m := r.Method(spec.Method(sa.Name))
		a := m.Action
		a.Was = b.memberBefore(spec.ActionMember, r.Before.ActionNames(), spec.Former{Pos: sa.Pos, Name: sa.Name, RenamedFrom: sa.RenamedFrom})
		a.GoName, _ = members.Claim(naming.GoName(sa.Name), "Action", nil)
		if t := sa.Transition; t != nil {
			a.Field = r.Field(t.Field)
			for _, from := range t.From {
				a.From = append(a.From, a.Field.Enum.Value(from))
			}
			a.To = a.Field.Enum.Value(t.To)
		}
		before := actionBefore(r, a)
		a.Request = b.message(m.UseCase+inputSuffix, "in", m, sa.Request, before.Request)
		a.Returns = b.message(m.UseCase+outputSuffix, "out", m, sa.Returns, before.Returns)
		for _, set := range sa.Set {
			a.Set = append(a.Set, model.Setting{Field: r.Field(set.Field), Now: set.Now, Value: set.Value})
		}
		for _, message := range a.Messages() {
			linkMessage(message, m, qualified)
		}
		m.Doc = m.RPC + " " + a.DoesTo(r) + "."
		if a.Field != nil {
			m.Doc += " It fails with FAILED_PRECONDITION in another " + a.Field.Title + "."
		}
	}
}
