package spec

import (
	"slices"
	"strings"
)

// ServiceMethod is a method of a service that belongs to no resource. Its body is Go of the user.
type ServiceMethod struct {
	Pos         Pos
	Name        string   // quote
	Path        string   // /quotes, below /v1 and the prefix of the service
	Request     *Message // what clients send; nil for nothing
	Returns     *Message // the answer; nil for nothing
	Allow       *Allow   // who may call it; nil if the rule of the service or the workspace is for it, too
	RenamedFrom string   // the previous name; "" if it was not renamed
}

// Messages returns the request and the answer of the method, as far as it has them.
func (m *ServiceMethod) Messages() []*Message {
	return slices.DeleteFunc([]*Message{m.Request, m.Returns}, func(m *Message) bool { return m == nil })
}

var serviceMethodKeys = []string{"http", "request", "returns", "allow", "renamed_from"}

// readServiceMethods reads the methods of a service that belong to no resource.
func (s *serviceDecl) readServiceMethods(e entry) {
	const example = `methods: {quote: {http: POST /quotes, request: {quantity: int32}, returns: {total: int64}}}`
	if n := e.value; n.kind == absent || n.kind == null || n.kind == mapping && len(n.entries) == 0 {
		s.add(e.key.pos(), example, "service %s has no methods under methods", quote(s.Name))
		return
	}
	if e.value.kind == list {
		s.add(e.key.pos(), "methods: [create, get] stands in a resource; a service has "+example, "methods of a service must be a mapping")
		return
	}
	seen, paths := map[string]string{}, map[string]string{}
	for _, k := range s.entries(e.value, `"methods"`) {
		m := &ServiceMethod{Pos: k.key.pos(), Name: k.key.text}
		if f := nameFault("method", m.Name); !f.ok() {
			s.add(m.Pos, f.hint, "%s", f.msg)
		} else if before := collision(seen, m.Name); before != "" {
			s.add(m.Pos, "rename one of them", "methods %s and %s have the same name in Go", quote(before), quote(m.Name))
		}
		s.Methods = append(s.Methods, m)
		s.readServiceMethod(m, k)
		if other := paths[m.Path]; other != "" {
			s.add(m.Pos, "give it another path", "methods %s and %s have the same route, POST %s", quote(other), quote(m.Name), m.Path)
		} else if m.Path != "" {
			paths[m.Path] = m.Name
		}
	}
}

func (s *serviceDecl) readServiceMethod(m *ServiceMethod, e entry) {
	if e.value.kind != mapping {
		s.unfit(e, "{http: POST /quotes, request: {quantity: int32}}")
		return
	}
	a := &actionDecl{Action: &Action{Name: m.Name}, method: true}
	routed := false
	for _, k := range s.entries(e.value, "method "+quote(m.Name)) {
		switch k.key.text {
		case "http":
			routed = true
			s.readHTTP(m, k)
		case "request":
			m.Request = s.readRequest(a, k)
		case "returns":
			if k.value.scalar() {
				s.add(k.value.pos(), "write the fields of the answer: {total: int32}", "method %s cannot return %s: it belongs to no resource", quote(m.Name), quote(k.value.text))
				continue
			}
			m.Returns = s.readMessage(a, k, answerFieldKeys)
		case "allow":
			m.Allow = s.methodRule(m, k)
		case "renamed_from":
			m.RenamedFrom = s.renamedFrom(k, "method", m.Name)
		default:
			s.unknown(k.key.pos(), "key", k.key.text, inServiceMethod, serviceMethodKeys)
		}
	}
	if !routed {
		s.add(m.Pos, "http: POST /"+strings.ReplaceAll(m.Name, "_", "-"), "method %s has no route", quote(m.Name))
	}
	s.messages = append(s.messages, a.messages...)
}

// readHTTP reads the route of a method: POST /quotes.
func (s *serviceDecl) readHTTP(m *ServiceMethod, e entry) {
	verb, path, ok := strings.Cut(e.value.text, " ")
	path = strings.TrimSpace(path)
	segments := strings.Split(strings.TrimPrefix(path, "/"), "/")
	odd := slices.ContainsFunc(segments, func(word string) bool { return !isName(strings.ReplaceAll(word, "-", "_")) || len(word) > maxName })
	const form = "write POST /quotes, or POST /orders/quotes: words of lower-case letters, digits and -"
	switch {
	case !e.value.scalar() || !ok:
		s.add(e.value.pos(), form, "http must be a verb and a path")
	case verb == "GET" || verb == "PUT" || verb == "PATCH" || verb == "DELETE":
		s.add(e.value.pos(), "POST "+path, "%s is not generated yet for methods of a service", verb)
	case verb != "POST":
		s.add(e.value.pos(), form, "%s is not a verb of HTTP", quote(verb))
	case !strings.HasPrefix(path, "/") || odd || len(segments) > 4:
		s.add(e.value.pos(), form+"; what clients send is in the body", "%s is not the path of a method", quote(path))
	default:
		m.Path = path
	}
}

// methodRule reads who may call a method: a list of callers.
func (s *serviceDecl) methodRule(m *ServiceMethod, e entry) *Allow {
	if e.value.kind == mapping {
		s.add(e.value.pos(), "allow: ["+SignedIn+"]", "allow of method %s must be a list of callers", quote(m.Name))
		return nil
	}
	a := &Allow{Pos: e.key.pos(), Methods: []string{m.Name}, Callers: s.callers(e, `"allow"`)}
	if a.Names(Owner) {
		s.add(a.Pos, "leave it out: the method belongs to no resource", "nobody owns what method %s is about", quote(m.Name))
	}
	return a
}

// MethodRule returns the rule of a method of a service: its own, then that of the service, then that of the workspace; nil if there is none.
func (s *Spec) MethodRule(service *Service, m *ServiceMethod) *Allow {
	if m.Allow != nil {
		return m.Allow
	}
	if at := slices.IndexFunc(service.Allow, func(a *Allow) bool { return slices.Contains(a.Methods, OtherMethods) }); at >= 0 {
		return service.Allow[at]
	}
	return s.Allow
}

// checkMethodRules reports methods of a service that have no rule, or one that is for owners.
func (p *parse) checkMethodRules(s *Service) {
	for _, m := range s.Methods {
		switch rule := p.spec.MethodRule(s, m); {
		case rule == nil:
			p.add(m.Pos, "allow: ["+SignedIn+"]", "no rule for method %s", quote(m.Name))
		case rule != m.Allow && rule.Names(Owner):
			p.add(m.Pos, "give it a rule of its own: allow: ["+SignedIn+"]", "the rule for method %s is about owners, and it belongs to no resource", quote(m.Name))
		}
	}
}

// serviceMethods writes the methods of a service.
func (w *writer) serviceMethods(depth int, methods []*ServiceMethod) {
	if len(methods) > 0 {
		w.line(depth, "methods", "")
	}
	for _, m := range methods {
		w.line(depth+1, m.Name, "")
		w.line(depth+2, "http", "POST "+m.Path)
		w.message(depth+2, "request", m.Request)
		w.message(depth+2, "returns", m.Returns)
		if m.Allow != nil {
			w.line(depth+2, "allow", flow(m.Allow.Words()))
		}
		if m.RenamedFrom != "" {
			w.line(depth+2, "renamed_from", scalar(m.RenamedFrom))
		}
	}
}

// serviceMethodsSchema is the schema of the methods of a service.
func serviceMethodsSchema() object {
	return named(serviceMethodSchema(), "methods that belong to no resource, whose bodies are Go of yours: quote: {http: POST /quotes, request: {quantity: int32}}")
}

func serviceMethodSchema() object {
	return closed(object{
		"http":         object{"type": "string", "pattern": "^POST +/[a-z][a-z0-9/-]*$", "examples": []string{"POST /quotes"}, "description": "the route, below /v1: POST /quotes"},
		"request":      referring("message", "what clients send: quantity: int32 min=1"),
		"returns":      referring("message", "the fields of the answer: total: int64; without them there is none"),
		"allow":        referring("callers", "who may call it: [signed_in]; without it the rule of the service or the workspace decides"),
		"renamed_from": object{"type": "string", "pattern": namePattern, "maxLength": maxName, "description": "the previous name of the method, whose code it keeps"},
	}, "http")
}
