package build

import (
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// peersSpec is services that call each other: a and b, c calls b, d calls all of c.
const peersSpec = `version: 1
module: example.com/shop
auth: none
services:
  a:
    http_prefix: a
    resources:
      clients: {plural: clients, fields: {b: ref=b.client optional}}
      other: {fields: {title: string}}
  b:
    resources:
      client: {fields: {a: ref=a.clients optional immutable, again: ref=a.clients optional output_only}}
      b_client: {fields: {title: string}}
  c:
    resources:
      thing: {fields: {b: ref=b.client, again: ref=b.client optional}, methods: [create, update]}
  d:
    http_prefix: d
    uses: [c]
    resources:
      thing: {fields: {title: string}}
`

func peersModel(t *testing.T) *model.Model {
	t.Helper()
	s, err := spec.Parse([]spec.Source{{Path: spec.WorkspaceFile, Data: []byte(peersSpec)}})
	if err != nil {
		t.Fatal(err)
	}
	m, _ := mustBuild(t, s, ledger.New())
	return m
}

func names(services []*model.Service) []string {
	var all []string
	for _, s := range services {
		all = append(all, s.Name)
	}
	return all
}

func TestPeers(t *testing.T) {
	t.Parallel()
	m := peersModel(t)
	a, b, c, d := m.Services[0], m.Services[1], m.Services[2], m.Services[3]
	for _, tt := range []struct {
		service   *model.Service
		peers     []string
		resources int // of the first peer
		awaited   []string
		called    bool
	}{
		{a, []string{"b"}, 1, nil, true},
		{b, []string{"a"}, 1, nil, true},
		{c, []string{"b"}, 1, []string{"b"}, true},
		{d, []string{"c"}, 1, []string{"c"}, false},
	} {
		var peers []string
		for _, p := range tt.service.Peers {
			peers = append(peers, p.Service.Name)
		}
		if !slices.Equal(peers, tt.peers) || len(tt.service.Peers[0].Resources) != tt.resources ||
			!slices.Equal(names(tt.service.Awaited()), tt.awaited) || tt.service.Called() != tt.called {
			t.Errorf("%s calls %v, awaits %v, is called: %v", tt.service.Name, peers, names(tt.service.Awaited()), tt.service.Called())
		}
	}
	if got := names(b.Callers()); !slices.Equal(got, []string{"a", "c"}) {
		t.Errorf("b is called by %v", got)
	}
	if a.ClientsName != "ClientsOfPeers" || b.ClientName != "ClientOfService" || a.Peers[0].PortName != "BClient" || c.Peers[0].TargetVar != "C_B_TARGET" {
		t.Errorf("names: %s, %s, %s, %s", a.ClientsName, b.ClientName, a.Peers[0].PortName, c.Peers[0].TargetVar)
	}
	thing, client := c.Resource("thing"), b.Resource("client")
	if !thing.FetchesOne() || len(thing.EditableRemoteRefs()) != 2 || len(client.EditableRemoteRefs()) != 0 {
		t.Errorf("an update reads a thing: %v", thing.FetchesOne())
	}
	if got := client.Referrers(); len(got) != 3 || got[0].Resource.Name != "clients" || got[1] != thing.Field("b") {
		t.Errorf("%d fields refer to a client", len(got))
	}
	if f := thing.Field("b"); f.Ref != nil || f.RefersTo() != client || f.Entry().TypeText() != "ref=b.client" || f.ForeignKey != "" {
		t.Errorf("a reference to another service: %s, key %q", f.Entry().TypeText(), f.ForeignKey)
	}
	if i := thing.Indexes[0]; i.Name != "things_b_idx" || i.Reason != "references to client" {
		t.Errorf("index %s for %s", i.Name, i.Reason)
	}
}

func TestClientMethods(t *testing.T) {
	t.Parallel()
	m := peersModel(t)
	want := []string{
		"CreateThing(ctx context.Context, draft *cclient.Thing) (*cclient.Thing, error)",
		"UpdateThing(ctx context.Context, patch *cclient.Thing, fields []string) (*cclient.Thing, error)",
	}
	var got []string
	for _, c := range m.Services[2].Resource("thing").ClientMethods("cclient") {
		got = append(got, c.Declaration())
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	methods := m.Services[1].Resource("client").ClientMethods("")
	if last := methods[len(methods)-1]; last.Name != "MissingClients" || last.Passed() != "ctx, ids..." || last.Signature() != "(ctx context.Context, ids ...uuid.UUID) ([]uuid.UUID, error)" {
		t.Errorf("got %+v", last)
	}
	act := model.Action{Request: &model.Resource{GoName: "RateInput"}, Returns: &model.Resource{GoName: "RateOutput"}}
	m.Services[2].OwnMethods = []model.Method{
		{UseCase: "Rate", Action: &act, Resource: &model.Resource{}},
		{UseCase: "Reset", Action: &model.Action{}, Resource: &model.Resource{}},
	}
	for i, want := range []string{"Rate(ctx context.Context, in *cclient.RateInput) (*cclient.RateOutput, error)", "Reset(ctx context.Context) error"} {
		if c := m.Services[2].ClientMethods("cclient")[2+i]; c.Declaration() != want || c.Passed() != []string{"ctx, in", "ctx"}[i] {
			t.Errorf("got %s and %s, want %s", c.Declaration(), c.Passed(), want)
		}
	}
	if got := m.Services[1].Resource("client").ClientMethod(spec.Delete); got.Result != "error" || got.Double != "nil" {
		t.Errorf("a deletion: %+v", got)
	}
}
