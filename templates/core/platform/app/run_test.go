package app_test

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
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
