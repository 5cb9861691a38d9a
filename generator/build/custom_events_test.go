package build

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

// custom returns a custom event about a product.
func custom(name, was string, more ...*spec.Field) *spec.CustomEvent {
	key := spectest.Ref("product", "product")
	key.Key = true
	return &spec.CustomEvent{Pos: spec.Pos{File: name, Line: 9, Col: 3}, Name: name, RenamedFrom: was, Fields: append([]*spec.Field{key}, more...)}
}

// TestCustomEvents follows custom events through runs: their topics, numbers and names of messages stay, and the ledger reads what it wrote.
func TestCustomEvents(t *testing.T) {
	t.Parallel()
	l := ledger.New()
	left, note := spectest.Field("left", spec.Int32), spectest.Field("note", spec.String)
	source := spectest.Field("source", spec.String)
	source.Key = true
	read := &spec.CustomEvent{Name: "prices_read", Fields: []*spec.Field{source}}
	generate := func(events ...*spec.CustomEvent) (string, error) {
		ss := spectest.Service("catalog", spectest.Resource("product", spectest.Field("title", spec.String)))
		ss.Events = events
		m, next, err := Model(spectest.Workspace(ss), l)
		if err != nil {
			return "", err
		}
		files := map[string][]byte{}
		for _, f := range next.Files() {
			files[f.Path] = f.Data
		}
		again, err := ledger.Parse(files)
		if diff := cmp.Diff(next.Services[0].Events, again.Services[0].Events); err != nil || diff != "" {
			t.Errorf("the ledger is read as something else: %v %s", err, diff)
		}
		l = again
		var all []string
		for _, e := range m.Services[0].CustomEvents {
			text := e.PBName + " " + e.Topic
			for _, f := range e.Data.Fields {
				text += " " + f.ProtoDecl()
			}
			all = append(all, strings.Join(append([]string{text}, e.Former...), " was "))
		}
		return strings.Join(all, "; "), nil
	}
	for _, run := range []struct {
		events []*spec.CustomEvent
		want   string
	}{
		{[]*spec.CustomEvent{custom("low", "", left, note), read}, "Low shop.catalog.product string product = 1; int32 left = 2; string note = 3;; PricesRead shop.catalog.prices-read string source = 1;"},
		{[]*spec.CustomEvent{custom("short", "low", note, left)}, "Short shop.catalog.product string product = 1; string note = 3; int32 left = 2; was shop.catalog.v1.Low"},
		{[]*spec.CustomEvent{custom("short", "", left), read}, "Short shop.catalog.product string product = 1; int32 left = 2; was shop.catalog.v1.Low; PricesRead shop.catalog.prices-read string source = 1;"},
		{[]*spec.CustomEvent{read}, "PricesRead shop.catalog.prices-read string source = 1;"},
		{[]*spec.CustomEvent{custom("short", "", spectest.Field("other", spec.Bool), left)}, "Short shop.catalog.product string product = 1; bool other = 4; int32 left = 2; was shop.catalog.v1.Low"},
	} {
		got, err := generate(run.events...)
		if err != nil || got != run.want {
			t.Errorf("got %s %v\nwant %s", got, err, run.want)
		}
	}
	for _, wrong := range []struct {
		events []*spec.CustomEvent
		want   string
	}{
		{[]*spec.CustomEvent{custom("low", "")}, "low:9:3: the message of event catalog.low would be shop.catalog.v1.Low, as that of catalog.short was until it was removed"},
		{[]*spec.CustomEvent{custom("prices_read", "short")}, "prices_read:9:3: the message of event catalog.prices_read would be shop.catalog.v1.PricesRead, as that of catalog.prices_read was until"},
		{[]*spec.CustomEvent{custom("product_request", ""), custom("get_product_request", "")}, `get_product_request:9:3: event "get_product_request": the name of its message, GetProductRequest, is taken`},
		{[]*spec.CustomEvent{custom("far", "near")}, `far:9:3: event "far": renamed_from names "near", but the last run had no such event`},
	} {
		if _, err := generate(wrong.events...); err == nil || !strings.Contains(err.Error(), wrong.want) {
			t.Errorf("got %v, want %s", err, wrong.want)
		}
	}
}

// TestCustomNames holds that a custom event changes no name that was there before it.
func TestCustomNames(t *testing.T) {
	t.Parallel()
	ss := spectest.Service("catalog", spectest.Resource("product", spectest.Field("title", spec.String)))
	for _, name := range []string{"event", "service", "store", "clients", "sent_product", "new_product"} {
		ss.Events = append(ss.Events, custom(name, ""))
	}
	m, _, err := Model(spectest.Workspace(ss), ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	s := m.Services[0]
	if s.EventName != "Event" {
		t.Errorf("the interface is called %s", s.EventName)
	}
	var names []string
	for _, e := range s.CustomEvents {
		names = append(names, e.GoName)
	}
	if want := []string{"EventEvent", "ServiceEvent", "StoreEvent", "ClientsEvent", "SentProductEvent", "NewProductEvent"}; !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
}
