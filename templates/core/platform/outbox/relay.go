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

// absence is a topic that cannot be published to.
type absence struct {
	since, retry time.Time
	backoff      time.Duration
}

// Run sends events until ctx ends. Those of a topic that cannot be published to wait until it is tried again; those of other topics do not.
func (r *Relay) Run(ctx context.Context) {
	absences := map[string]*absence{}
	for ctx.Err() == nil {
		began, away, rest := time.Now(), []string{}, idle
		for name, a := range absences {
			if left := a.retry.Sub(began); left > 0 {
				away, rest = append(away, name), min(rest, left)
			}
		}
		batch, err := r.next(ctx, away)
		if err != nil {
			r.warn(ctx, err, slog.Duration("retry_in", idle))
			pause(ctx, idle)
			continue
		}
		for _, topic := range batch {
			if err := r.send(ctx, topic); err != nil {
				r.putOff(ctx, absences, topic.name, err)
				continue
			}
			delete(absences, topic.name)
		}
		if len(batch) == 0 {
			if len(away) > 0 { // all that waits for them was passed over: it takes a fifth of the time at most, however often the bell rings
				pause(ctx, min(4*time.Since(began), maxBackoff))
			}
			r.Bell.Wait(ctx, rest)
		}
	}
}

// putOff keeps a topic out of the rounds for a while, each time for longer.
func (r *Relay) putOff(ctx context.Context, absences map[string]*absence, topic string, err error) {
	now := time.Now()
	a := absences[topic]
	if a == nil {
		a = &absence{since: now, backoff: minBackoff / 2}
		absences[topic] = a
	}
	a.backoff = min(2*a.backoff, maxBackoff)
	a.retry = now.Add(a.backoff)
	r.warn(ctx, err, slog.String("topic", topic), slog.Duration("away_for", now.Sub(a.since)), slog.Duration("retry_in", a.backoff))
}

// warn logs why events wait, unless it is because ctx has ended.
func (r *Relay) warn(ctx context.Context, err error, about ...any) {
	if ctx.Err() == nil {
		r.Log.WarnContext(ctx, "events wait in the outbox", append([]any{slog.String("error", err.Error())}, about...)...)
	}
}

// pause returns after d, or when ctx ends.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
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
