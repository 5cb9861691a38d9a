// Package kafkabus is a bus of Kafka topics. A key is always in the same partition of its topic, so that its events keep their order. The
// places of a consumer are offsets that its inbox keeps: there is no consumer group to wait for.
package kafkabus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
)

// Bus is the bus. It connects to the brokers when it is first used.
type Bus struct {
	name    string
	options []kgo.Opt // of each client
	client  *kgo.Client
	topics  *topics
	publish *publisher
	log     *slog.Logger
}

// Open returns the bus of a service with a name such as shop.orders. It does not wait for the brokers.
func Open(c Config, name string, log *slog.Logger) (*Bus, error) {
	if len(c.Brokers) == 0 {
		return nil, errors.New("EVENTS_BROKERS is not set")
	}
	options, err := c.options()
	if err != nil {
		return nil, err
	}
	options = slices.Clip(append(options, kgo.ClientID(name)))
	client, err := kgo.NewClient(append(options, publishing()...)...)
	if err != nil {
		return nil, fmt.Errorf("open kafka: %w", err)
	}
	t := &topics{Config: c, client: client, admin: kadm.NewClient(client), known: map[string]bool{}, missing: map[string]bool{}}
	return &Bus{name: name, options: options, client: client, topics: t, publish: &publisher{topics: t}, log: log}, nil
}

// Close implements bus.Bus.
func (b *Bus) Close() { b.client.Close() }

// Ready implements bus.Bus. Once the brokers have answered, only topics that are missing make it fail.
func (b *Bus) Ready(ctx context.Context) error { return b.topics.check(ctx) }

// Sweep implements bus.Bus. The brokers delete by themselves; what it does is to create the topics before the first event.
func (b *Bus) Sweep(ctx context.Context, topics []string) error {
	_, err := b.topics.prepare(ctx, topics)
	return err
}

// Publish implements bus.Bus.
func (b *Bus) Publish(ctx context.Context, topic string, batch []event.Message) error {
	return b.publish.all(ctx, topic, batch)
}

// Receive implements bus.Bus.
func (b *Bus) Receive(ctx context.Context, s bus.Subscription, in bus.Inbox) {
	for ctx.Err() == nil {
		r := &receiver{Subscription: s, topics: b.topics, group: b.name + "." + s.Consumer, in: in, log: b.log}
		err := r.run(ctx, b.options)
		if ctx.Err() != nil || err == nil {
			continue
		}
		pause := moved
		if !errors.Is(err, bus.ErrMoved) {
			pause = backoff
			b.log.WarnContext(ctx, "events cannot be received", slog.String("consumer", s.Consumer), slog.String("error", err.Error()))
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}
