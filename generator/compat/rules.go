package compat

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// guarded returns the change of a workspace whose methods have rules for the first time. It is one, however many methods there are.
func guarded(m *model.Model, s *spec.Spec, l *ledger.Ledger) []Breaking {
	if !m.Guarded() || guardedBefore(l) {
		return nil
	}
	for _, service := range m.Services {
		for _, r := range service.Resources {
			for _, method := range r.Methods {
				if r.Before == nil || !r.Before.Offered(method.Name) || !loses([]string{spec.Anyone}, method.Rule.Words) {
					continue
				}
				return []Breaking{{
					Service: service.Name, Pos: s.AuthPos, What: "auth is " + m.Auth + " now, was none: methods have rules, and clients " + without(m) + " are refused",
					Hint: "allow: [anyone] for what clients that are not signed in may call, and Wiring.Public of the gateway for routes of your own",
				}}
			}
		}
	}
	return nil
}

// without says what clients lack that cannot say who they are.
func without(m *model.Model) string {
	if m.HasSessions() {
		return "that are not signed in"
	}
	return "without a token"
}

// signIns returns the changes for ways to say who calls that are gone: providers, and bearer tokens. When all sessions are gone, so is the
// service identity, which is a change of its own.
func signIns(m *model.Model, s *spec.Spec, l *ledger.Ledger) []Breaking {
	identity := m.Identity()
	if identity == nil || !guardedBefore(l) {
		return nil
	}
	gone := func(what, hint string) Breaking {
		return Breaking{Service: identity.Name, Pos: s.Sessions.Pos, What: what, Hint: hint}
	}
	tokens := gone("bearer tokens are refused now", "auth: {sessions: {…}, jwt: true} takes both; the users of sessions have other ids than those of tokens")
	old := identity.Before
	if old == nil || !old.Live() {
		if m.Bearer {
			return nil
		}
		return []Breaking{tokens}
	}
	var all []Breaking
	for _, way := range old.SignIn {
		switch {
		case way == spec.AuthPassword && !m.Password:
			all = append(all, gone("nobody can sign in with a password now", "keep it until all its users have linked a provider; password: false keeps what is stored"))
		case way == spec.AuthPassword:
		case way == spec.AuthJWT && !m.Bearer:
			all = append(all, tokens)
		case way != spec.AuthJWT && !slices.Contains(m.Providers, way):
			all = append(all, gone("nobody can sign in with "+way+" now", "keep the provider until all its users have linked another one; their accounts stay"))
		}
	}
	return all
}

// guardedBefore reports whether methods had rules in the last run.
func guardedBefore(l *ledger.Ledger) bool {
	return slices.ContainsFunc(l.Services, func(s *ledger.Service) bool {
		return s.Live() && slices.ContainsFunc(s.Resources, func(r *ledger.Resource) bool { return len(r.Allow) > 0 })
	})
}

// rules reports methods whose rules let through fewer callers than before.
func (c *comparison) rules(r *model.Resource) {
	for _, m := range r.Methods {
		if m.Rule == nil || !r.Before.Offered(m.Name) {
			continue
		}
		was := r.Before.Callers(m.Name)
		if loses(was, m.Rule.Words) {
			c.add(m.Rule.Pos, false, "keep the callers until none of them calls it", "%s.%s is for %s now, was for %s",
				r.Name, m.Name, strings.Join(m.Rule.Words, ", "), strings.Join(was, ", "))
		}
	}
}

// owner reports that other users own a resource now, of whom a rule lets each have their own.
func (c *comparison) owner(r *model.Resource, sr *spec.Resource) {
	gone := func(name string) bool {
		return !slices.ContainsFunc(r.Owner.Names(), func(now string) bool { return nameBefore(r.Field(now)) == name })
	}
	was := r.Before.Owner
	if !staysLimited(r) || !slices.ContainsFunc(was, gone) {
		return
	}
	at := sr.Pos
	if len(sr.Owner) > 0 {
		at = sr.Owner[0].Pos
	}
	c.add(at, false, "owner: ["+strings.Join(was, ", ")+"]", "who owns %s is said by %s now, was by %s",
		r.Article+" "+r.Title, strings.Join(r.Owner.Names(), ", "), strings.Join(was, ", "))
}

// moreOwners returns the fields whose users may have something that a rule has kept for others.
func moreOwners(r *model.Resource) []string {
	if r.Before == nil || !staysLimited(r) {
		return nil
	}
	return slices.DeleteFunc(r.Owner.Names(), func(name string) bool { return slices.Contains(r.Before.Owner, nameBefore(r.Field(name))) })
}

// staysLimited reports whether users had what was their own in the last run, and have in this one.
func staysLimited(r *model.Resource) bool {
	return slices.ContainsFunc(r.Methods, func(m model.Method) bool {
		return r.Before.Offered(m.Name) && r.Limited(m.Name) && slices.Contains(r.Before.Callers(m.Name), spec.Owner)
	})
}

// nameBefore returns the name of a field in the last run, "" if it is new.
func nameBefore(f *model.Field) string {
	if f.Before == nil {
		return ""
	}
	return f.Before.Name
}

// loses reports whether somebody whom one of the callers was is none of those that there are now.
func loses(was, now []string) bool {
	return slices.ContainsFunc(was, func(caller string) bool { return !covers(now, caller) })
}

// covers reports whether callers let everybody through that one caller is.
func covers(callers []string, one string) bool {
	isUser := one != spec.Anyone && one != spec.OfWork
	return slices.Contains(callers, one) || slices.Contains(callers, spec.Anyone) || isUser && slices.Contains(callers, spec.SignedIn)
}

// Opened returns what more callers may do than in the last run: "product.list opens: anyone". It breaks nobody, and somebody should read it.
func Opened(m *model.Model, l *ledger.Ledger) []string {
	if guardedBefore(l) && !m.Guarded() {
		return []string{"auth is " + m.Auth + " now, which opens every method: anyone"}
	}
	var all []string
	for _, s := range m.Services {
		all = append(all, opened(s)...)
	}
	return all
}

// opened is Opened for the methods of a service that there were before.
func opened(s *model.Service) []string {
	var all []string
	for _, r := range s.Resources {
		for _, m := range r.Methods {
			if r.Before == nil || !r.Before.Offered(m.Name) || len(r.Before.Allow) == 0 || m.Rule == nil {
				continue
			}
			was := r.Before.Callers(m.Name)
			opens := slices.DeleteFunc(slices.Clone(m.Rule.Words), func(caller string) bool { return covers(was, caller) })
			if len(opens) > 0 {
				all = append(all, r.Name+"."+string(m.Name)+" opens: "+strings.Join(opens, ", "))
			}
		}
		if more := moreOwners(r); len(more) > 0 {
			all = append(all, r.Name+" opens: what "+strings.Join(more, ", ")+" owns")
		}
	}
	return all
}
