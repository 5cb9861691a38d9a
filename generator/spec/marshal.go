package spec

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
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

// allow writes rules. One that is for all methods is a list.
func (w *writer) allow(depth int, rules []*Allow) {
	switch {
	case len(rules) == 0:
	case len(rules) == 1 && slices.Equal(rules[0].Methods, []string{OtherMethods}):
		w.line(depth, "allow", flow(rules[0].Words()))
	default:
		w.line(depth, "allow", "")
		for _, a := range rules {
			key := strings.Join(a.Methods, ", ")
			if strings.HasPrefix(key, OtherMethods) {
				key = `"` + key + `"`
			}
			w.line(depth+1, key, flow(a.Words()))
		}
	}
}

func (w *writer) actions(depth int, r *Resource) {
	if len(r.Actions) > 0 {
		w.line(depth, "actions", "")
	}
	for _, a := range r.Actions {
		if len(a.Set) == 0 && a.Transition != nil && !a.Own && a.RenamedFrom == "" {
			w.line(depth+1, a.Name, scalar(FormatTransition(a.Transition)))
			continue
		}
		w.line(depth+1, a.Name, "")
		if a.Transition != nil {
			w.line(depth+2, "transition", scalar(FormatTransition(a.Transition)))
		}
		w.settings(depth+2, a.Set)
		w.message(depth+2, "request", a.Request)
		w.message(depth+2, "returns", a.Returns)
		if a.Own && len(a.Messages()) == 0 {
			w.line(depth+2, "returns", r.Name)
		}
		if a.RenamedFrom != "" {
			w.line(depth+2, "renamed_from", scalar(a.RenamedFrom))
		}
	}
}

func (w *writer) settings(depth int, settings []Setting) {
	if len(settings) > 0 {
		w.line(depth, "set", "")
	}
	for _, set := range settings {
		switch {
		case set.Now:
			w.line(depth+1, set.Field, now)
		case set.Value == nil:
			w.line(depth+1, set.Field, "null")
		default:
			w.line(depth+1, set.Field, scalar(*set.Value))
		}
	}
}

func (w *writer) message(depth int, key string, m *Message) {
	if m == nil {
		return
	}
	w.line(depth, key, "")
	w.fields(depth+1, m.Fields)
}

func (w *writer) fields(depth int, fields []*Field) {
	for _, f := range fields {
		w.line(depth, f.Name, scalar(FormatField(f)))
	}
}

func (w *writer) constraints(depth int, constraints []*Constraint) {
	if len(constraints) == 0 {
		return
	}
	w.line(depth, "constraints", "")
	for _, c := range constraints {
		if len(c.Fields) == 0 {
			w.line(depth+1, c.Name, scalar(c.Message))
			continue
		}
		w.line(depth+1, c.Name, "")
		w.line(depth+2, "message", scalar(c.Message))
		w.line(depth+2, "fields", flow(c.Fields))
	}
}

func (w *writer) removed(depth int, removed []Removal) {
	if len(removed) == 0 {
		return
	}
	names := make([]string, len(removed))
	for i, r := range removed {
		names[i] = scalar(r.Name)
		if r.Instead != "" {
			names[i] += " -> " + r.Instead
		}
	}
	w.line(depth, "removed", flow(names))
}

// FormatIndex writes an index as the spec does: unique title, category desc.
func FormatIndex(i *Index) string {
	keys := make([]string, len(i.Keys))
	for n, k := range i.Keys {
		keys[n] = k.Field
		if k.Desc {
			keys[n] += " desc"
		}
	}
	text := strings.Join(keys, ", ")
	if i.Unique {
		text = "unique " + text
	}
	if i.Using != "" {
		text += " using " + i.Using
	}
	return text
}

func flow(words []string) string { return "[" + strings.Join(words, ", ") + "]" }

// scalar writes a text as a YAML value in a block mapping: unquoted if it cannot be mistaken, in single quotes if it is one line
// of printable characters, in double quotes otherwise.
func scalar(s string) string {
	if plain(s) {
		return s
	}
	odd := func(c rune) bool { return !unicode.IsPrint(c) }
	if !strings.ContainsFunc(s, odd) {
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(c))
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c <= 0xffff && odd(c):
			const hex = "0123456789abcdef"
			b.WriteString(`\u` + string([]byte{hex[c>>12&15], hex[c>>8&15], hex[c>>4&15], hex[c&15]}))
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// plain reports whether a text needs no quotes. It quotes too often rather than too rarely.
func plain(s string) bool {
	if s == "" || s != strings.TrimSpace(s) || strings.Contains(s, ": ") || strings.Contains(s, " #") || strings.HasSuffix(s, ":") {
		return false
	}
	letter := false
	for i, c := range s {
		if !unicode.IsPrint(c) {
			return false
		}
		letter = letter || i == 0 && unicode.IsLetter(c)
	}
	return letter && !IsYAMLWord(s) // what starts with a digit or a sign may be a number or an indicator
}

// IsYAMLWord reports whether YAML takes a word without quotes for something else than text: a boolean, or null.
func IsYAMLWord(word string) bool {
	switch strings.ToLower(word) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return true
	}
	return false
}
