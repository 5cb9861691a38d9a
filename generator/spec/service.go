package spec

import (
	"slices"
	"strings"
)

var serviceKeys = []string{"service", "description", "http_prefix", "allow", "uses", "enums", "resources", "methods", "events", "consumers", "jobs", "renamed_from", "removed"}

// serviceDecl is a service while it is read.
type serviceDecl struct {
	*Service
	*report
	resources []*resourceDecl
	messages  []*decl // fields of its methods
	told      []*decl // fields of its custom events
	builtin   bool    // see parse
}

// readService reads what stands in a service.yaml, or below the name of a service in a spec of one file.
func (p *parse) readService(root *node, into *Service, named bool) {
	s := &serviceDecl{Service: into, report: p.report, builtin: p.builtin}
	p.spec.Services = append(p.spec.Services, into)
	p.services = append(p.services, s)
	known := serviceKeys
	if !named {
		known = serviceKeys[1:]
	}
	found := false
	for _, e := range p.entries(root, "service "+quote(into.Name)) {
		switch key := e.key.text; {
		case key == "service" && named:
			s.name(e)
		case key == "description":
			s.Description = p.text(e)
		case key == "http_prefix":
			s.httpPrefix(e)
		case key == "allow":
			s.Allow = s.allow(e, "service "+quote(s.Name), nil)
		case key == "uses":
			s.readUses(e)
		case key == "enums":
			s.readEnums(e)
		case key == "resources":
			found = true
			s.readResources(e)
		case key == "methods":
			s.readServiceMethods(e)
		case key == "events":
			s.readCustomEvents(e)
		case key == "consumers":
			s.readConsumers(e)
		case key == "jobs":
			s.readJobs(e)
		case key == "renamed_from":
			s.RenamedFrom = s.renamedFrom(e, "service", s.Name)
		case key == "removed":
			s.Removed = s.removed(e)
		default:
			p.unknown(e.key.pos(), "key", key, inService, known)
		}
	}
	if !found && root.kind == mapping && s.Name != Identity {
		p.add(s.Pos, "resources: {product: {fields: {title: string}}}", "service %s has no resources", quote(into.Name))
	}
	s.link()
	s.checkIntent()
	s.checkFormer(MethodMember, s.Members(MethodMember, ""))
	s.checkFormer(JobMember, s.Members(JobMember, ""))
	s.checkFormer(EventMember, s.Members(EventMember, ""))
	s.checkFormer(ConsumerMember, s.Members(ConsumerMember, ""))
	s.checkPurges()
}

func (s *serviceDecl) name(e entry) {
	switch {
	case !e.value.scalar():
		s.unfit(e, "the name of the service")
	case e.value.text != s.Name:
		hint := "write service: " + s.Name
		if isName(e.value.text) {
			hint += "; if the service was called " + e.value.text + " until now, add renamed_from: " + e.value.text
		}
		s.add(e.value.pos(), hint, "this is the file of service %s, but it says %s", quote(s.Name), quote(e.value.text))
	}
}

// httpPrefix reads one segment of a path: shop, or shop-admin.
func (s *serviceDecl) httpPrefix(e entry) {
	prefix := e.value.text
	switch {
	case e.value.kind != text:
		s.unfit(e, "a word")
	case !isName(strings.ReplaceAll(prefix, "-", "_")):
		s.add(e.value.pos(), "use lower-case letters, digits and - between them", "http_prefix %s is not one segment of a path", quote(prefix))
	case len(prefix) > maxName:
		s.add(e.value.pos(), "use at most 40 characters", "http_prefix %s is too long", quote(prefix))
	default:
		s.HTTPPrefix = prefix
	}
}

func (s *serviceDecl) readEnums(e entry) {
	for _, enum := range s.entries(e.value, `"enums"`) {
		at := enum.key.pos()
		if f := nameFault("enum", enum.key.text); !f.ok() {
			s.add(at, f.hint, "%s", f.msg)
		}
		if enum.value.kind != list {
			s.unfit(enum, "a list of values: [draft, active]")
			s.Enums = append(s.Enums, &Enum{Pos: at, Name: enum.key.text}) // so that fields that use it are not told that it is missing
			continue
		}
		values, _ := s.enumValues(s.words(enum))
		if len(enum.value.items) == 0 {
			s.add(at, enum.key.text+": [draft, active]", "enum %s has no values", quote(enum.key.text))
		}
		s.Enums = append(s.Enums, &Enum{Pos: at, Name: enum.key.text, Values: values})
	}
}

// enumValues checks the values of an enum.
func (r *report) enumValues(items []item) ([]string, bool) {
	seen := map[string]string{}
	values := make([]string, 0, len(items))
	ok := true
	for _, i := range items {
		f := nameFault("enum value", i.text)
		switch {
		case i.text == "":
			f.hint = "for example enum=draft,active"
		case strings.HasPrefix(i.text, "["):
			f.hint = "without brackets: enum=draft,active"
		case i.text == "unspecified":
			f = fault{`enum value "unspecified" is reserved`, "protobuf has it as the value 0; make the field optional instead"}
		case f.ok() && slices.Contains(values, i.text):
			f = fault{"enum value " + quote(i.text) + " is named twice", ""}
		case f.ok():
			if before := collision(seen, i.text); before != "" {
				f = fault{"enum values " + quote(before) + " and " + quote(i.text) + " have the same name in Go", "rename one of them"}
			}
		}
		if !f.ok() {
			r.add(i.at.pos(), f.hint, "%s", f.msg)
			ok = false
		}
		values = append(values, i.text)
	}
	return values, ok
}

func (s *serviceDecl) readResources(e entry) {
	if e.value.kind == absent || e.value.kind == null || e.value.kind == mapping && len(e.value.entries) == 0 {
		s.add(e.key.pos(), "resources: {product: {fields: {title: string}}}", "service %s has no resources", quote(s.Name))
		return
	}
	for _, res := range s.entries(e.value, `"resources"`) {
		s.readResource(res)
	}
}

// enum returns the enum of a name, nil if there is none.
func (s *serviceDecl) enum(name string) *Enum {
	at := slices.IndexFunc(s.Enums, func(e *Enum) bool { return e.Name == name })
	if at < 0 {
		return nil
	}
	return s.Enums[at]
}
