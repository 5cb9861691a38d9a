package spec

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	catalogFile = "service: catalog\nresources:\n  product: {fields: {title: string}}\n  log: {methods: [create], fields: {title: string}}\n"
	pricingFile = "service: pricing\nresources: {price: {fields: {title: string}}}\n"
	ordersFile  = "service: orders # o\nuses: [pricing] # u\nresources:\n  order:\n    fields:\n" +
		"      product: ref=catalog.product filter # p\n      gift: {ref: catalog.product, optional: true}\n"
)

// peerSources are three services, the files of which may be others than those above.
func peerSources(catalog, orders string) []Source {
	return []Source{
		{Path: WorkspaceFile, Data: []byte(goodWorkspace)},
		{Path: ServiceFile("catalog"), Data: []byte(catalog)},
		{Path: ServiceFile("orders"), Data: []byte(orders)},
		{Path: ServiceFile("pricing"), Data: []byte(pricingFile)},
	}
}

func TestPeers(t *testing.T) {
	t.Parallel()
	s, err := Parse(peerSources(catalogFile, ordersFile))
	if err != nil {
		t.Fatal(err)
	}
	orders := s.Services[1]
	if len(orders.Uses) != 1 || orders.Uses[0].Service != "pricing" || orders.Uses[0].Pos.Line != 2 {
		t.Errorf("uses: %v", orders.Uses)
	}
	for _, f := range orders.Resources[0].Fields {
		if f.RefService != "catalog" || f.Ref != "product" || f.RefText() != "catalog.product" {
			t.Errorf("%s refers to %q", f.Name, f.RefText())
		}
	}
	again, err := Parse([]Source{{Path: WorkspaceFile, Data: Marshal(s)}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(Marshal(s)), string(Marshal(again))); diff != "" || !strings.Contains(string(Marshal(s)), "uses: [pricing]\n") {
		t.Error(diff)
	}
}

func TestPeerProblems(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, old, with, want string }{
		{"service", "ref=catalog.product", "ref=catlog.product", "services/orders/service.yaml:6:20: there is no service \"catlog\""},
		{"resource", "ref=catalog.product", "ref=catalog.prodct", "services/orders/service.yaml:6:28: service \"catalog\" has no resource \"prodct\""},
		{"long form", "ref: catalog.product", "ref: catalog.prodct", "services/orders/service.yaml:7:27: service \"catalog\" has no resource \"prodct\""},
		{"itself", "ref=catalog.product", "ref=orders.order", "services/orders/service.yaml:6:20: \"orders.order\" is in the same service"},
		{"not a name", "ref=catalog.product", "ref=catalog.Product", "services/orders/service.yaml:6:28: resource name \"Product\" "},
		{"two dots", "ref=catalog.product", "ref=shop.catalog.product", "services/orders/service.yaml:6:25: resource name \"catalog.product\" contains"},
		{"without get", "ref=catalog.product", "ref=catalog.log", "services/orders/service.yaml:6:20: \"catalog.log\" has no method get, which tells"},
		{"on_delete", "filter # p", "on_delete=restrict", "services/orders/service.yaml:6:36: on_delete is about a foreign key"},
		{"uses nothing", "uses: [pricing]", "uses: [prices]", "services/orders/service.yaml:2:8: there is no service \"prices\""},
		{"uses itself", "uses: [pricing]", "uses: [orders]", "services/orders/service.yaml:2:8: service \"orders\" uses itself"},
		{"uses twice", "uses: [pricing]", "uses: [pricing, pricing]", "services/orders/service.yaml:2:17: service \"pricing\" is named twice"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(ordersFile, tt.old) {
				t.Fatal(tt.old)
			}
			_, err := Parse(peerSources(catalogFile, strings.Replace(ordersFile, tt.old, tt.with, 1)))
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) || strings.Contains(err.Error(), "\nservices/") {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
		})
	}
}

// TestPeerIdentity proves that fields can refer to the users of a workspace with sessions, whether or not it writes anything of identity.
func TestPeerIdentity(t *testing.T) {
	t.Parallel()
	const workspace = "version: 1\nmodule: github.com/acme/shop\nauth: {sessions: {providers: [google]}}\nallow: [signed_in]\n"
	const written = "service: identity\nresources: {user: {allow: [admin]}}\n"
	for _, tt := range []struct{ ref, want string }{
		{"identity.user", ""},
		{"identity.auth_event", ""},
		{"identity.session", "services/orders/service.yaml:6:29: service \"identity\" has no resource \"session\""},
		{"identty.user", "services/orders/service.yaml:6:20: there is no service \"identty\"\n"},
	} {
		for _, sources := range [][]Source{
			peerSources(catalogFile, strings.Replace(ordersFile, "catalog.product filter", tt.ref, 1)),
			append(peerSources(catalogFile, strings.Replace(ordersFile, "catalog.product filter", tt.ref, 1)), Source{Path: ServiceFile(Identity), Data: []byte(written)}),
		} {
			sources[0].Data = []byte(workspace)
			_, err := Parse(sources)
			if (err == nil) != (tt.want == "") || err != nil && !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("%s: got %v, want %q", tt.ref, err, tt.want)
			}
		}
	}
}

func TestCyclesBetweenServices(t *testing.T) {
	t.Parallel()
	back := strings.Replace(catalogFile, "{title: string}", "{title: string, last: ref=orders.order optional}", 1)
	if _, err := Parse(peerSources(back, ordersFile)); err != nil {
		t.Errorf("a cycle that begins with nothing: %v", err)
	}
	_, err := Parse(peerSources(strings.Replace(back, " optional", "", 1), ordersFile))
	want := "required references form a cycle (catalog.product -> orders.order -> catalog.product)"
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v", err)
	}
}

func TestClientPackageOfThatName(t *testing.T) {
	t.Parallel()
	sources := peerSources(catalogFile, ordersFile)
	sources[2] = Source{Path: ServiceFile("catalog_client"), Data: []byte(strings.Replace(ordersFile, "orders", "catalog_client", 1))}
	_, err := Parse(sources)
	if err == nil || !strings.Contains(err.Error(), `service "catalog_client" has the name of the Go package with which "catalog" is called`) {
		t.Errorf("got %v", err)
	}
}

func TestRenameElsewhere(t *testing.T) {
	t.Parallel()
	changed := func(at Target, to string) map[string]string {
		files, err := Rename(peerSources(catalogFile, ordersFile), at, to, "")
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		for _, f := range files {
			texts[f.Path] = string(f.Data)
		}
		return texts
	}
	orders := ServiceFile("orders")
	for _, tt := range []struct {
		name, to string
		at       Target
		want     string // of the file of orders, "" if it does not change
	}{
		{"resource", "item", Target{"catalog", "product", ""}, strings.ReplaceAll(ordersFile, "catalog.product", "catalog.item")},
		{"service", "store", Target{Service: "catalog"}, strings.ReplaceAll(ordersFile, "catalog.product", "store.product")},
		{"used service", "quotes", Target{Service: "pricing"}, strings.ReplaceAll(ordersFile, "[pricing]", "[quotes]")},
		{"another resource", "entry", Target{"catalog", "log", ""}, ""},
		{"field", "name", Target{"catalog", "product", "title"}, ""},
	} {
		if diff := cmp.Diff(tt.want, changed(tt.at, tt.to)[orders]); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// TestRenameWhatConsumersListenTo has each form in which a consumer names events, in the service that publishes them and in another one.
func TestRenameWhatConsumersListenTo(t *testing.T) {
	t.Parallel()
	const consumers = `consumers:
  one: catalog.product.deleted # first
  list: [catalog.product.created, "catalog.log"]
  long: {on: catalog.product, from: now}
  block:
    on:
      - catalog.product.updated
      - catalog.log.created
`
	const catalog = "service: catalog\nresources:\n  product:\n    fields: {title: string}\n    events: [created, updated, deleted]\n" +
		"  log:\n    fields: {product: string}\n    events: [created]\n" + consumers
	const orders = "service: orders\nresources:\n  order:\n    fields: {title: string}\n" + consumers
	for _, tt := range []struct {
		at       Target
		to       string
		old, now string
	}{
		{Target{"catalog", "product", ""}, "item", "catalog.product", "catalog.item"},
		{Target{"catalog", "log", ""}, "entry", "catalog.log", "catalog.entry"},
		{Target{Service: "catalog"}, "store", "catalog.", "store."},
	} {
		files, err := Rename([]Source{workspaceOf(goodWorkspace), {Path: ServiceFile("catalog"), Data: []byte(catalog)}, {Path: ServiceFile("orders"), Data: []byte(orders)}}, tt.at, tt.to, "")
		if err != nil {
			t.Fatal(err)
		}
		want := strings.ReplaceAll(consumers, tt.old, tt.now)
		if len(files) != 2 || !strings.HasSuffix(string(files[0].Data), want) || !strings.HasSuffix(string(files[1].Data), want) {
			t.Errorf("%s: %s", tt.to, files)
		}
	}
}

func TestRenameElsewhereInASpecOfOneFile(t *testing.T) {
	t.Parallel()
	s, err := Parse(peerSources(catalogFile, ordersFile))
	if err != nil {
		t.Fatal(err)
	}
	text := string(Marshal(s))
	got, err := renameOne([]Source{{Path: WorkspaceFile, Data: []byte(text)}}, Target{"catalog", "product", ""}, "item", "")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer("catalog.product", "catalog.item", "  product:\n        fields", "  item:\n        fields").Replace(text)
	if diff := cmp.Diff(want, string(got.Data)); diff != "" {
		t.Error(diff)
	}
}

func TestRemoveWhatOthersReferTo(t *testing.T) {
	t.Parallel()
	_, err := Remove(peerSources(catalogFile, ordersFile), Target{"catalog", "product", ""}, "")
	want := "services/orders/service.yaml:6:7: field \"product\" of orders.order refers to \"catalog.product\"\n"
	if err == nil || !strings.HasPrefix(err.Error(), want) || !strings.Contains(err.Error(), "svcgen remove field orders order gift first") {
		t.Errorf("got %v", err)
	}
	if _, err := Remove(peerSources(catalogFile, ordersFile), Target{"catalog", "log", ""}, ""); err != nil {
		t.Errorf("nobody refers to a log: %v", err)
	}
	for name, want := range map[string]string{
		"catalog": "services/orders/service.yaml:6:7: field \"product\" of orders.order refers to",
		"pricing": "services/orders/service.yaml:2:8: service \"orders\" uses \"pricing\"",
	} {
		if _, _, err := RemoveService(peerSources(catalogFile, ordersFile), name, ""); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, _, err := RemoveService(peerSources(catalogFile, ordersFile), "orders", ""); err != nil {
		t.Errorf("nobody needs orders: %v", err)
	}
}
