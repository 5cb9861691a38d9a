package kafkabus

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/svcgen/svcgen/templates/core/platform/event"
)

const (
	fresh    = 250 * time.Millisecond // what the brokers say about topics is asked again after that
	askLimit = 10 * time.Second       // for an answer of the brokers
)

// topics asks the brokers about topics, and creates them.
type topics struct {
	Config

	client  *kgo.Client
	admin   *kadm.Client
	foreign map[string]func(*kgo.Record) event.Message // what is in topics of others, which are not created here

	mu      sync.Mutex
	reached bool            // the brokers have answered
	known   map[string]bool // topics that exist; true once something was published to them
	missing map[string]bool // topics that do not exist, and are not created here
}

// check returns nil if the brokers have answered once, and no topic is missing.
func (t *topics) check(ctx context.Context) error {
	t.mu.Lock()
	reached := t.reached
	t.mu.Unlock()
	if !reached {
		if err := t.client.Ping(ctx); err != nil {
			return t.failed(err)
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.reached = true
	if len(t.missing) > 0 {
		return t.absent(slices.Sorted(maps.Keys(t.missing)))
	}
	return nil
}

// prepare returns topics with their partitions, after it has created those that do not exist.
func (t *topics) prepare(ctx context.Context, names []string) (kadm.TopicDetails, error) {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	for {
		found, absent, err := t.find(ctx, names)
		if err != nil || len(absent) == 0 {
			return found, err
		}
		if err := t.create(ctx, absent); err != nil {
			return nil, err
		}
		select { // until all brokers know of them
		case <-ctx.Done():
			return nil, t.failed(fmt.Errorf("topics are not there after they were created: %s", strings.Join(absent, ", ")))
		case <-time.After(fresh):
		}
	}
}

// read returns the message of a record, or why it is none.
func (t *topics) read(r *kgo.Record) (event.Message, error) {
	if foreign := t.foreign[r.Topic]; foreign != nil {
		return foreign(r), nil
	}
	return message(r)
}

// find returns topics, and the names of those that do not exist.
func (t *topics) find(ctx context.Context, names []string) (found kadm.TopicDetails, absent []string, err error) {
	found, err = t.admin.ListTopics(ctx, names...)
	if err != nil {
		return nil, nil, t.failed(err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.reached = true
	for _, topic := range found.Sorted() {
		switch {
		case errors.Is(topic.Err, kerr.UnknownTopicOrPartition):
			absent = append(absent, topic.Topic)
		case topic.Err != nil:
			return nil, nil, t.failed(fmt.Errorf("topic %s: %w", topic.Topic, topic.Err))
		default:
			if _, known := t.known[topic.Topic]; !known {
				t.known[topic.Topic] = false
			}
			delete(t.missing, topic.Topic)
		}
	}
	return found, absent, nil
}

// create creates topics, unless somebody else has to.
func (t *topics) create(ctx context.Context, names []string) error {
	isForeign := func(name string) bool { return t.foreign[name] != nil }
	if !t.CreateTopics || slices.ContainsFunc(names, isForeign) {
		t.mu.Lock()
		defer t.mu.Unlock()
		for _, name := range names {
			t.missing[name] = true
		}
		return t.absent(names)
	}
	settings := map[string]*string{"retention.ms": new(strconv.FormatInt(t.Retention.Milliseconds(), 10))}
	created, err := t.admin.CreateTopics(ctx, t.Partitions, t.Replication, settings, names...)
	if err != nil {
		return t.failed(err)
	}
	for _, topic := range created.Sorted() {
		if topic.Err != nil && !errors.Is(topic.Err, kerr.TopicAlreadyExists) { // another process was faster
			return t.failed(fmt.Errorf("create topic %s: %w %s", topic.Topic, topic.Err, topic.ErrMessage))
		}
	}
	return nil
}

func (t *topics) absent(names []string) error {
	if slices.ContainsFunc(names, func(name string) bool { return t.foreign[name] != nil }) {
		return t.failed(fmt.Errorf("topics of others are missing: %s", strings.Join(names, ", ")))
	}
	return t.failed(fmt.Errorf("topics are missing, and EVENTS_CREATE_TOPICS is false: %s", strings.Join(names, ", ")))
}

// state reports whether a topic exists, and whether something was published to it.
func (t *topics) state(name string) (exists, published bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	published, exists = t.known[name]
	return exists, published
}

// notePublished notes that something was published to a topic.
func (t *topics) notePublished(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.known[name] = true
}

// forget lets the brokers be asked about a topic again.
func (t *topics) forget(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.known, name)
}
