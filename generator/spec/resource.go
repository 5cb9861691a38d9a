package spec

import (
	"slices"
	"strings"
)

var resourceKeys = []string{"description", "plural", "soft_delete", "fields", "children", "indexes", "checks", "methods", "actions", "events", "owner", "allow", "hooks", "isolation", "constraints", "validate_only", "expand", "idempotent", "seeds", "renamed_from", "removed"}

// Methods are the standard methods in the order in which they are declared everywhere.
func Methods() []Method {
	return []Method{Create, Get, List, Update, Delete, Undelete, BatchGet, BatchCreate}
}

// withMethod returns the line that adds a method to those of a resource, which may have no such line yet.
func withMethod(r *Resource, m Method) string {
	all := slices.DeleteFunc(Methods(), func(have Method) bool { return have != m && !slices.Contains(r.Methods, have) })
	words := make([]string, len(all))
	for i, name := range all {
		words[i] = string(name)
	}
	return "methods: [" + strings.Join(words, ", ") + "]"
}

// defaultMethods are those of a resource that names none.
func defaultMethods() []Method { return []Method{Create, Get, List, Update, Delete} }

// resourceDecl is a resource while it is read.
type resourceDecl struct {
	*Resource
	decls   []*decl
	indexes []item
	checks  *entry // nil: there are none
	seeds   *entry // nil: there are none
	actions []actionDecl

	constraintFields []item
	expand           []item // as written
}

func (s *serviceDecl) readResource(e entry) {
	r := &resourceDecl{Resource: &Resource{Pos: e.key.pos(), Name: e.key.text, Methods: defaultMethods()}}
	s.Resources = append(s.Resources, r.Resource)
	s.resources = append(s.resources, r)
	var fields, methods, events, allow, hooks, isolation, constraints, validateOnly, idempotent *entry
	var softDelete entry
	for _, k := range s.entries(e.value, "resource "+quote(r.Name)) {
		switch k.key.text {
		case "description":
			r.Description = s.text(k)
		case "plural":
			r.Plural = s.plural(k)
		case "soft_delete":
			softDelete = k
			r.SoftDelete = s.flag(k)
		case "fields":
			fields = &k
			s.readFields(r, k)
		case "children":
			s.readChildren(r, k)
		case "indexes":
			r.indexes = s.words(k)
		case "checks":
			r.checks = &k
		case "methods":
			methods = &k
		case "owner":
			s.readOwner(r.Resource, k)
		case "actions":
			s.readActions(r, k)
		case "events":
			events = &k
		case "allow":
			allow = &k
		case "hooks":
			hooks = &k
			s.readHooks(r.Resource, k)
		case "isolation":
			isolation = &k
			s.readIsolation(r.Resource, k)
		case "constraints":
			constraints = &k
			s.readConstraints(r, k)
		case "validate_only":
			validateOnly = &k
		case "expand":
			s.readExpand(r, k)
		case "idempotent":
			idempotent = &k
		case "seeds":
			r.seeds = &k
		case "renamed_from":
			r.RenamedFrom = s.renamedFrom(k, "resource", r.Name)
		case "removed":
			r.Removed = s.removed(k)
		default:
			s.unknown(k.key.pos(), "key", k.key.text, inResource, resourceKeys)
		}
	}
	if f := resourceNameFault(r.Name, r.Plural); !f.ok() {
		s.add(r.Pos, f.hint, "%s", f.msg)
	}
	if fields == nil && e.value.kind == mapping && s.Name != Identity {
		s.add(r.Pos, "fields: {title: string}", "resource %s has no fields", quote(r.Name))
	}
	if methods != nil {
		s.readMethods(r.Resource, *methods)
	}
	if events != nil {
		s.readEvents(r.Resource, *events)
	}
	if validateOnly != nil {
		s.readValidateOnly(r.Resource, *validateOnly)
	}
	if idempotent != nil {
		s.readIdempotent(r.Resource, *idempotent)
	}
	if allow != nil {
		r.Allow = s.allow(*allow, "resource "+quote(r.Name), texts(r.AllMethods()))
	}
	s.checkChanged(r.Resource, hooks, isolation, constraints)
	if r.SoftDelete && !slices.Contains(r.Methods, Delete) {
		s.add(softDelete.key.pos(), "add delete to methods", "soft_delete needs the method delete")
	}
}

func (s *serviceDecl) plural(e entry) string {
	if !e.value.scalar() {
		s.unfit(e, "a word")
		return ""
	}
	if f := nameFault("plural", e.value.text); !f.ok() {
		s.add(e.value.pos(), f.hint, "%s", f.msg)
		return ""
	}
	return e.value.text
}

func (s *serviceDecl) readFields(r *resourceDecl, e entry) {
	if e.value.kind == absent || e.value.kind == null || e.value.kind == mapping && len(e.value.entries) == 0 {
		s.add(e.key.pos(), "fields: {title: string}", "resource %s has no fields", quote(r.Name))
		return
	}
	r.decls = s.readFieldList(e)
	for _, d := range r.decls {
		if a, ok := d.find(eventKey); ok {
			s.add(a.keyAt.pos(), "leave it out: the events of a resource have its id as key", "%s is for events of a service", quote(eventKey))
		}
		r.Fields = append(r.Fields, d.Field)
	}
}

// readFieldList reads the fields under a key. It leaves out those without a type, which are reported.
func (s *serviceDecl) readFieldList(e entry) []*decl {
	var decls []*decl
	seen := map[string]string{}
	for _, field := range s.entries(e.value, quote(e.key.text)) {
		at, name := field.key.pos(), field.key.text
		if f := fieldNameFault(name); !f.ok() {
			s.add(at, f.hint, "%s", f.msg)
		} else if before := collision(seen, name); before != "" {
			s.add(at, "rename one of them", "fields %s and %s have the same name in JSON", quote(before), quote(name))
		}
		f := &Field{Pos: at, Name: name}
		switch {
		case field.value.cut: // reported at its continuation
		case field.value.kind == mapping:
			decls = append(decls, parseLong(s.report, f, field.value))
		case field.value.scalar():
			decls = append(decls, parseLine(s.report, f, place{node: field.value}, field.value.text, ' '))
		case field.value.kind == list:
			s.add(field.value.pos(), `write a list of texts as "string[]"`, "field %s must be a type with flags, not a list", quote(name))
		default:
			s.add(at, name+": string", "field %s has no type", quote(name))
		}
	}
	return decls
}

func (s *serviceDecl) readMethods(r *Resource, e entry) {
	known := Methods()
	var methods []Method
	words := s.words(e)
	for _, i := range words {
		m := Method(i.text)
		switch {
		case !slices.Contains(known, m):
			s.unknown(i.at.pos(), "method", i.text, inMethods, texts(known))
			continue
		case slices.Contains(methods, m):
			s.add(i.at.pos(), "", "method %s is named twice", quote(i.text))
		case m == Undelete && !r.SoftDelete:
			s.add(i.at.pos(), "soft_delete: true", "method undelete needs soft_delete")
		case m == BatchCreate && !slices.ContainsFunc(words, func(w item) bool { return w.text == string(Create) }):
			s.add(i.at.pos(), "add create to methods", "method batch_create needs the method create")
		}
		methods = append(methods, m)
	}
	if e.value.kind != list {
		return
	}
	if len(e.value.items) == 0 && !s.builtin {
		s.add(e.key.pos(), "leave it out for create, get, list, update and delete", "resource %s has no methods", quote(r.Name))
	}
	slices.SortFunc(methods, func(a, b Method) int { return slices.Index(known, a) - slices.Index(known, b) })
	r.Methods = methods
}
