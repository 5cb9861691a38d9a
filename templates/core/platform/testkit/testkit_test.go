package testkit_test

import (
	"context"
	"io"
	"net/http"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/testkit"
)

func TestCallers(t *testing.T) {
	anyone := testkit.NewAPI(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/empty":
			w.WriteHeader(http.StatusNoContent)
		case "/moved":
			http.Redirect(w, r, "/empty", http.StatusFound)
		default:
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"caller":"`+r.Header.Get("Caller")+`","language":"`+r.Header.Get("Accept-Language")+`"}`)
		}
	}))
	me := anyone.With("Caller", "me", "Accept-Language", "de")
	for _, test := range []struct {
		api    *testkit.API
		extra  []string
		caller string
	}{
		{me, nil, "me de"},
		{me, []string{"Accept-Language", "fr"}, "me fr"},
		{me.With("Caller", "you"), nil, "you de"},
		{me, nil, "me de"}, // the others changed nothing
		{anyone, nil, " "},
	} {
		got := test.api.Do(t, http.MethodGet, "/", nil, test.extra...).Want(t, http.StatusOK)
		if caller := got.Text("caller") + " " + got.Text("language"); caller != test.caller {
			t.Errorf("the caller is %q, want %q", caller, test.caller)
		}
	}
	if body := me.Do(t, http.MethodDelete, "/empty", nil).Want(t, http.StatusNoContent); body != nil {
		t.Errorf("the body is %v", body)
	}
	moved := me.Do(t, http.MethodHead, "/moved", nil)
	moved.Want(t, http.StatusFound)
	if to := moved.Header.Get("Location"); to != "/empty" {
		t.Errorf("the redirect leads to %q", to)
	}
}

// TestOnce holds that a caller gets what another one has made if there can be only one.
func TestOnce(t *testing.T) {
	seen := map[string]bool{}
	api := testkit.NewAPI(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/unique" && seen[r.URL.Path] {
			w.WriteHeader(http.StatusConflict)
		}
		seen[r.URL.Path] = true
		_, _ = io.WriteString(w, `{"of":"`+r.Header.Get("Caller")+`"}`)
	}))
	body := func(testing.TB, *testkit.API, int) testkit.Object { return testkit.Object{} }
	me, you := api.With("Caller", "me"), api.With("Caller", "you")
	for _, test := range []struct {
		api        *testkit.API
		path, want string
	}{
		{me, "/unique", "me"},
		{you, "/unique", "me"},
		{me, "/any", "me"},
		{you, "/any", "you"},
		{me, "/any", "me"},
	} {
		if got := test.api.Once(t, test.path, 0, body).Text("of"); got != test.want {
			t.Errorf("%s is of %s, want %s", test.path, got, test.want)
		}
	}
}

func TestMeasure(t *testing.T) {
	asked, answer := 0, http.StatusOK
	api := testkit.NewAPI(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.URL.String() != "/things?pageSize=5" || r.Header.Get("Caller") != "me" {
			answer = http.StatusTeapot
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(answer)
		_, _ = io.WriteString(w, "{}")
	})).With("Caller", "me")
	var failed bool
	measure := func(path string) {
		testing.Benchmark(func(b *testing.B) {
			b.Helper()
			b.Cleanup(func() { failed = b.Failed() })
			api.Measure(b, path)
		})
	}
	measure("/things?pageSize=5")
	if asked < 10 || failed {
		t.Errorf("%d requests, failed: %t", asked, failed)
	}
	if measure("/other"); !failed {
		t.Error("an answer that is an error counts")
	}
}

func TestServeIntercepts(t *testing.T) {
	refuse := func(context.Context, any, *grpc.UnaryServerInfo, grpc.UnaryHandler) (any, error) {
		return nil, errs.Denied("NO", "not you")
	}
	conn := testkit.Serve(t, func(r grpc.ServiceRegistrar) { pb.RegisterTestServiceServer(r, pb.UnimplementedTestServiceServer{}) }, refuse)
	if _, err := pb.NewTestServiceClient(conn).UnaryCall(t.Context(), &pb.SimpleRequest{}); status.Code(err) != codes.PermissionDenied {
		t.Errorf("got %v", err)
	}
}
