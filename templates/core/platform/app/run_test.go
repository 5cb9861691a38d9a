package app_test

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"runtime"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/app"
)

// TestReserve checks when the garbage collector of a running program starts.
func TestReserve(t *testing.T) {
	enough := errors.New("enough")
	err := app.Run(t.Context(), app.Config{AdminAddr: "127.0.0.1:0"}, slog.New(slog.DiscardHandler), func(context.Context) ([]app.Component, error) {
		runtime.GC()
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		if memory.NextGC < 32<<20 {
			t.Errorf("the collector starts at %d bytes", memory.NextGC)
		}
		return nil, enough
	})
	if !errors.Is(err, enough) {
		t.Error(err)
	}
}

// TestPortInUse holds that a program whose port another one has says which variable sets it.
func TestPortInUse(t *testing.T) {
	taken, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	addr := taken.Addr().String()
	for _, test := range []struct{ admin, variable, want string }{
		{addr, "", "or set ADMIN_ADDR"},
		{"127.0.0.1:0", "NOTES_GRPC_ADDR", "notes: listen tcp " + addr + ": bind: address already in use: end the program that has the port, or set NOTES_GRPC_ADDR"},
		{"127.0.0.1:0", "", "or set another one"},
	} {
		notes := func(context.Context) ([]app.Component, error) {
			return []app.Component{{Name: "notes", Addr: addr, AddrVar: test.variable, Serve: func(net.Listener) error { return nil }, Stop: func(context.Context) {}}}, nil
		}
		err := app.Run(t.Context(), app.Config{AdminAddr: test.admin}, slog.New(slog.DiscardHandler), notes)
		if err == nil || !strings.HasSuffix(err.Error(), test.want) {
			t.Errorf("got %v, want %q", err, test.want)
		}
	}
}
