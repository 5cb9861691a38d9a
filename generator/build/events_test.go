package build

import (
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
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
