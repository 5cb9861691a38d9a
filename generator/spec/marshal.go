package spec

import (
	"slices"
	"strconv"
	"strings"
)

// Marshal writes a spec as one file with the services inline. Parse reads the same spec from it, except for positions.
func Marshal(s *Spec) []byte {
	w := &writer{}
	w.line(0, "version", "1")
	w.line(0, "module", scalar(s.Module))
	w.text(0, s.Description)
	w.line(0, "auth", formatAuth(s))
	if len(s.Roles) > 0 {
		w.line(0, "roles", flow(s.Roles))
	}
	if s.Allow != nil {
		w.allow(0, []*Allow{s.Allow})
	}
	if len(s.Packs) > 0 {
		w.line(0, "packs", flow(s.Packs))
	}
	if s.JSONEnums != "" {
		w.line(0, jsonEnumsKey, string(s.JSONEnums))
	}
	w.driver(s)
	w.removed(0, s.Removed)
	w.line(0, "services", "")
	for _, svc := range s.Services {
		if svc.Builtin {
			svc = svc.Written
		}
		if svc == nil {
			continue
		}
		w.line(1, svc.Name, "")
		w.service(2, svc)
	}
	return []byte(w.String())
}

// formatAuth writes the value of auth.
func formatAuth(s *Spec) string {
	if s.Sessions == nil {
		return orElse(s.Auth, AuthNone)
	}
	var ways []string
	if len(s.Sessions.Providers) > 0 {
		ways = append(ways, "providers: "+flow(s.Sessions.Providers))
	}
	switch s.Sessions.Passwords {
	case PasswordsOn:
		ways = append(ways, AuthPassword+": true")
	case PasswordsKept:
		ways = append(ways, AuthPassword+": false")
	case PasswordsUnknown:
	}
	value := "{sessions: {" + strings.Join(ways, ", ") + "}"
	if s.Sessions.JWT {
		value += ", jwt: true"
	}
	return value + "}"
}

// MarshalService writes a service as its service.yaml, with the modeline for editors. Parse reads the same service from it.
func MarshalService(s *Service) []byte {
	w := &writer{}
	w.WriteString(serviceModeline + "\n")
	w.line(0, "service", scalar(s.Name))
	w.service(0, s)
	return []byte(w.String())
}

type writer struct{ strings.Builder }

func (w *writer) line(depth int, key, value string) {
	w.WriteString(strings.Repeat("  ", depth) + key + ":")
	if value != "" {
		w.WriteString(" " + value)
	}
	w.WriteByte('\n')
}

func (w *writer) text(depth int, description string) {
	if description != "" {
		w.line(depth, "description", scalar(description))
	}
}

func (w *writer) service(depth int, s *Service) {
	w.text(depth, s.Description)
	if s.RenamedFrom != "" {
		w.line(depth, "renamed_from", scalar(s.RenamedFrom))
	}
	if s.HTTPPrefix != "" {
		w.line(depth, "http_prefix", scalar(s.HTTPPrefix))
	}
	w.allow(depth, s.Allow)
	if len(s.Uses) > 0 {
		names := make([]string, len(s.Uses))
		for i, u := range s.Uses {
			names[i] = u.Service
		}
		w.line(depth, "uses", flow(names))
	}
	inline := map[string]bool{} // enums written inside their fields
	for _, r := range s.Stored() {
		for _, f := range r.Fields {
			if len(f.Values) > 0 {
				inline[f.Enum] = true
			}
		}
	}
	enums := slices.DeleteFunc(slices.Clone(s.Enums), func(e *Enum) bool { return inline[e.Name] })
	if len(enums) > 0 {
		w.line(depth, "enums", "")
		for _, e := range enums {
			w.line(depth+1, e.Name, flow(e.Values))
		}
	}
	if len(s.Resources) > 0 {
		w.line(depth, "resources", "")
	}
	for _, r := range s.Resources {
		w.line(depth+1, r.Name, "")
		w.resource(depth+2, r)
	}
	w.serviceMethods(depth, s.Methods)
	w.customEvents(depth, s.Events)
	w.consumers(depth, s.Consumers)
	w.jobs(depth, s.Jobs)
	w.removed(depth, s.Removed)
}

func (w *writer) resource(depth int, r *Resource) {
	w.text(depth, r.Description)
	if r.RenamedFrom != "" {
		w.line(depth, "renamed_from", scalar(r.RenamedFrom))
	}
	if r.Plural != "" {
		w.line(depth, "plural", scalar(r.Plural))
	}
	if r.SoftDelete {
		w.line(depth, "soft_delete", "true")
	}
	if r.Child != nil {
		w.number(depth, "min_items", r.Child.MinItems)
		w.number(depth, "max_items", r.Child.MaxItems)
	}
	if len(r.Fields) > 0 {
		w.line(depth, "fields", "")
	}
	w.fields(depth+1, r.Fields)
	if len(r.Children) > 0 {
		w.line(depth, "children", "")
	}
	for _, c := range r.Children {
		w.line(depth+1, c.Child.Key, "")
		w.resource(depth+2, c)
	}
	if len(r.Indexes) > 0 {
		w.line(depth, "indexes", "")
		for _, i := range r.Indexes {
			w.WriteString(strings.Repeat("  ", depth+1) + "- " + FormatIndex(i) + "\n")
		}
	}
	if len(r.Checks) > 0 {
		w.line(depth, "checks", "")
		for _, c := range r.Checks {
			w.line(depth+1, c.Name, scalar(FormatCheck(c)))
		}
	}
	if len(r.Methods) > 0 && !slices.Equal(r.Methods, defaultMethods()) {
		w.line(depth, "methods", flow(texts(r.Methods)))
	}
	if len(r.ValidateOnly) > 0 {
		w.line(depth, "validate_only", flow(texts(r.ValidateOnly)))
	}
	if len(r.Expand) > 0 {
		w.line(depth, "expand", flow(r.Expand))
	}
	w.seeds(depth, r)
	if len(r.Idempotent) > 0 {
		w.line(depth, "idempotent", flow(texts(r.Idempotent)))
	}
	w.actions(depth, r)
	w.events(depth, r.Events)
	if len(r.Hooks) > 0 {
		hooks := make([]string, len(r.Hooks))
		for i, h := range r.Hooks {
			hooks[i] = string(h)
		}
		w.line(depth, "hooks", flow(hooks))
	}
	if r.Isolation != "" {
		w.line(depth, "isolation", string(r.Isolation))
	}
	w.constraints(depth, r.Constraints)
	switch {
	case len(r.Owner) == 1:
		w.line(depth, "owner", r.Owner[0].Name)
	case len(r.Owner) > 1:
		w.line(depth, "owner", flow(r.ownerNames()))
	}
	w.allow(depth, r.Allow)
	w.removed(depth, r.Removed)
}

// number writes a number, unless it is 0.
func (w *writer) number(depth int, key string, n int) {
	if n > 0 {
		w.line(depth, key, strconv.Itoa(n))
	}
}

func (w *writer) fields(depth int, fields []*Field) {
	for _, f := range fields {
		w.line(depth, f.Name, scalar(FormatField(f)))
	}
}
