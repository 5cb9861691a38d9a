package gateway

import (
	"reflect"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

func wiringService(t *testing.T) *model.Service {
	t.Helper()
	crud := []spec.Method{spec.Create, spec.Get, spec.List, spec.Update, spec.Delete}
	m, _, err := model.Build(&spec.Spec{Module: "example.com/shop", Name: "shop", Auth: "none", Services: []*spec.Service{{
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
	if connVar(s) != "apiKeysConn" {
		t.Error(connVar(s))
	}
	if want := "grpcx.Intercept(c.APIKeys, mw.CompleteMasks)"; gatewayConn(s) != want {
		t.Error(gatewayConn(s))
	}
	want := []string{
		"apikeysv1.ApiKeysService_GetShelf_FullMethodName", "apikeysv1.ApiKeysService_ListShelves_FullMethodName",
		"apikeysv1.ApiKeysService_GetBox_FullMethodName", "apikeysv1.ApiKeysService_ListBoxes_FullMethodName",
		"apikeysv1.ApiKeysService_ListLogs_FullMethodName",
	}
	if got := readMethods(s); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}
