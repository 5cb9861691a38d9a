package model

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// HasSessions reports whether people sign in, so that there is a service identity.
func (m *Model) HasSessions() bool { return m.Auth == spec.AuthSessions }

// Identity returns the service that signs people in; nil if the workspace has none.
func (m *Model) Identity() *Service {
	i := slices.IndexFunc(m.Services, (*Service).IsIdentity)
	if i < 0 {
		return nil
	}
	return m.Services[i]
}

// IsIdentity reports whether the service is the one that signs people in.
func (s *Service) IsIdentity() bool { return s.Name == spec.Identity && s.Workspace.HasSessions() }

// SessionMethod is a method of SessionService, the second protobuf service of identity. The spec has none of them.
type SessionMethod struct {
	RPC  string // EndSession
	Verb string // delete; "" if the method has no route
	Path string // /v1/me/sessions/{id}
	Safe bool   // changes nothing that a client would notice, so that the gateway may retry it

	Recent      bool // the caller must have signed in a short time ago
	Service     *Service
	GatewayOnly bool // the gateway calls it for itself, and nobody else may; otherwise every user may
}

// ClientVariables are those of the clients that the providers know the workspace as, without the prefix of the service.
func (m *Model) ClientVariables() []string {
	var all []string
	for _, p := range m.Providers {
		prefix := strings.ToUpper(p)
		all = append(all, prefix+"_CLIENT_ID", prefix+"_CLIENT_SECRET")
		switch p {
		case spec.OIDC:
			all = append(all, prefix+"_ISSUER")
		case spec.GitHub:
			all = append(all, prefix+"_URL")
		}
	}
	return all
}

// SessionMethods returns the methods of SessionService, in the order of its proto; nil unless the service is identity.
func (s *Service) SessionMethods() []SessionMethod {
	if !s.IsIdentity() {
		return nil
	}
	all := []SessionMethod{
		{RPC: "ListProviders", Safe: true, GatewayOnly: true},
		{RPC: "ResolveSession", Safe: true, GatewayOnly: true},
		{RPC: "SignOut", GatewayOnly: true},
		{RPC: "GetMe", Verb: "get", Path: "/v1/me", Safe: true},
		{RPC: "ListSessions", Verb: "get", Path: "/v1/me/sessions", Safe: true},
		{RPC: "EndSession", Verb: "delete", Path: "/v1/me/sessions/{id}"},
		{RPC: "EndOtherSessions", Verb: "post", Path: "/v1/me/sessions:endOthers"},
	}
	if len(s.Workspace.Providers) > 0 {
		all = slices.Insert(all, 1, SessionMethod{RPC: "BeginSignIn", GatewayOnly: true}, SessionMethod{RPC: "CompleteSignIn", GatewayOnly: true})
		all = append(all,
			SessionMethod{RPC: "ListAccounts", Verb: "get", Path: "/v1/me/accounts", Safe: true},
			SessionMethod{RPC: "Unlink", Verb: "delete", Path: "/v1/me/accounts/{id}", Recent: true},
		)
	}
	if s.Workspace.Password {
		for _, name := range []string{"SignUp", "SignIn", "SendReset", "Confirm", "ChangePassword"} {
			all = append(all, SessionMethod{RPC: name, GatewayOnly: true})
		}
	}
	for i := range all {
		all[i].Service = s
	}
	return all
}

// DeletesSelf reports whether a rule lets users delete themselves.
func (s *Service) DeletesSelf() bool {
	return slices.ContainsFunc(s.Resources, func(r *Resource) bool { return r.Owner != nil && r.Owner.Self && r.Limited(spec.Delete) })
}

// Stored returns everything that the service has a table for.
func (s *Service) Stored() []*Resource { return slices.Concat(s.Resources, s.Tables) }
