package pgbus_test

import (
	"log/slog"
	"testing"
	"testing/fstest"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/bustest"
	"github.com/svcgen/svcgen/templates/core/platform/bus/pgbus"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

var empty = fstest.MapFS{"00001_init.sql": {Data: []byte("-- +goose Up\nSELECT 1;\n")}}

func TestBus(t *testing.T) {
	t.Parallel()
	for name, bouncer := range map[string]bool{"direct": false, "without LISTEN": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bustest.Run(t, func(t *testing.T) func() bus.Bus {
				t.Helper()
				url := pgtest.New(t, empty).Config().ConnString()
				return func() bus.Bus {
					b, err := pgbus.Open(t.Context(), pgbus.Config{URL: url, PgBouncer: bouncer, Retention: time.Hour}, slog.New(slog.DiscardHandler))
					if err != nil {
						t.Fatal(err)
					}
					return b
				}
			})
		})
	}
}
