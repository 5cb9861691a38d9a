package gateway

import (
	"reflect"
	"testing"

	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

func TestGatewayWiring(t *testing.T) {
	t.Parallel()
	s := rendertest.Build(t, spectest.APIKeys()).Services[0]
	if connVar(s) != "apiKeysConn" {
		t.Error(connVar(s))
	}
	for want, change := range map[string]func(){
		"grpcx.Intercept(grpcx.HandOver(c.APIKeys), mw.CompleteMasks)":                  func() {},
		"grpcx.Intercept(grpcx.HandOver(c.APIKeys), mw.CompleteMasks, sign)":            func() { s.Workspace.Auth = spec.AuthJWT },
		"grpcx.Intercept(grpcx.HandOver(c.APIKeys), mw.CompleteMasks, grpcx.SendTrace)": func() { s.Workspace.Packs = []string{"observability"} },
	} {
		s.Workspace.Auth, s.Workspace.Packs = spec.AuthNone, nil
		change()
		if got := gatewayConn(s); got != want {
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
