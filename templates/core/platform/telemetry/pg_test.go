package telemetry_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"go.opentelemetry.io/otel"

	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
	"github.com/svcgen/svcgen/templates/core/platform/telemetry"
)

// TestQueriesHideValues proves that no value is in a span: neither one that was sent, nor one that the database repeats in its error.
func TestQueriesHideValues(t *testing.T) {
	spans := record(t)
	conn, server, err := pgtest.Connect(t.Context())
	if err != nil {
		t.Skip(err)
	}
	defer conn.Close(t.Context())
	pool, err := pg.Open(t.Context(), pg.Config{URL: server, Tracer: telemetry.Queries()})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if err := telemetry.Pool(pool, "test"); err != nil {
		t.Fatal(err)
	}

	ctx, end := start(t)
	const marker = "dont-show-this"
	for _, sql := range []string{
		"SELECT $1::text",
		"SELECT ($1::text)::uuid",                         // invalid input syntax for type uuid: "dont-show-this"
		"DO $$ BEGIN RAISE EXCEPTION 'no: %', $1; END $$", // takes no arguments
	} {
		_, _ = pool.Exec(ctx, sql, marker) // two of them fail
	}
	end()
	if len(spans.Ended()) < 4 {
		t.Errorf("got %d spans", len(spans.Ended()))
	}
	for _, s := range spans.Ended() {
		if text := fmt.Sprint(s.Name(), s.Attributes(), s.Status(), s.Events()); strings.Contains(text, marker) {
			t.Errorf("the span has the value: %s", text)
		}
	}
}

// start begins a span: queries without one have none either.
func start(t *testing.T) (ctx context.Context, end func()) {
	t.Helper()
	ctx, span := otel.Tracer("test").Start(t.Context(), "request")
	return ctx, func() { span.End() }
}
