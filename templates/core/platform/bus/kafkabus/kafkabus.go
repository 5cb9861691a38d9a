// Package kafkabus is a bus of Kafka topics. A key is always in the same partition of its topic, so that its events keep their order. The
// places of a consumer are offsets that its inbox keeps: there is no consumer group to wait for.
package kafkabus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
)

const (
	minMetadataAge = 250 * time.Millisecond // between two questions about the leaders of partitions
	askLimit       = 10 * time.Second       // for an answer of the brokers
	maxRecordBytes = 64 << 20               // what the topic allows counts
)

// Bus is the bus. It connects to the brokers when it is first used.
type Bus struct {
	cfg      Config
	name     string
	options  []kgo.Opt
	producer *kgo.Client // it publishes, and asks about topics
	admin    *kadm.Client
	log      *slog.Logger

	publishing sync.Mutex // one batch at a time

	mu      sync.Mutex
	reached bool            // the brokers have answered
	ready   map[string]bool // topics that exist; true once something was published to them
	missing map[string]bool // topics that do not exist, and are not created here
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
	producer, err := kgo.NewClient(append(
		options,
		kgo.ManualFlushing(),
		kgo.ProducerBatchMaxBytes(maxRecordBytes),
		kgo.AllowIdempotentProduceCancellation(), // otherwise Publish waits for brokers that are away, whatever its context says
	)...)
	if err != nil {
		return nil, fmt.Errorf("open kafka: %w", err)
	}
	return &Bus{cfg: c, name: name, options: options, producer: producer, admin: kadm.NewClient(producer), log: log, ready: map[string]bool{}, missing: map[string]bool{}}, nil
}

// Close implements bus.Bus.
func (b *Bus) Close() { b.producer.Close() }

// Ready implements bus.Bus. Once the brokers have answered, only topics that are missing make it fail.
func (b *Bus) Ready(ctx context.Context) error {
	if !b.hasReached() {
		if err := b.producer.Ping(ctx); err != nil {
			return b.failed(err)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.reached = true
	if len(b.missing) > 0 {
		return b.absent(slices.Sorted(maps.Keys(b.missing)))
	}
	return nil
}

func (b *Bus) hasReached() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.reached
}

// Sweep implements bus.Bus. The brokers delete by themselves; what it does is to create the topics before the first event.
func (b *Bus) Sweep(ctx context.Context, topics []string) error {
	_, err := b.prepareTopics(ctx, topics)
	return err
}

// failed adds the brokers to an error.
func (b *Bus) failed(err error) error {
	return fmt.Errorf("kafka at %s: %w", strings.Join(b.cfg.Brokers, ","), err)
}

var _ bus.Bus = (*Bus)(nil)
