package pgbus

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/wake"
)

const (
	idle    = time.Second // how long new messages may go unnoticed if a notification is lost
	backoff = time.Second
	renew   = 5 * time.Second // after that the places are read again: somebody may have moved them back
	atOnce  = 500             // messages
)

// receiveFor goes on from the places of the inbox for a while, or until something fails.
func (b *Bus) receiveFor(ctx context.Context, s bus.Subscription, in bus.Inbox, bell wake.Bell) error {
	if err := b.prepareTables(ctx); err != nil {
		return err
	}
	places, err := in.Places(ctx)
	if err != nil {
		return err
	}
	for _, topic := range s.Topics {
		if err := b.beginTopic(ctx, s, in, topic, places); err != nil {
			return err
		}
	}
	for began := time.Now(); time.Since(began) < renew; {
		full := false
		for _, topic := range s.Topics {
			n, err := b.storeNext(ctx, in, topic, places)
			if err != nil {
				return err
			}
			full = full || n == atOnce
		}
		if !full {
			bell.Wait(ctx, idle)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// beginTopic finds the first place of a topic that nothing came from yet. It reports messages that were deleted before they were received, and
// begins anew if the database is another one. A place that it moves is stored at once, so that it is reported once.
func (b *Bus) beginTopic(ctx context.Context, s bus.Subscription, in bus.Inbox, topic string, places map[string]int64) error {
	var first, last, swept int64
	err := b.pool.QueryRow(ctx, "SELECT first, last, swept FROM bus_topics WHERE topic = $1", topic).Scan(&first, &last, &swept)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	place, known := places[topic]
	var next int64
	log := b.log.With(slog.String("consumer", s.Consumer), slog.String("topic", topic))
	switch {
	case place > last:
		log.ErrorContext(ctx, "the topic has fewer events than were received: it is received from its start", slog.Int64("place", place), slog.Int64("end", last))
		next = first
	case 0 < place && place < first:
		log.ErrorContext(ctx, "the topic is another one than events were received from: it is received from its start")
		next = first
	case 0 < place && place < swept:
		log.ErrorContext(ctx, "events are lost: they were deleted before they were received, see EVENTS_RETENTION", slog.Int64("lost", swept-place))
		next = swept
	case s.FromNow && !bus.Knows(places, topic):
		next = last
	default:
		return nil
	}
	from := map[string]int64{}
	if known {
		from[topic] = place
	}
	places[topic] = next
	return in.Store(ctx, nil, from, map[string]int64{topic: next})
}

// following are the messages after a place, 8 MB at most.
const following = `SELECT place, event, topic, key, type, time, attributes, data FROM (
  SELECT *, sum(octet_length(data)) OVER (ORDER BY place) - octet_length(data) AS before
  FROM bus WHERE topic = $1 AND place > $2 ORDER BY place LIMIT $3
) AS b WHERE before < 8388608 ORDER BY place`

// storeNext stores what follows in a topic, and returns how many messages that was.
func (b *Bus) storeNext(ctx context.Context, in bus.Inbox, topic string, places map[string]int64) (int, error) {
	place, known := places[topic]
	rows, err := b.pool.Query(ctx, following, topic, place, atOnce)
	if err != nil {
		return 0, err
	}
	last := place
	batch, err := pgx.CollectRows(rows, func(from pgx.CollectableRow) (m event.Message, err error) {
		err = from.Scan(&last, &m.ID, &m.Topic, &m.Key, &m.Type, &m.Time, &m.Attributes, &m.Data)
		return m, err
	})
	if err != nil || len(batch) == 0 {
		return 0, err
	}
	was := map[string]int64{}
	if known {
		was[topic] = place
	}
	if err := in.Store(ctx, batch, was, map[string]int64{topic: last}); err != nil {
		return 0, err
	}
	places[topic] = last
	return len(batch), in.Room(ctx)
}
