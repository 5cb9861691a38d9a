package ledger

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// methodsSection is the section of a ledger with the methods of the service. A method is written as an action of a resource of its name,
// whose only action it is.
const methodsSection = "methods"

// Method finds a method of the service by its name; nil if the last run did not have it. It returns nil for a nil service, too.
func (s *Service) Method(name string) *Method {
	if s == nil {
		return nil
	}
	if i := slices.IndexFunc(s.Methods, func(m *Method) bool { return m.Name == name }); i >= 0 {
		return s.Methods[i]
	}
	return nil
}

// MethodNames returns the names of the methods of the service. It returns none for a nil service.
func (s *Service) MethodNames() []string {
	if s == nil {
		return nil
	}
	var names []string
	for _, m := range s.Methods {
		names = append(names, m.Name)
	}
	return names
}

func (m *Method) print(b *strings.Builder) {
	b.WriteString("  " + yamlScalar(m.Name) + ":\n")
	new(line).text("path", m.Path).end(b)
	new(line).text("action", m.Name).end(b)
	m.Request.print(b, requestKey, m.Name)
	m.Returns.print(b, returnsKey, m.Name)
	if m.Allow != nil {
		new(line).list("allow", []string{m.Name}).list("to", m.Allow).end(b)
	}
}

// leaveMethod ends the method that is being read, as the resource that it is written as.
func (p *parser) leaveMethod() {
	r := p.resource
	if r.Path == "" || len(r.Actions) != 1 || r.Actions[0].Name != r.Name || r.Plural != "" || len(r.Methods)+len(r.Fields) > 0 {
		p.problem(hintRestore, "method %q above this line has no path, or has what only resources have", r.Name)
		return
	}
	m := &Method{Action: r.Actions[0], Path: r.Path}
	for _, a := range r.Allow {
		if slices.Contains(a.Methods, spec.Method(r.Name)) {
			m.Allow = a.To
		}
	}
	p.service.Methods = append(p.service.Methods, m)
}
