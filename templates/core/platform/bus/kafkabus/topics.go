package kafkabus

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
)

// prepareTopics returns the topics, after it has created those that do not exist.
func (b *Bus) prepareTopics(ctx context.Context, topics []string) (kadm.TopicDetails, error) {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	for {
		found, err := b.listTopics(ctx, topics)
		if err != nil {
			return nil, err
		}
		absent := missing(found)
		if len(absent) == 0 {
			b.setPrepared(topics)
			return found, nil
		}
		if err := b.createTopics(ctx, absent); err != nil {
			return nil, err
		}
		select { // until the brokers know of them
		case <-ctx.Done():
			return nil, b.failed(fmt.Errorf("topics are not there after they were created: %s", strings.Join(absent, ", ")))
		case <-time.After(minMetadataAge):
		}
	}
}

func (b *Bus) setPrepared(topics []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.reached = true
	for _, topic := range topics {
		b.ready[topic] = b.ready[topic] // false if it is new
		delete(b.missing, topic)
	}
}

// listTopics asks about topics. Those that do not exist have kerr.UnknownTopicOrPartition.
func (b *Bus) listTopics(ctx context.Context, topics []string) (kadm.TopicDetails, error) {
	found, err := b.admin.ListTopics(ctx, topics...)
	if err != nil {
		return nil, b.failed(err)
	}
	for _, t := range found.Sorted() {
		if t.Err != nil && !errors.Is(t.Err, kerr.UnknownTopicOrPartition) {
			return nil, b.failed(fmt.Errorf("topic %s: %w", t.Topic, t.Err))
		}
	}
	return found, nil
}

// missing returns the topics that do not exist, sorted.
func missing(found kadm.TopicDetails) []string {
	var names []string
	for _, t := range found.Sorted() {
		if t.Err != nil {
			names = append(names, t.Topic)
		}
	}
	return names
}

// createTopics creates topics, unless somebody else has to.
func (b *Bus) createTopics(ctx context.Context, topics []string) error {
	if !b.cfg.CreateTopics {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, topic := range topics {
			b.missing[topic] = true
		}
		return b.absent(topics)
	}
	settings := map[string]*string{"retention.ms": kadm.StringPtr(strconv.FormatInt(b.cfg.Retention.Milliseconds(), 10))}
	created, err := b.admin.CreateTopics(ctx, b.cfg.Partitions, b.cfg.Replication, settings, topics...)
	if err != nil {
		return b.failed(err)
	}
	for _, t := range created.Sorted() {
		if t.Err != nil && !errors.Is(t.Err, kerr.TopicAlreadyExists) { // another process was faster
			return b.failed(fmt.Errorf("create topic %s: %w %s", t.Topic, t.Err, t.ErrMessage))
		}
	}
	return nil
}

func (b *Bus) absent(topics []string) error {
	return b.failed(fmt.Errorf("topics are missing, and EVENTS_CREATE_TOPICS is false: %s", strings.Join(topics, ", ")))
}
