package kafkabus

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
)

// maxWave is how many bytes are sent at a time: fewer than the 1 MiB that brokers take by default in one batch.
const maxWave = 900_000

// Publish implements bus.Bus. It sends waves of messages, each after the brokers have all of the one before. A wave has one batch for each
// partition at most: when a batch fails, no later message of its keys is under way. So the first message to a topic goes alone, because the
// producer would send those that wait for the names of partitions in several batches.
func (b *Bus) Publish(ctx context.Context, topic string, batch []event.Message) error {
	b.publishing.Lock()
	defer b.publishing.Unlock()
	exists, known := b.isReady(topic)
	if !exists {
		if _, err := b.prepareTopics(ctx, []string{topic}); err != nil {
			return err
		}
	}
	for len(batch) > 0 {
		records, bytes := []*kgo.Record(nil), 0
		for _, m := range batch {
			r := record(topic, m)
			if bytes += size(r); len(records) > 0 && (bytes > maxWave || !known) {
				break
			}
			records = append(records, r)
		}
		if err := b.publishWave(ctx, topic, batch[:len(records)], records); err != nil {
			return err
		}
		batch, known = batch[len(records):], true
	}
	return nil
}

// publishWave sends messages. If they are too large together, it sends each of them alone.
func (b *Bus) publishWave(ctx context.Context, topic string, batch []event.Message, records []*kgo.Record) error {
	err := b.send(ctx, topic, records)
	if !isRefusal(err) {
		return err
	}
	if len(records) == 1 {
		return &bus.RefusedError{ID: batch[0].ID, Err: err}
	}
	for i, m := range batch {
		if err := b.publishWave(ctx, topic, batch[i:i+1], []*kgo.Record{record(topic, m)}); err != nil {
			return err
		}
	}
	return nil
}

// send sends records and returns nil when all replicas in sync have them.
func (b *Bus) send(ctx context.Context, topic string, records []*kgo.Record) error {
	limited, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	var sent kgo.FirstErrPromise
	for _, r := range records {
		b.producer.Produce(limited, r, sent.Promise())
	}
	_ = b.producer.Flush(limited) // the records know what became of them
	err := sent.Err()
	switch {
	case err == nil:
		b.setReady(topic, true)
		return nil
	case ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded):
		err = b.whyNot(ctx, err)
	case isRefusal(err):
		return err
	default:
		b.setReady(topic, false) // somebody may have deleted it
	}
	return b.failed(fmt.Errorf("topic %s: %w", topic, err))
}

// whyNot returns why the brokers do not answer: err, or that they cannot be reached.
func (b *Bus) whyNot(ctx context.Context, err error) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if unreachable := b.producer.Ping(ctx); unreachable != nil {
		return unreachable
	}
	return err
}

// isRefusal reports whether the brokers will never take a record.
func isRefusal(err error) bool {
	return slices.ContainsFunc([]error{kerr.MessageTooLarge, kerr.RecordListTooLarge, kerr.InvalidRecord}, func(e error) bool { return errors.Is(err, e) })
}

// isReady reports whether a topic exists, and whether the producer knows its partitions, since it has published to it.
func (b *Bus) isReady(topic string) (exists, known bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	known, exists = b.ready[topic]
	return exists, known
}

func (b *Bus) setReady(topic string, ready bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if ready {
		b.ready[topic] = true
	} else {
		delete(b.ready, topic)
	}
}
