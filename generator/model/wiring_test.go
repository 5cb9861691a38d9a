package model

import (
	"reflect"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

func wiringService(t *testing.T) *Service {
	t.Helper()
	crud := []spec.Method{spec.Create, spec.Get, spec.List, spec.Update, spec.Delete}
	m, _, err := Build(&spec.Spec{Module: "example.com/shop", Name: "shop", Auth: "none", Services: []*spec.Service{{
		Name: "api_keys",
		Resources: []*spec.Resource{
			{Name: "shelf", Methods: crud, Fields: []*spec.Field{{Name: "title", Type: spec.String, Unique: true}}},
			{Name: "box", Methods: crud, Fields: []*spec.Field{
				{Name: "shelf", Type: spec.Ref, Ref: "shelf", Filter: []spec.Op{spec.OpEq}},
				{Name: "size", Type: spec.Int64, Optional: true},
				{Name: "flag", Type: spec.Bool, Filter: []spec.Op{spec.OpEq}},
				{Name: "tags", Type: spec.String, Repeated: true},
				{Name: "data", Type: spec.JSON},
				{Name: "note", Type: spec.String},
			}},
			{Name: "log", Methods: []spec.Method{spec.List}, Fields: []*spec.Field{{Name: "text", Type: spec.String}}},
		},
	}}}, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m.Services[0]
}

func TestGatewayWiring(t *testing.T) {
	t.Parallel()
	s := wiringService(t)
	if s.ConnVar() != "apiKeysConn" {
		t.Error(s.ConnVar())
	}
	if want := "grpcx.Intercept(c.APIKeys, mw.CompleteMasks)"; s.GatewayConn() != want {
		t.Error(s.GatewayConn())
	}
	want := []string{
		"apikeysv1.ApiKeysService_GetShelf_FullMethodName", "apikeysv1.ApiKeysService_ListShelves_FullMethodName",
		"apikeysv1.ApiKeysService_GetBox_FullMethodName", "apikeysv1.ApiKeysService_ListBoxes_FullMethodName",
		"apikeysv1.ApiKeysService_ListLogs_FullMethodName",
	}
	if got := s.ReadMethods(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestRESTFields(t *testing.T) {
	t.Parallel()
	s := wiringService(t)
	shelf, box, log := s.Resources[0], s.Resources[1], s.Resources[2]
	if got := shelf.Fields[0].RESTFixture(); got != `fmt.Sprintf("title %d", i + 1)` {
		t.Errorf("unique: %s", got)
	}
	var got []string
	for _, f := range box.Fields {
		got = append(got, f.RESTFixture())
	}
	want := []string{
		`createAPIKeysShelf(t, api, i)["id"]`, `"1"`, `i%2 == 0`, `[]any{"tags 1"}`, `testkit.Object{"n": 1}`, `"note 1"`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
	for i, f := range []*Field{box.RESTMissing(), box.RESTCleared(), box.RESTNotNull(), box.RESTEmptied()} {
		if want := []string{"shelf", "size", "shelf", "data"}[i]; f == nil || f.Name != want {
			t.Errorf("want %s, got %v", want, f)
		}
	}
	filters := []ListCase{
		{"`shelf = \"` + made[1].Text(\"shelf\") + `\"`", []int{1}},
		{"`flag = \"false\"`", []int{1}},
	}
	if got := box.RESTFilters(); !reflect.DeepEqual(got, filters) {
		t.Errorf("filters: %v", got)
	}
	if shelf.RESTCleared() != nil || shelf.RESTMissing() != nil || shelf.RESTEmptied() != nil {
		t.Error("a shelf has no such field")
	}
	if log.HasIDRoute() || !box.HasIDRoute() || !s.HasREST() {
		t.Error("only a log has no route with an id")
	}
	if got := (ListCase{`"title desc"`, []int{2, 0}}).Args(); got != `"title desc", 2, 0` {
		t.Errorf("arguments: %s", got)
	}
}
