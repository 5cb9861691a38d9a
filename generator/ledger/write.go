package ledger

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Dir is the directory of the ledger in a workspace. It holds one file per service.
const Dir = ".svcgen/model"

// Head is the comment at the top of each file of the ledger.
const Head = `# What svcgen must remember of this service: ports, protobuf numbers, and the schema as it was last generated. Commit this
# file and do not edit it. If two branches changed it, svcgen merge resolves the conflict.
`

// File is a file of the ledger.
type File struct {
	Path string // .svcgen/model/catalog.yaml
	Data []byte
}

// Files prints the ledger as YAML: one file for each service, sorted by path. Each fact has its own line, so that git can merge what
// two branches added.
func (l *Ledger) Files() []File {
	files := make([]File, len(l.Services))
	for i, s := range l.Services {
		files[i] = File{Path: Dir + "/" + s.Name + ".yaml", Data: []byte(s.print())}
	}
	return files
}

func (s *Service) print() string {
	var b strings.Builder
	b.WriteString(Head)
	fmt.Fprintf(&b, "service: %s\n", yamlScalar(s.Name))
	for _, kv := range []pair{{key: "was", value: s.Was}, {key: "renamed_to", value: s.RenamedTo}, {key: "database", value: s.Database}} {
		if kv.value != "" {
			fmt.Fprintf(&b, "%s: %s\n", kv.key, yamlScalar(kv.value))
		}
	}
	if s.Gone {
		b.WriteString("gone: true\n")
	}
	if s.GRPCPort > 0 {
		fmt.Fprintf(&b, "grpc_port: %d\n", s.GRPCPort)
	}
	if s.AdminPort > 0 {
		fmt.Fprintf(&b, "admin_port: %d\n", s.AdminPort)
	}
	if s.API != "" {
		fmt.Fprintf(&b, "api: %s\n", yamlScalar(s.API))
	}
	if len(s.SignIn) > 0 {
		fmt.Fprintf(&b, "sign_in: [%s]\n", strings.Join(s.SignIn, ", "))
	}
	if s.JSONEnums != "" {
		fmt.Fprintf(&b, "json_enums: %s\n", s.JSONEnums)
	}
	if len(s.Consumers) > 0 {
		words := make([]string, len(s.Consumers))
		for i, c := range s.Consumers {
			words[i] = c.print()
		}
		fmt.Fprintf(&b, "consumers: [%s]\n", strings.Join(words, ", "))
	}
	if s.Bus != "" {
		fmt.Fprintf(&b, "bus: %s\n", yamlScalar(s.Bus))
	}
	if len(s.Copies) > 0 {
		fmt.Fprintf(&b, "copies: [%s]\n", strings.Join(s.Copies, ", "))
	}
	if len(s.Jobs) > 0 {
		jobs := make([]string, len(s.Jobs))
		for i, name := range s.Jobs {
			jobs[i] = yamlScalar(name)
		}
		fmt.Fprintf(&b, "jobs: [%s]\n", strings.Join(jobs, ", "))
	}
	if s.Breaks > 0 {
		fmt.Fprintf(&b, "breaks: %d\n", s.Breaks)
	}
	if len(s.Enums) > 0 {
		b.WriteString("enums:\n")
	}
	for _, e := range s.Enums {
		fmt.Fprintf(&b, "  %s:\n", yamlScalar(e.Name))
		if e.GoName != "" || e.PBName != "" {
			new(line).text("go", e.GoName).text("pb", e.PBName).end(&b)
		}
		for _, v := range e.Values {
			new(line).text("value", v.Name).number(v.Number).end(&b)
		}
		for _, v := range e.Removed {
			new(line).text("removed", v.Name).number(v.Number).end(&b)
		}
	}
	if len(s.Methods) > 0 {
		b.WriteString(methodsSection + ":\n")
	}
	for _, m := range s.Methods {
		m.print(&b)
	}
	if len(s.Events) > 0 {
		b.WriteString(eventsSection + ":\n")
	}
	for _, e := range s.Events {
		e.print(&b)
	}
	if len(s.Resources) > 0 {
		b.WriteString("resources:\n")
	}
	for _, r := range s.Resources {
		fmt.Fprintf(&b, "  %s:\n", yamlScalar(r.Name))
		r.print(&b)
	}
	if len(s.Tables) > 0 {
		b.WriteString("tables:\n")
	}
	for _, t := range s.Tables {
		fmt.Fprintf(&b, "  %s:\n", yamlScalar(t.Name))
		printTable(&b, t)
	}
	return b.String()
}

func (r *Resource) print(b *strings.Builder) {
	new(line).text("plural", r.Plural).text("go", r.GoName).text("pb", r.PBName).
		text("primary_key", r.PrimaryKey).text("was", r.Was).flag("gone", r.Gone).flag("soft_delete", r.SoftDelete).end(b)
	if c := r.Child; c != nil {
		l := new(line).text("child", c.Key).text("of", c.Of).number(c.Number)
		if c.API != nil {
			l.list("api", c.API)
		}
		if c.ForeignKey != nil {
			l.list("foreign_key", c.ForeignKey)
		}
		l.end(b)
	}
	if r.Path != "" {
		methods := make([]string, len(r.Methods))
		for i, m := range r.Methods {
			methods[i] = string(m)
		}
		new(line).text("path", r.Path).list("methods", methods).end(b)
	}
	for _, a := range r.Actions {
		new(line).text("action", a.Name).text("transition", a.Transition).end(b)
		a.Request.print(b, requestKey, a.Name)
		a.Returns.print(b, returnsKey, a.Name)
	}
	if r.Topic != "" {
		new(line).text("topic", r.Topic).list("events", EventNames(r.Events)).end(b)
		for _, e := range r.Events {
			e.print(b)
		}
		for _, e := range r.GoneEvents {
			new(line).text("gone_event", e.Name).text("on", e.On).list("types", e.Types).end(b)
		}
	}
	for _, a := range r.Allow {
		methods := make([]string, len(a.Methods))
		for i, m := range a.Methods {
			methods[i] = string(m)
		}
		new(line).list("allow", methods).list("to", a.To).end(b)
	}
	if len(r.Owner) > 0 {
		new(line).list("owner", r.Owner).end(b)
	}
	writeMethods(b, "validate_only", r.ValidateOnly)
	if len(r.Expand) > 0 {
		new(line).list("expand", r.Expand).end(b)
	}
	writeMethods(b, "idempotent", r.Idempotent)
	for _, f := range r.Fields {
		f.print(b)
	}
	for _, t := range r.Removed {
		new(line).text("removed", t.Name).number(t.Number).end(b)
	}
	for _, u := range r.Uniques {
		new(line).text("unique", u.Name).list("columns", u.Columns).end(b)
	}
	for _, i := range r.Indexes {
		new(line).text("index", i.Name).text("using", i.Using).list("columns", i.Columns).text("where", i.Where).end(b)
	}
	for _, c := range r.Checks {
		new(line).text("rule", c.Name).text("says", c.Rule).list("check", c.Check).end(b)
	}
}

func (f *Field) print(b *strings.Builder) {
	l := new(line).text("field", f.Name).number(f.Number).text("was", f.Was).text("type", f.TypeText()).
		flag("optional", f.Optional)
	if f.API != nil {
		l.list("api", f.API)
	}
	l.text("sql", f.SQL).text("default", f.SQLDefault)
	if f.MoreColumns != nil {
		var parts []string
		for _, c := range f.MoreColumns {
			parts = append(parts, c.Name, c.SQL, c.Default)
		}
		l.list("more_columns", parts)
	}
	if f.Check != nil {
		l.list("check", f.Check)
	}
	if f.ForeignKey != nil {
		l.list("foreign_key", f.ForeignKey)
	}
	l.text("mirror", f.Mirror)
	l.end(b)
}

const (
	formerName = "=" // stands between the name of a consumer and the one that it had
	queueName  = "@" // stands before the queue of a consumer
)

func (c Consumer) print() string {
	text := c.Name
	if c.Was != "" {
		text += formerName + c.Was
	}
	if c.Queue != "" {
		text += queueName + c.Queue
	}
	return text
}

// currencyKey stands between money and its currency.
const currencyKey = " currency="

// TypeText returns the type as the spec writes it: string[], decimal(10,3), ref=category, money currency=EUR.
func (f *Field) TypeText() string {
	t := string(f.Type)
	switch {
	case f.Enum != "":
		t = "enum=" + f.Enum
	case f.Ref != "":
		t = "ref=" + f.Ref
	case f.Precision > 0:
		t += fmt.Sprintf("(%d,%d)", f.Precision, f.Scale)
	case f.Currency != "":
		t += currencyKey + f.Currency
	}
	if f.Repeated {
		t += "[]"
	}
	return t
}

// writeMethods writes the line of a word about methods of the current resource, if there are some.
func writeMethods(b *strings.Builder, word string, methods []spec.Method) {
	if len(methods) == 0 {
		return
	}
	names := make([]string, len(methods))
	for i, m := range methods {
		names[i] = string(m)
	}
	new(line).list(word, names).end(b)
}
