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
	for guarded, want := range map[bool]string{
		false: "grpcx.Intercept(grpcx.HandOver(c.APIKeys), mw.CompleteMasks)",
		true:  "grpcx.Intercept(grpcx.HandOver(c.APIKeys), mw.CompleteMasks, sign)",
	} {
		if got := gatewayConn(s, guarded); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
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
