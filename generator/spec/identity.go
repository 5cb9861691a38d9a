package spec

import (
	_ "embed"
	"slices"
	"strings"
)

// Identity is the service that svcgen adds to a workspace with sessions. The user may add to its resources.
const Identity = "identity"

// userResource is the resource of identity that the user may give fields.
const userResource = "user"

//go:embed identity.yaml
var identityYAML []byte

// passwordsYAML are the further resources of the service whose users can have passwords.
//
//go:embed identity_passwords.yaml
var passwordsYAML []byte

// identity returns the service identity of a workspace with sessions, without what the user adds. Its parts are at a place of the spec that
// asks for it.
func identity(at Pos, sessions *Sessions) *Service {
	p := &parse{report: &report{}, spec: &Spec{}, builtin: true}
	data := identityYAML
	if sessions.Passwords != PasswordsUnknown {
		data = slices.Concat(data, passwordsYAML)
	}
	p.file(Source{Path: ServiceFile(Identity), Data: data}, func(root *node) { p.serviceFile(root, Identity, false) })
	s := p.spec.Services[0]
	s.Pos, s.Builtin = at, true
	for _, e := range s.Enums {
		e.Pos = at
	}
	for _, r := range s.Resources {
		r.Pos = at
		for _, f := range r.Fields {
			f.Pos = at
			if r.Name == "auth_event" && f.Name == "detail" && len(sessions.Providers) == 0 {
				f.Description = "The role, or why sessions ended."
			}
		}
		for _, i := range r.Indexes {
			i.Pos = at
		}
		for _, a := range r.Allow {
			a.Pos = at
		}
	}
	return s
}

// HoldsUsers reports whether the entities of a resource of s are the users themselves.
func (s *Service) HoldsUsers(resource string) bool { return s.Builtin && resource == userResource }

// complete returns the spec with what svcgen adds to it: with sessions the role Admin and the service Identity, which has what the user
// wrote of it.
func (s *Spec) complete() *Spec {
	if s.Sessions == nil {
		return s
	}
	all := *s
	if !slices.Contains(all.Roles, Admin) {
		all.Roles = append(slices.Clip(all.Roles), Admin)
	}
	service := identity(s.Sessions.Pos, s.Sessions)
	if written := s.Service(Identity); written != nil {
		service.extend(written)
	}
	all.Services = slices.DeleteFunc(slices.Clone(s.Services), func(one *Service) bool { return one.Name == Identity })
	at, _ := slices.BinarySearchFunc(all.Services, service, func(a, b *Service) int { return strings.Compare(a.Name, b.Name) })
	all.Services = slices.Insert(all.Services, at, service)
	return &all
}

// extend adds what the user wrote. The places of the parts are those of the user.
func (s *Service) extend(written *Service) {
	s.Written = written
	s.Pos = written.Pos
	s.HTTPPrefix = written.HTTPPrefix
	if written.Description != "" {
		s.Description = written.Description
	}
	s.Enums = append(s.Enums, written.Enums...)
	s.Removed = written.Removed
	for _, w := range written.Resources {
		r := s.Resource(w.Name)
		r.Pos = w.Pos
		if w.Description != "" {
			r.Description = w.Description
		}
		r.Fields = append(r.Fields, w.Fields...)
		r.Indexes = append(r.Indexes, w.Indexes...)
		r.Removed = w.Removed
		if len(w.Allow) > 0 {
			r.Allow = overlay(r.Allow, w.Allow)
		}
	}
}

// overlay returns rules, and of others those methods that rules do not name.
func overlay(others, rules []*Allow) []*Allow {
	named := func(m string) bool {
		return slices.ContainsFunc(rules, func(a *Allow) bool { return slices.Contains(a.Methods, m) })
	}
	all := slices.Clone(rules)
	for _, a := range others {
		rest := *a
		rest.Methods = slices.DeleteFunc(slices.Clone(a.Methods), named)
		if len(rest.Methods) > 0 {
			all = append(all, &rest)
		}
	}
	return all
}

// checkIdentity checks what the user writes of the service identity.
func (p *parse) checkIdentity() {
	written := p.spec.Service(Identity)
	if written == nil {
		return
	}
	if p.spec.Sessions == nil {
		hint := "svcgen rename service " + Identity + " accounts, for example; if auth had sessions before, delete the file and write removed: [" + Identity + "] in " + WorkspaceFile
		p.add(written.Pos, hint, "%s is the service that auth: {sessions: …} adds", quote(Identity))
		return
	}
	if len(written.Allow) > 0 {
		p.add(written.Allow[0].Pos, "resources: {user: {allow: …}}", "rules of %s stand in its resources", Identity)
	}
	if written.RenamedFrom != "" {
		p.add(written.Pos, "leave out renamed_from", "%s was added by svcgen and has no other name", Identity)
	}
	if len(written.Events) > 0 {
		p.add(written.Events[0].Pos, "put it into another service, with user: uuid key", "%s has no code of yours that publishes events", Identity)
	}
	known := identity(Pos{}, p.spec.Sessions)
	for _, w := range written.Resources {
		r := known.Resource(w.Name)
		if r == nil || len(r.Methods) == 0 {
			p.add(w.Pos, "put it into another service, with user: uuid", "%s has its own resources, user and auth_event, and no others", Identity)
			continue
		}
		if len(w.Children) > 0 {
			p.add(w.Children[0].Pos, "put it into another service, with user: uuid", "%s has no children of yours", Identity)
		}
		p.checkAdded(w, r)
	}
}

// checkAdded checks what the user adds to r.
func (p *parse) checkAdded(w, r *Resource) {
	what := Identity + "." + r.Name
	if w.Plural != "" || w.SoftDelete || w.RenamedFrom != "" || len(w.Checks)+len(w.Hooks)+len(w.Constraints)+len(w.Actions)+len(w.ValidateOnly)+len(w.Expand)+len(w.Idempotent)+len(w.Seeds) > 0 || w.Isolation != "" || !slices.Equal(w.Methods, defaultMethods()) {
		p.add(w.Pos, "keep fields, indexes, allow, description and removed", "svcgen has written %s, and takes no other keys of it", what)
	}
	if len(w.Fields) > 0 && r.Name != userResource {
		p.add(w.Fields[0].Pos, "", "%s takes no fields", what)
		return
	}
	seen := map[string]string{}
	for _, f := range r.Fields {
		collision(seen, f.Name)
	}
	for _, f := range w.Fields {
		switch {
		case collision(seen, f.Name) != "":
			p.add(f.Pos, "choose another name", "%s has a field %s already", what, quote(f.Name))
		case !f.Optional && f.Default == nil && !f.Repeated:
			p.add(f.Pos, "make it optional, or give it a default", "who signs in for the first time cannot send %s", quote(f.Name))
		case f.Type == Ref:
			p.add(f.Pos, "", "%s has no references", what)
		}
	}
	for _, a := range w.Allow {
		for _, m := range a.Methods {
			if m != OtherMethods && !slices.Contains(r.Methods, Method(m)) {
				p.add(a.Pos, "users begin with a sign-in", "%s has no method %s", what, quote(m))
			}
		}
		for _, c := range a.Callers {
			if c.Name == Owner && r.Name != userResource {
				p.add(c.Pos, "name roles", "nobody owns %s", what)
			}
			if c.Name == Anyone || c.Name == SignedIn {
				p.add(c.Pos, "make a resource profile in another service, with user: uuid unique", "everybody could read mail addresses and roles")
			}
		}
	}
}
