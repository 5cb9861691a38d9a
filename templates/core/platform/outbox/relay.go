package outbox

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/wake"
)

const (
	idle       = time.Second // how long new events may go unnoticed if a notification is lost
	minBackoff = 100 * time.Millisecond
	maxBackoff = 10 * time.Second
)

// Relay sends the events of an outbox to the bus. One at a time is enough. Two of them send events twice, but not in another order.
type Relay struct {
	Pool *pgxpool.Pool
	Bus  bus.Bus
	Bell wake.Bell // rings when there are events
	Log  *slog.Logger
}

// Run sends events until ctx ends. While the bus is away, they wait.
func (r *Relay) Run(ctx context.Context) {
	backoff := minBackoff
	for ctx.Err() == nil {
		n, err := r.send(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			r.Log.WarnContext(ctx, "events wait in the outbox", slog.String("error", err.Error()), slog.Duration("retry_in", backoff))
			select {
			case <-ctx.Done():
			case <-time.After(backoff):
			}
			backoff = min(2*backoff, maxBackoff)
		case n == 0:
			backoff = minBackoff
			r.Bell.Wait(ctx, idle)
		default:
			backoff = minBackoff
		}
	}
}

// pending are the oldest events, 8 MB at most: a part of a second of work for any bus.
const pending = `SELECT id, event, topic, key, type, time, attributes, data FROM (
  SELECT *, sum(octet_length(data)) OVER (ORDER BY id) - octet_length(data) AS before
  FROM outbox WHERE error IS NULL ORDER BY id LIMIT 500
) AS o WHERE before < 8388608 ORDER BY id`

// row is an event of the outbox.
type row struct {
	id int64
	event.Message
}

// send sends the oldest events and deletes them. It returns how many there were.
func (r *Relay) send(ctx context.Context) (int, error) {
	rows, err := r.Pool.Query(ctx, pending)
	if err != nil {
		return 0, err
	}
	batch, err := pgx.CollectRows(rows, func(from pgx.CollectableRow) (o row, err error) {
		err = from.Scan(&o.id, &o.ID, &o.Topic, &o.Key, &o.Type, &o.Time, &o.Attributes, &o.Data)
		return o, err
	})
	if err != nil {
		return 0, err
	}
	var topics []string
	messages, ids := map[string][]event.Message{}, map[string][]int64{}
	for _, o := range batch {
		if ids[o.Topic] == nil {
			topics = append(topics, o.Topic)
		}
		messages[o.Topic] = append(messages[o.Topic], o.Message)
		ids[o.Topic] = append(ids[o.Topic], o.id)
	}
	for _, topic := range topics {
		if err := r.Bus.Publish(ctx, topic, messages[topic]); err != nil {
			if refused, ok := errors.AsType[*bus.RefusedError](err); ok {
				return len(batch), r.setAside(ctx, refused)
			}
			return 0, err
		}
		if _, err := r.Pool.Exec(ctx, "DELETE FROM outbox WHERE id = ANY($1)", ids[topic]); err != nil {
			return 0, err // they are sent again, and recognized by their ids
		}
	}
	return len(batch), nil
}

// setAside keeps an event that the bus refuses, so that it does not hold up those behind it.
func (r *Relay) setAside(ctx context.Context, refused *bus.RefusedError) error {
	r.Log.ErrorContext(ctx, "an event was refused and stays in the outbox", slog.String("event", refused.ID.String()), slog.String("error", refused.Err.Error()))
	_, err := r.Pool.Exec(ctx, "UPDATE outbox SET error = $2 WHERE event = $1", refused.ID, refused.Err.Error())
	return err
}
