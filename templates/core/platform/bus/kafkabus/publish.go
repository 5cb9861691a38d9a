package kafkabus

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
)

const (
	maxWave  = 900_000  // bytes that are sent at a time: fewer than the 1 MiB that brokers take by default in one batch
	maxBatch = 64 << 20 // bytes; what the topic takes counts
)

// publishing is what the client of a publisher needs. It waits for all replicas in sync, and its retries make no duplicates: both are defaults.
func publishing() []kgo.Opt {
	return []kgo.Opt{
		kgo.ManualFlushing(),
		kgo.ProducerBatchMaxBytes(maxBatch),
		kgo.AllowIdempotentProduceCancellation(), // otherwise it waits for brokers that are away, whatever the context says
	}
}

// publisher publishes one batch at a time.
type publisher struct {
	*topics

	mu sync.Mutex
}

// all publishes messages in waves, each after the brokers have all of the one before. A wave has one batch for each partition at most: when
// a batch fails, no later message of its keys is under way. So the first message to a topic goes alone, because the client would send those
// that wait for the names of partitions in several batches.
func (p *publisher) all(ctx context.Context, topic string, batch []event.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	exists, published := p.state(topic)
	if !exists {
		if _, err := p.prepare(ctx, []string{topic}); err != nil {
			return err
		}
	}
	for len(batch) > 0 {
		records, bytes := []*kgo.Record(nil), 0
		for _, m := range batch {
			r := record(topic, m)
			if bytes += size(r); len(records) > 0 && (bytes > maxWave || !published) {
				break
			}
			records = append(records, r)
		}
		if err := p.wave(ctx, topic, batch[:len(records)], records); err != nil {
			return err
		}
		batch, published = batch[len(records):], true
	}
	return nil
}

// wave publishes messages. If they are too large together, it publishes each of them alone.
func (p *publisher) wave(ctx context.Context, topic string, batch []event.Message, records []*kgo.Record) error {
	err := p.send(ctx, topic, records)
	if !isRefusal(err) {
		return err
	}
	if len(records) == 1 {
		return &bus.RefusedError{ID: batch[0].ID, Err: err}
	}
	for i, m := range batch {
		if err := p.wave(ctx, topic, batch[i:i+1], []*kgo.Record{record(topic, m)}); err != nil {
			return err
		}
	}
	return nil
}

// send sends records and returns nil when the brokers have them.
func (p *publisher) send(ctx context.Context, topic string, records []*kgo.Record) error {
	limited, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	var sent kgo.FirstErrPromise
	for _, r := range records {
		p.client.Produce(limited, r, sent.Promise())
	}
	_ = p.client.Flush(limited) // the records know what became of them
	err := sent.Err()
	switch {
	case err == nil:
		p.notePublished(topic)
		return nil
	case isRefusal(err):
		return err
	case ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded):
		err = p.whyNot(ctx, err)
	default: // somebody may have deleted the topic
		p.client.PurgeTopicsFromProducing(topic)
		p.forget(topic)
	}
	return p.failed(fmt.Errorf("topic %s: %w", topic, err))
}

// whyNot returns why the brokers do not answer: that they cannot be reached, or else err.
func (p *publisher) whyNot(ctx context.Context, err error) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if unreachable := p.client.Ping(ctx); unreachable != nil {
		return unreachable
	}
	return err
}

// isRefusal reports whether the brokers will never take a record.
func isRefusal(err error) bool {
	return slices.ContainsFunc([]error{kerr.MessageTooLarge, kerr.RecordListTooLarge, kerr.InvalidRecord}, func(e error) bool { return errors.Is(err, e) })
}
