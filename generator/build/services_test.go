package build

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

const (
	ordersText  = "  orders: {resources: {order: {fields: {number: string, note: text optional, state: 'enum=open,paid'}}}}\n"
	catalogText = "  catalog: {resources: {product: {fields: {title: string}}}}\n"
	// the same as orders under another name
	billingText = "  billing: {renamed_from: orders, resources: {order: {fields: {number: string, note: text optional, state: 'enum=open,paid'}}}}\n"
)

// history builds one spec after another, each with the ledger of the previous one, read from its files.
func history(t *testing.T, specs ...string) (*model.Model, *ledger.Ledger) {
	t.Helper()
	l := ledger.New()
	var m *model.Model
	for _, text := range specs {
		m, l = mustBuild(t, parsed(t, text), l)
		var err error
		if l, err = ledger.Parse(ledgerMap(l)); err != nil {
			t.Fatal(err)
		}
	}
	return m, l
}

// told returns the problem or the loss that a build reports.
func told(t *testing.T, l *ledger.Ledger, text string) string {
	t.Helper()
	_, _, err := Model(parsed(t, text), l)
	var problems spec.Problems
	var loss *lineage.LossError
	switch {
	case errors.As(err, &problems):
		lines := make([]string, len(problems))
		for i, p := range problems {
			lines[i] = p.Msg + " | " + p.Hint
		}
		return strings.Join(lines, "\n")
	case errors.As(err, &loss):
		return loss.Error()
	case err != nil:
		t.Fatal(err)
	}
	return ""
}

func modelService(t *testing.T, m *model.Model, name string) *model.Service {
	t.Helper()
	for _, s := range m.Services {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("there is no service %s", name)
	return nil
}

// facts returns the properties of a service that clients and deployments depend on.
func facts(s *model.Service) string {
	out := fmt.Sprintf("%s grpc %d admin %d database %s initial %t", s.Name, s.GRPCPort, s.AdminPort, s.Database, s.Initial())
	for _, r := range s.Resources {
		out += "; " + r.Name
		for _, f := range r.Fields {
			out += fmt.Sprintf(" %s=%d", f.Name, f.Number)
		}
		out += strings.TrimRight(" "+strings.Join(model.Reserved(r.Removed), " "), " ")
	}
	return out
}

func TestServiceGone(t *testing.T) {
	t.Parallel()
	_, l := history(t, "services:\n"+catalogText+ordersText)
	want := `svcgen.yaml:1: service "orders" is not in the spec any more
  removed: [old, orders]           add it to svcgen.yaml: its code is deleted; its database is left alone`
	l.Services = append(l.Services, &ledger.Service{Name: "old", Gone: true})
	if diff := cmp.Diff(want, told(t, l, "removed: [old]\nservices:\n"+catalogText)); diff != "" {
		t.Error(diff)
	}
	// only a new service with one of its resources is offered as its new name
	got := told(t, l, "services:\n"+catalogText+"  billing: {resources: {order: {fields: {number: string}}}}\n  users: {resources: {user: {fields: {name: string}}}}\n")
	want = `svcgen.yaml:1: service "orders" is not in the spec any more
  renamed_from: orders             add it to service billing: code, data and your edits move to billing
  removed: [orders]                add it to svcgen.yaml: its code is deleted; its database is left alone`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := choices(t, "services:\n"+catalogText+ordersText, "services:\n"+catalogText); len(got) != 1 || got[0] != ": removed orders" {
		t.Errorf("for programs: %q", got)
	}
}

func TestServiceRemoved(t *testing.T) {
	t.Parallel()
	const gone = "removed: [orders]\nservices:\n" + catalogText
	_, l := history(t, "services:\n"+catalogText+ordersText, gone)
	if told := told(t, l, gone); told != "" { // left over
		t.Errorf("left over: %s", told)
	}
	if told := told(t, l, "services:\n"+catalogText); told != "" { // deleted again
		t.Errorf("no longer said: %s", told)
	}
	want := `removed names "order", which never was a service | did you mean "orders"?`
	if _, first := history(t, "services:\n"+catalogText+ordersText); told(t, first, "removed: [order]\nservices:\n"+catalogText+ordersText) != want {
		t.Errorf("got %s", told(t, first, "removed: [order]\nservices:\n"+catalogText+ordersText))
	}

	// another service gets other ports
	m, _ := mustBuild(t, parsed(t, "services:\n"+catalogText+"  users: {resources: {user: {fields: {name: string}}}}\n"), l)
	if got := facts(modelService(t, m, "users")); got != "users grpc 9003 admin 9103 database users initial true; user name=6" {
		t.Error(got)
	}
	// a service of the same name is the same service: its clients and database may still exist
	m, _ = mustBuild(t, parsed(t, "services:\n"+catalogText+ordersText), l)
	s := modelService(t, m, "orders")
	if got := facts(s); got != "orders grpc 9002 admin 9102 database orders initial false; order number=6 note=7 state=8" || evolve.Changed(s) {
		t.Errorf("%s, changed %t", got, evolve.Changed(s))
	}
	if got := told(t, l, "services:\n"+catalogText+"  orders: {resources: {order: {fields: {number: string}}}}\n"); !strings.Contains(got, `field "note" of order`) {
		t.Errorf("the missing field is not reported: %s", got)
	}
	// no other service may take its name
	got := told(t, l, "services:\n  orders: {renamed_from: catalog, resources: {product: {fields: {title: string}}}}\n")
	if want := `service "orders": the name belongs to a removed service, whose database and protobuf numbers are kept | choose another name`; got != want {
		t.Error(got)
	}
}

func TestServiceRenamed(t *testing.T) {
	t.Parallel()
	before := "services:\n" + catalogText + ordersText
	m, l := history(t, before, "services:\n"+catalogText+billingText)
	s := modelService(t, m, "billing")
	if got := facts(s); got != "billing grpc 9002 admin 9102 database orders initial false; order number=6 note=7 state=8" || evolve.Changed(s) {
		t.Errorf("%s, changed %t", got, evolve.Changed(s))
	}
	if s.Was() != "orders" {
		t.Errorf("was %q", s.Was())
	}
	m, again := mustBuild(t, parsed(t, "services:\n"+catalogText+billingText), l) // left over
	if got := facts(modelService(t, m, "billing")); !strings.Contains(got, "database orders") || modelService(t, m, "billing").Was() != "billing" {
		t.Errorf("%s, was %q", got, modelService(t, m, "billing").Was())
	}
	if diff := cmp.Diff(l.Files(), again.Files()); diff != "" {
		t.Errorf("the ledger changed: %s", diff)
	}
	m, _ = mustBuild(t, parsed(t, "services:\n"+catalogText+strings.Replace(billingText, "renamed_from: orders, ", "", 1)), l)
	if got := facts(modelService(t, m, "billing")); !strings.Contains(got, "database orders") {
		t.Errorf("without the intent: %s", got)
	}

	// a new service with the old name is another one with its own database, ports and numbers
	billing := strings.Replace(billingText, "renamed_from: orders, ", "http_prefix: b, ", 1)
	m, l2 := mustBuild(t, parsed(t, "services:\n"+catalogText+billing+strings.Replace(ordersText, "number: string,", "total: int32, number: string,", 1)), again)
	if got := facts(modelService(t, m, "orders")); got != `orders grpc 9003 admin 9103 database orders_2 initial true; order total=9 number=10 note=11 state=12 reserved 6, 7, 8;` {
		t.Error(got)
	}
	if _, err := ledger.Parse(ledgerMap(l2)); err != nil {
		t.Error(err)
	}
}

func TestServiceRenamedFromNothing(t *testing.T) {
	t.Parallel()
	_, l := history(t, "services:\n"+catalogText+ordersText)
	for _, c := range []struct{ from, want string }{
		{"order", `service "billing": renamed_from names "order", but the last run had no such service | did you mean "orders"?`},
		{"users", `service "billing": renamed_from names "users", but the last run had no such service | delete renamed_from, or write the name that it has in .svcgen/model`},
	} {
		text := "services:\n" + catalogText + ordersText + strings.Replace(billingText, "renamed_from: orders", "http_prefix: b, renamed_from: "+c.from, 1)
		if got := told(t, l, text); got != c.want {
			t.Errorf("%s: %s", c.from, got)
		}
	}
	// renamed again, with the first renamed_from still in the spec
	_, l = history(t, "services:\n"+ordersText, "services:\n"+billingText)
	got := told(t, l, "services:\n"+strings.Replace(billingText, "billing", "invoices", 1))
	if want := `service "invoices": renamed_from names "orders", but the last run had no such service | an earlier run renamed orders to billing: write that name instead`; got != want {
		t.Error(got)
	}
	m, l := mustBuild(t, parsed(t, "services:\n"+strings.NewReplacer("billing", "invoices", "renamed_from: orders", "renamed_from: billing").Replace(billingText)), l)
	if got := facts(m.Services[0]); !strings.HasPrefix(got, "invoices grpc 9001 admin 9101 database orders initial false; order number=6") {
		t.Error(got)
	}
	// renamed back to its first name
	m, l = mustBuild(t, parsed(t, "services:\n"+strings.Replace(ordersText, "orders: {", "orders: {renamed_from: invoices, ", 1)), l)
	if got := facts(m.Services[0]); got != "orders grpc 9001 admin 9101 database orders initial false; order number=6 note=7 state=8" {
		t.Error(got)
	}
	if _, err := ledger.Parse(ledgerMap(l)); err != nil {
		t.Error(err)
	}
}

func TestServicesExchanged(t *testing.T) {
	t.Parallel()
	m, l := history(t, "services:\n  a: {resources: {x: {fields: {t: string}}}}\n  b: {resources: {y: {fields: {t: string}}}}\n",
		"services:\n  a: {renamed_from: b, resources: {y: {fields: {t: string}}}}\n  b: {renamed_from: a, resources: {x: {fields: {t: string}}}}\n")
	for name, want := range map[string]string{
		"a": "a grpc 9002 admin 9102 database b initial false; y t=6",
		"b": "b grpc 9001 admin 9101 database a initial false; x t=6",
	} {
		if got := facts(modelService(t, m, name)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if a, b := m.Services[0].Was(), m.Services[1].Was(); len(l.Files()) != 2 || a != "b" || b != "a" {
		t.Errorf("%d files, a was %q, b was %q", len(l.Files()), a, b)
	}
}

// One run renames a service, one of its resources and a field.
func TestRenamedAtOnce(t *testing.T) {
	t.Parallel()
	m, _ := history(t, "services:\n"+ordersText, `services:
  billing: {renamed_from: orders, resources: {invoice: {renamed_from: order, fields: {code: 'string renamed_from=number', note: text optional, state: 'enum=open,paid'}}}}
`)
	if got := facts(modelService(t, m, "billing")); got != "billing grpc 9001 admin 9101 database orders initial false; invoice code=6 note=7 state=8" {
		t.Error(got)
	}
	if s := modelService(t, m, "billing"); s.Was() != "orders" || s.Resources[0].Was() != "order" {
		t.Errorf("was %q with %q", s.Was(), s.Resources[0].Was())
	}
	files := evolve.Migrations(modelService(t, m, "billing"), []string{"00001_init.sql"})
	if len(files) != 1 || files[0].Name != "00002_invoices_changes.sql" || !strings.Contains(string(files[0].Data), "RENAME COLUMN number TO code") {
		t.Errorf("%+v", files)
	}
}

func TestServicesOfOnePackage(t *testing.T) {
	t.Parallel()
	const fields = ": {resources: {%s: {fields: {t: string}}}}\n"
	text := "services:\n  order_s" + fmt.Sprintf(fields, "x") + "  orders" + fmt.Sprintf(fields, "y")
	if got := told(t, ledger.New(), text); got != `services "order_s" and "orders" both become the Go package orders | rename one of them` {
		t.Error(got)
	}
}
