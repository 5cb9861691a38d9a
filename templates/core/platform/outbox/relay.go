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
		n, err := r.sendAll(ctx)
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

// sendAll sends what there is, for a while. A topic that cannot be published to does not hold up the others: its events wait until the next time. It
// returns how many it sent.
func (r *Relay) sendAll(ctx context.Context) (sent int, err error) {
	away := []string{}
	for began := time.Now(); time.Since(began) < maxBackoff; {
		batch, failed := r.next(ctx, away)
		if failed != nil || len(batch) == 0 {
			return sent, errors.Join(err, failed)
		}
		for _, topic := range batch {
			if failed := r.send(ctx, topic); failed != nil {
				away, err = append(away, topic.name), errors.Join(err, failed)
				continue
			}
			sent += len(topic.ids)
		}
	}
	return sent, err
}

// pending are the oldest events that are not in some topics, 8 MB at most: a part of a second of work for any bus.
const pending = `SELECT id, event, topic, key, type, time, attributes, data FROM (
  SELECT *, sum(octet_length(data)) OVER (ORDER BY id) - octet_length(data) AS before
  FROM outbox WHERE error IS NULL AND topic <> ALL($1) ORDER BY id LIMIT 500
) AS o WHERE before < 8388608 ORDER BY id`

// topicBatch is what is sent to a topic at a time.
type topicBatch struct {
	name     string
	ids      []int64
	messages []event.Message
}

// next returns the oldest events by topic, without those of the topics that are away.
func (r *Relay) next(ctx context.Context, away []string) (batch []*topicBatch, err error) {
	rows, err := r.Pool.Query(ctx, pending, away)
	if err != nil {
		return nil, err
	}
	topics := map[string]*topicBatch{}
	var id int64
	var m event.Message
	_, err = pgx.ForEachRow(rows, []any{&id, &m.ID, &m.Topic, &m.Key, &m.Type, &m.Time, &m.Attributes, &m.Data}, func() error {
		if topics[m.Topic] == nil {
			topics[m.Topic] = &topicBatch{name: m.Topic}
			batch = append(batch, topics[m.Topic])
		}
		t := topics[m.Topic]
		t.ids, t.messages = append(t.ids, id), append(t.messages, m)
		m = event.Message{}
		return nil
	})
	return batch, err
}

// send publishes to a topic, and deletes what it has published.
func (r *Relay) send(ctx context.Context, topic *topicBatch) error {
	if err := r.Bus.Publish(ctx, topic.name, topic.messages); err != nil {
		if refused, ok := errors.AsType[*bus.RefusedError](err); ok {
			return r.setAside(ctx, refused)
		}
		return err
	}
	_, err := r.Pool.Exec(ctx, "DELETE FROM outbox WHERE id = ANY($1)", topic.ids)
	return err // they are sent again, and recognized by their ids
}

// setAside keeps an event that the bus refuses, so that it does not hold up those behind it.
func (r *Relay) setAside(ctx context.Context, refused *bus.RefusedError) error {
	r.Log.ErrorContext(ctx, "an event was refused and stays in the outbox", slog.String("event", refused.ID.String()), slog.String("error", refused.Err.Error()))
	_, err := r.Pool.Exec(ctx, "UPDATE outbox SET error = $2 WHERE event = $1", refused.ID, refused.Err.Error())
	return err
}
