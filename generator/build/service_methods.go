package build

import (
	"go/token"
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// serviceMethods names the methods of the service that belong to no resource, after everything that had its name before them.
func (b *builder) serviceMethods(s *model.Service, ss *spec.Service, old *ledger.Service, scopes actionScopes) {
	host := &model.Resource{Title: s.Title + " service", Article: "the", FileName: "service", Service: s}
	prefix := "/v1"
	if ss.HTTPPrefix != "" {
		prefix += "/" + ss.HTTPPrefix
	}
	for _, sm := range ss.Methods {
		rpc := naming.MessageName(sm.Name)
		m := model.Method{
			Name: spec.Method(sm.Name), RPC: rpc, UseCase: naming.GoName(sm.Name), Request: naming.Request(rpc), Response: model.ProtoEmpty,
			Verb: "post", Path: prefix + sm.Path, Body: "*", Doc: rpc + " is the method " + sm.Name + " of the " + s.Title + " service.",
			Action: &model.Action{Verb: spec.JSONName(sm.Name), Own: true}, Resource: host,
		}
		a := &spec.Action{Name: sm.Name, Request: sm.Request, Returns: sm.Returns}
		if sm.Returns != nil {
			m.Response = naming.Response(rpc)
		}
		m.Action.Was = b.memberBefore(spec.MethodMember, old.MethodNames(), spec.Former{Pos: sm.Pos, Name: sm.Name, RenamedFrom: sm.RenamedFrom})
		m.Action.Body = naming.LowerFirst(m.UseCase)
		if token.IsKeyword(m.Action.Body) || slices.Contains(serviceFields(), m.Action.Body) {
			m.Action.Body += "Method"
		}
		names, types := protoNames(m, a), domainNames(m, a)
		if !scopes.pb.Free(names...) || !scopes.useCases.Free(m.UseCase, m.Action.Body) || !scopes.domain.Free(types...) {
			b.problem(sm.Pos, "give it another name", "method %q: its name in Go or protobuf, %s, is taken", sm.Name, m.RPC)
		}
		scopes.pb.Add(names...)
		scopes.useCases.Add(m.UseCase, m.Action.Body)
		scopes.domain.Add(types...)
		s.OwnMethods = append(s.OwnMethods, m)
	}
}

// serviceFields are the fields of the domain's Service.
func serviceFields() []string { return []string{"store", "clients", "deps", "now", "newID"} }

// linkServiceMethods completes the methods of the service that belong to no resource: what they take and answer, and who may call them.
func (b *builder) linkServiceMethods(s *model.Service, ss *spec.Service, qualified naming.Scope) {
	for i, sm := range ss.Methods {
		m := &s.OwnMethods[i]
		var before ledger.Method
		if m.Action.Was != "" {
			before = *s.Before.Method(m.Action.Was)
		}
		m.Action.Request = b.message(m.UseCase+inputSuffix, "in", m, sm.Request, before.Request)
		m.Action.Returns = b.message(m.UseCase+outputSuffix, "out", m, sm.Returns, before.Returns)
		for _, message := range m.Action.Messages() {
			linkMessage(message, m, qualified)
		}
		for _, message := range sm.Messages() {
			for _, f := range message.Fields {
				if f.Enum != "" && !slices.Contains(s.UsedEnums(), s.Enum(f.Enum)) {
					b.problem(f.Pos, "use it in a field of a resource, too", "no resource uses enum %q", f.Enum)
				}
			}
		}
		if s.Workspace.Guarded() {
			if a := b.spec.MethodRule(ss, sm); a != nil {
				m.Rule = newRule(a)
			}
		}
	}
}

// checkRoutes reports methods of services whose route another method or a resource has.
func (b *builder) checkRoutes(m *model.Model) {
	taken := map[string]string{}
	for _, s := range m.Services {
		for _, r := range s.Resources {
			if r.Has(spec.Create) {
				taken[r.Path] = s.Name + "." + r.Name
			}
		}
	}
	for _, s := range m.Services {
		for _, method := range s.OwnMethods {
			if other := taken[method.Path]; other != "" {
				at := b.spec.Service(s.Name).Method(string(method.Name)).Pos
				b.problem(at, "give it another path", "method %q: POST %s is the route of %s", method.Name, method.Path, other)
			}
			taken[method.Path] = s.Name + "." + string(method.Name)
		}
	}
}
