package spec

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// How a workspace finds out who calls.
const (
	AuthNone     = "none"     // it does not: everybody may call every method
	AuthJWT      = "jwt"      // by bearer tokens of an issuer that exists already
	AuthSessions = "sessions" // by sessions of its own, which begin with a sign-in at a provider, or with a password
)

// AuthPassword is the key of sessions that begin with a password. The ledger has the word among the providers.
const AuthPassword = "password"

// authWords are the values of auth that are one word.
var authWords = []string{AuthNone, AuthJWT}

// The callers that every workspace has. The others are its roles.
const (
	Anyone   = "anyone"
	SignedIn = "signed_in" // every user
	Owner    = "owner"     // the user whose own it is
	OfWork   = "service"   // services of the workspace that act on their own
)

// callerWords are the callers that every workspace has.
var callerWords = []string{Anyone, SignedIn, Owner, OfWork}

// OtherMethods stands in a rule for the methods that no other rule beside it names.
const OtherMethods = "*"

// Allow is a rule: who may call methods. Any of the callers is enough.
type Allow struct {
	Pos     Pos
	Methods []string // standard methods, or OtherMethods
	Callers []Caller // never empty
}

// Caller is a word of a rule: Anyone, SignedIn, Owner, OfWork or a role.
type Caller struct {
	Pos  Pos
	Name string
}

// Words returns the callers as the spec names them.
func (a *Allow) Words() []string {
	words := make([]string, len(a.Callers))
	for i, c := range a.Callers {
		words[i] = c.Name
	}
	return words
}

// Names reports whether the rule names a caller.
func (a *Allow) Names(caller string) bool {
	return slices.ContainsFunc(a.Callers, func(c Caller) bool { return c.Name == caller })
}

// Rule returns the rule of a method: the first that names it, of its resource, then of its service, then of the workspace. It alone
// decides. It is nil if there is none.
func (s *Spec) Rule(service *Service, r *Resource, m Method) *Allow {
	for _, rules := range [][]*Allow{r.Allow, service.Allow} {
		for _, name := range []string{string(m), OtherMethods} {
			if at := slices.IndexFunc(rules, func(a *Allow) bool { return slices.Contains(a.Methods, name) }); at >= 0 {
				return rules[at]
			}
		}
	}
	return s.Allow
}

// roles reads the roles that rules can name.
func (p *parse) roles(e entry) {
	p.rolesAt = e.key.pos()
	for _, i := range p.words(e) {
		f := nameFault("role", i.text)
		switch {
		case slices.Contains(callerWords, i.text):
			f = fault{"role " + quote(i.text) + " is a word of the language", "choose another name"}
		case f.ok() && slices.Contains(p.spec.Roles, i.text):
			f = fault{"role " + quote(i.text) + " is named twice", ""}
		}
		if !f.ok() {
			p.add(i.at.pos(), f.hint, "%s", f.msg)
		}
		p.spec.Roles = append(p.spec.Roles, i.text)
	}
}

// callers reads the callers of a rule. Which roles there are is not known yet.
func (r *report) callers(e entry, what string) []Caller {
	if e.value.kind == text {
		r.add(e.value.pos(), "["+e.value.text+"]", "%s must be a list of callers", what)
		return nil
	}
	items := r.words(e)
	callers := make([]Caller, 0, len(items))
	for _, i := range items {
		if slices.ContainsFunc(callers, func(c Caller) bool { return c.Name == i.text }) {
			r.add(i.at.pos(), "", "caller %s is named twice", quote(i.text))
		}
		callers = append(callers, Caller{i.at.pos(), i.text})
	}
	if e.value.kind == list && len(items) == 0 {
		r.add(e.value.pos(), "["+SignedIn+"]; a method that nobody may call is left out of methods", "%s has no callers", what)
	}
	return callers
}

// allow reads the rules of a resource or a service: a mapping from methods to callers, or callers alone, which may call all methods.
// known are the methods that rules can name. A rule that is reported as wrong is one all the same, so that none is missed beside it.
func (r *report) allow(e entry, what string, known []string) []*Allow {
	if e.value.kind != mapping {
		return []*Allow{{Pos: e.key.pos(), Methods: []string{OtherMethods}, Callers: r.callers(e, `"allow"`)}}
	}
	var rules []*Allow
	var named []string
	for _, rule := range r.entries(e.value, `"allow"`) {
		a := &Allow{Pos: rule.key.pos(), Callers: r.callers(rule, quote(rule.key.text))}
		at := place{node: rule.key}
		for part := range strings.SplitSeq(rule.key.text, ",") {
			blanks := len(part) - len(strings.TrimLeft(part, " "))
			name := strings.TrimSpace(part)
			switch {
			case slices.Contains(named, name):
				r.add(at.plus(blanks).pos(), "", "method %s has two rules", quote(name))
			case name != OtherMethods && !slices.Contains(known, name):
				hint := orElse(DidYouMean(name, known), orElse(noMethods(known), "it has "+enumerate(known)))
				r.add(at.plus(blanks).pos(), hint, "%s has no method %s", what, quote(name))
			}
			named = append(named, name)
			a.Methods = append(a.Methods, name)
			at = at.plus(utf8.RuneCountInString(part) + 1)
		}
		rules = append(rules, a)
	}
	return rules
}

// noMethods is the hint for rules that can name no method.
func noMethods(known []string) string {
	if len(known) > 0 {
		return ""
	}
	return "rules of a method stand in its resource; here write allow: [signed_in]"
}

// checkAuth checks the rules of the whole workspace, when all roles and methods are known.
func (p *parse) checkAuth() {
	if p.spec.Auth == "" {
		return // reported already
	}
	var keys [][]*Allow // the rules of each key allow
	if p.spec.Allow != nil {
		keys = append(keys, []*Allow{p.spec.Allow})
	}
	for _, s := range p.spec.Services {
		keys = append(keys, s.Allow)
		for _, r := range s.Resources {
			keys = append(keys, r.Allow)
		}
		for _, m := range s.Methods {
			if m.Allow != nil {
				keys = append(keys, []*Allow{m.Allow})
			}
		}
	}
	p.checkIdentity()
	if p.spec.Auth == AuthNone {
		if p.rolesAt.Line > 0 {
			p.add(p.rolesAt, authExample, `"roles" needs auth`)
		}
		for _, rules := range keys {
			if len(rules) > 0 {
				p.add(rules[0].Pos, authExample+" in "+WorkspaceFile, `"allow" needs auth`)
			}
		}
		for _, s := range p.spec.Services {
			for _, r := range s.Resources {
				p.ownersNeedAuth(r)
			}
		}
		return
	}
	known := slices.Concat(callerWords, p.spec.Roles)
	if p.spec.Sessions != nil && !slices.Contains(known, Admin) {
		known = append(known, Admin)
	}
	for _, a := range slices.Concat(keys...) {
		for _, c := range a.Callers {
			if !slices.Contains(known, c.Name) {
				p.unknownCaller(c, known)
			}
		}
	}
	for _, s := range p.spec.Services {
		if strings.ReplaceAll(s.Name, "_", "") == "auth" {
			p.add(s.Pos, "svcgen rename service "+s.Name+" login, for example", "a service cannot be called %s beside platform/auth, which has the rules", quote(s.Name))
		}
		if s.Name == Identity {
			continue // svcgen has rules for what the user's part names no callers of
		}
		for _, r := range s.Resources {
			p.checkRules(s, r)
			p.checkOwner(s, r)
			p.checkServiceRefs(s, r)
		}
		p.checkMethodRules(s)
	}
}

func (p *parse) unknownCaller(c Caller, known []string) {
	hint := DidYouMean(c.Name, known)
	if r := p.resourceOf(c); r != nil && r.Field(c.Name) != nil {
		hint = fmt.Sprintf("it is a field: write owner: %s in the resource, and allow: [%s]", c.Name, Owner)
	} else if hint == "" && isName(c.Name) {
		hint = fmt.Sprintf("a role stands in %s: roles: [%s]", WorkspaceFile, c.Name)
	}
	if hint != "" {
		p.add(c.Pos, hint, "unknown caller %s", quote(c.Name))
		return
	}
	p.unknown(c.Pos, "caller", c.Name, inCallers, known)
}

// resourceOf returns the resource whose rules have the caller, or nil if they stand elsewhere.
func (p *parse) resourceOf(c Caller) *Resource {
	for _, s := range p.spec.Services {
		for _, r := range s.Resources {
			if slices.ContainsFunc(r.Allow, func(a *Allow) bool { return slices.Contains(a.Callers, c) }) {
				return r
			}
		}
	}
	return nil
}

// checkRules reports the methods of a resource that have no rule.
func (p *parse) checkRules(s *Service, r *Resource) {
	var without []string
	for _, m := range r.AllMethods() {
		if p.spec.Rule(s, r, m) == nil {
			without = append(without, string(m))
		}
	}
	if len(without) > 0 {
		p.add(r.Pos, "allow: [signed_in] in "+WorkspaceFile+" is for all that have none", "no rule for %s: %s", r.Name, enumerate(without))
	}
}
