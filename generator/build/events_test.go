package build

import (
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

// TestFormerTypes holds that the ledger keeps each name that a message had, and that a name that comes back
// is no former one.
func TestFormerTypes(t *testing.T) {
	t.Parallel()
	l := ledger.New()
	for _, run := range []struct {
		name, was string
		former    []string
	}{
		{"product", "", nil},
		{"product", "", nil},
		{"article", "product", []string{"shop.catalog.v1.ProductCreated"}},
		{"article", "", []string{"shop.catalog.v1.ProductCreated"}},
		{"good", "article", []string{"shop.catalog.v1.ProductCreated", "shop.catalog.v1.ArticleCreated"}},
		{"article", "good", []string{"shop.catalog.v1.ProductCreated", "shop.catalog.v1.GoodCreated"}},
	} {
		r := spectest.Resource(run.name, spectest.Field("title", spec.String))
		r.RenamedFrom = run.was
		r.Events = []*spec.Event{{On: spec.Created, Name: spec.Created}}
		m, next, err := Model(spectest.Workspace(spectest.Service("catalog", r)), l)
		if err != nil {
			t.Fatalf("%s: %v", run.name, err)
		}
		if e := m.Services[0].Resources[0].Events[0]; !slices.Equal(e.Former, run.former) {
			t.Errorf("%s after %q: got %v, want %v", run.name, run.was, e.Former, run.former)
		}
		l = next
	}
}

// TestReusedEvents gives a new resource the name that another one with events had.
func TestReusedEvents(t *testing.T) {
	t.Parallel()
	resource := func(name, was, event string) *spec.Resource {
		r := spectest.Resource(name, spectest.Field("title", spec.String))
		r.RenamedFrom = was
		r.Events = []*spec.Event{{Pos: spec.Pos{File: name, Line: 7, Col: 14}, On: spec.Created, Name: event}}
		return r
	}
	l := ledger.New()
	generate := func(resources ...*spec.Resource) error {
		_, next, err := Model(spectest.Workspace(spectest.Service("catalog", resources...)), l)
		if err == nil {
			l = next
		}
		return err
	}
	if err := generate(resource("widget", "", "created")); err != nil {
		t.Fatal(err)
	}
	if err := generate(resource("gadget", "widget", "created")); err != nil {
		t.Fatal(err)
	}
	const topic = "widget:7:14: the events of catalog.widget would be published to the topic shop.catalog.widget, which is that of catalog.gadget since before its rename"
	for _, event := range []string{"created", "made"} {
		if err := generate(resource("gadget", "", "created"), resource("widget", "", event)); err == nil || !strings.HasPrefix(err.Error(), topic) {
			t.Errorf("%s: got %v", event, err)
		}
	}
	if err := generate(resource("gadget", "", "created"), resource("thing", "", "created")); err != nil {
		t.Fatal(err)
	}
	if err := generate(resource("gadget", "", "created"), resource("widget", "thing", "made")); err != nil {
		t.Errorf("a resource with a topic of its own gets the name: %v", err)
	}
	const message = "widget:7:14: the message of event catalog.widget.created would be shop.catalog.v1.WidgetCreated, as that of catalog.gadget.created was"
	if err := generate(resource("gadget", "", "created"), resource("widget", "", "created")); err == nil || !strings.HasPrefix(err.Error(), message) {
		t.Errorf("got %v", err)
	}
}

// TestFormerTypesOfActions renames an action, its event and its resource: the ledger loses none of the names that the message had.
func TestFormerTypesOfActions(t *testing.T) {
	t.Parallel()
	l := ledger.New()
	for _, run := range []struct {
		resource, was, action, wasAction, event string
		former                                  []string
	}{
		{"product", "", "publish", "", "shown", nil},
		{"article", "product", "publish", "", "shown", []string{"ProductShown"}},
		{"article", "", "release", "publish", "shown", []string{"ProductShown"}},
		{"article", "", "release", "publish", "shown", []string{"ProductShown"}}, // renamed_from is still in the spec
		{"article", "", "issue", "release", "issued", []string{"ProductShown", "ArticleShown"}},
		{"article", "", "issue", "", "shown", []string{"ProductShown", "ArticleIssued"}},
	} {
		r := spectest.Resource(run.resource, spectest.Field("title", spec.String))
		r.RenamedFrom = run.was
		r.Actions = []*spec.Action{{Name: run.action, RenamedFrom: run.wasAction, Own: true}}
		r.Events = []*spec.Event{{On: run.action, Name: run.event}}
		m, next, err := Model(spectest.Workspace(spectest.Service("catalog", r)), l)
		if err != nil {
			t.Fatalf("%+v: %v", run, err)
		}
		var former []string
		for _, name := range m.Services[0].Resources[0].Events[0].Former {
			former = append(former, strings.TrimPrefix(name, "shop.catalog.v1."))
		}
		if !slices.Equal(former, run.former) {
			t.Errorf("%+v: got %v", run, former)
		}
		l = next
	}
}

// TestGoneEvents gives an event the name of one that was removed, which only what it told of may have again.
func TestGoneEvents(t *testing.T) {
	t.Parallel()
	l := ledger.New()
	generate := func(name string, on ...string) (*model.Resource, error) {
		r := spectest.Resource(name, spectest.Field("title", spec.String))
		for _, action := range []string{"publish", "hide"} {
			r.Actions = append(r.Actions, &spec.Action{Name: action, Own: true})
		}
		if name != "product" {
			r.RenamedFrom = "product"
		}
		r.Events = []*spec.Event{{On: spec.Created, Name: spec.Created}}
		for _, on := range on {
			r.Events = append(r.Events, &spec.Event{Pos: spec.Pos{File: "spec", Line: 7, Col: 14}, On: on, Name: "shown"})
		}
		m, next, err := Model(spectest.Workspace(spectest.Service("catalog", r)), l)
		if err != nil {
			return nil, err
		}
		files := map[string][]byte{}
		for _, f := range next.Files() {
			files[f.Path] = f.Data
		}
		if l, err = ledger.Parse(files); err != nil {
			t.Fatal(err)
		}
		return m.Services[0].Resources[0], nil
	}
	for _, on := range [][]string{{"publish"}, nil, nil} {
		if _, err := generate("product", on...); err != nil {
			t.Fatal(err)
		}
	}
	const want = "spec:7:14: the message of event catalog.product.shown would be shop.catalog.v1.ProductShown, as that of publish of product was until it was removed"
	if _, err := generate("product", "hide"); err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
	r, err := generate("article", "publish")
	if err != nil {
		t.Fatal(err)
	}
	if e := r.Events[1]; !slices.Equal(e.Former, []string{"shop.catalog.v1.ProductShown"}) {
		t.Errorf("an event that comes back after a rename: got %v", e.Former)
	}
}
