// Package sqsbus is a bus of FIFO queues in SQS, one for each consumer. A publisher sends each event to the queues of all consumers of its
// topic; the key is the message group, so that its events keep their order. SQS deletes what was received: no consumer can begin before its
// queue existed, or go back.
package sqsbus

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
)

// Bus is the bus. It connects to SQS when it is first used.
type Bus struct {
	Renamed map[string]string // queues of consumers that are not called like these: shop.orders.forget_product of drop_product

	name    string
	readers func(topic string) []string
	queues  *queues
	log     *slog.Logger
}

// Open returns the bus of a service with a name such as shop.orders. readers returns the queues of a topic's consumers, such
// as shop.orders.forget_product; nil says that no topic has any. It does not wait for SQS.
func Open(ctx context.Context, c Config, name string, readers func(topic string) []string, log *slog.Logger) (*Bus, error) {
	client, err := c.client(ctx, log)
	if err != nil {
		return nil, err
	}
	if readers == nil {
		readers = func(string) []string { return nil }
	}
	found := &queues{Config: c, client: client, log: log, urls: map[string]string{}, missing: map[string]bool{}, unfit: map[string]string{}}
	return &Bus{name: name, readers: readers, queues: found, log: log}, nil
}

// Close implements bus.Bus. Connections that are idle end by themselves.
func (b *Bus) Close() {}

// Ready implements bus.Bus. Once SQS has answered, only queues that are missing or lose events make it fail.
func (b *Bus) Ready(ctx context.Context) error { return b.queues.check(ctx, b.name) }

// Sweep implements bus.Bus. SQS deletes by itself; what it does is to create the queues before the first event.
func (b *Bus) Sweep(ctx context.Context, topics []string) error {
	var failed []error
	for _, topic := range topics {
		for _, queue := range b.readers(topic) {
			_, err := b.queues.url(ctx, queue)
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// Receive implements bus.Bus.
func (b *Bus) Receive(ctx context.Context, s bus.Subscription, in bus.Inbox) {
	queue := cmp.Or(b.Renamed[s.Consumer], b.name+"."+s.Consumer)
	r := &receiver{Subscription: s, queues: b.queues, queue: queue, in: in, log: b.log.With(slog.String("consumer", s.Consumer))}
	for ctx.Err() == nil {
		err := r.run(ctx)
		if ctx.Err() != nil {
			return
		}
		pause := moved
		if !errors.Is(err, bus.ErrMoved) {
			pause = backoff
			r.log.WarnContext(ctx, "events cannot be received", slog.String("error", err.Error()))
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}
