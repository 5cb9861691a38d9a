package testkit

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/event"
)

// CheckPublish wants one event in the outbox, with a topic and a key, after publish has returned nil, and none after it has failed. publish
// publishes the event in a transaction that ends with an error, or is committed if that is nil.
func CheckPublish(tb testing.TB, pool *pgxpool.Pool, topic, key string, publish func(ctx context.Context, end error) error) {
	tb.Helper()
	rolledBack := errors.New("rolled back")
	if err := publish(tb.Context(), rolledBack); !errors.Is(err, rolledBack) {
		tb.Errorf("it returns %v, want %v", err, rolledBack)
	}
	if events := takePublished(tb, pool); len(events) > 0 {
		tb.Errorf("%d events of a transaction that was rolled back", len(events))
	}
	if err := publish(tb.Context(), nil); err != nil {
		tb.Fatal(err)
	}
	events := takePublished(tb, pool)
	if len(events) != 1 {
		tb.Fatalf("%d events, want 1", len(events))
	}
	if events[0].Topic != topic || events[0].Key != key {
		tb.Errorf("topic %s, key %s, want %s, %s", events[0].Topic, events[0].Key, topic, key)
	}
	if _, err := event.Decode(events[0]); err != nil {
		tb.Error(err)
	}
}

func takePublished(tb testing.TB, pool *pgxpool.Pool) []event.Message {
	tb.Helper()
	rows, err := pool.Query(tb.Context(), "DELETE FROM outbox RETURNING topic, key, type, data")
	if err != nil {
		tb.Fatal(err)
	}
	events, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (m event.Message, err error) {
		err = row.Scan(&m.Topic, &m.Key, &m.Type, &m.Data)
		return m, err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return events
}
