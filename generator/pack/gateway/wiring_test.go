package gateway

import (
	"reflect"
	"testing"

	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestGatewayWiring(t *testing.T) {
	t.Parallel()
	s := rendertest.Build(t, spectest.APIKeys()).Services[0]
	if connVar(s) != "apiKeysConn" {
		t.Error(connVar(s))
	}
	if want := "grpcx.Intercept(grpcx.HandOver(c.APIKeys), mw.CompleteMasks)"; gatewayConn(s) != want {
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
