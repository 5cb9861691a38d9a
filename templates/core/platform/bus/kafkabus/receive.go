package kafkabus

import (
	"context"
	"log/slog"
	"maps"
	"strconv"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
)

const (
	backoff   = time.Second
	moved     = 100 * time.Millisecond // after another receiver was faster
	renew     = 5 * time.Second        // after that the places are read again: somebody may have moved them back, or added partitions
	atOnce    = 500                    // messages
	maxFetch  = 8 << 20                // bytes of a fetch
	fetchWait = time.Second            // for new messages at the brokers
)

// receiver receives for a consumer.
type receiver struct {
	bus.Subscription
	*topics

	group  string // that shows its places to tools
	in     bus.Inbox
	log    *slog.Logger
	found  kadm.TopicDetails
	places map[string]int64 // by topic/partition: the offset after the last message that is stored
}

// run goes on from the places of the inbox, until the places or the topics are not as it knows them: then it returns nil.
func (r *receiver) run(ctx context.Context, options []kgo.Opt) (err error) {
	if r.found, err = r.prepare(ctx, r.Topics); err != nil {
		return err
	}
	if r.places, err = r.in.Places(ctx); err != nil {
		return err
	}
	offsets, err := r.begin(ctx)
	if err != nil {
		return err
	}
	client, err := kgo.NewClient(append(
		options,
		kgo.ConsumePartitions(offsets),
		kgo.ConsumeResetOffset(kgo.NoResetOffset()),  // what was deleted is reported by begin
		kgo.FetchIsolationLevel(kgo.ReadCommitted()), // others may publish in transactions
		kgo.FetchMaxBytes(maxFetch),
		kgo.FetchMaxWait(fetchWait),
	)...)
	if err != nil {
		return r.failed(err)
	}
	defer client.Close()
	for checked := time.Now(); ; {
		if err := r.poll(ctx, client); err != nil || ctx.Err() != nil {
			return err
		}
		if time.Since(checked) < renew {
			continue
		}
		if same, err := r.isUpToDate(ctx); !same || err != nil {
			return err
		}
		checked = time.Now()
	}
}

// begin returns the offsets at which it goes on.
func (r *receiver) begin(ctx context.Context) (map[string]map[int32]kgo.Offset, error) {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	starts, err := r.admin.ListStartOffsets(ctx, r.Topics...)
	if err == nil {
		err = starts.Error()
	}
	if err != nil {
		return nil, r.failed(err)
	}
	ends, err := r.admin.ListEndOffsets(ctx, r.Topics...)
	if err == nil {
		err = ends.Error()
	}
	if err != nil {
		return nil, r.failed(err)
	}
	was, offsets := maps.Clone(r.places), map[string]map[int32]kgo.Offset{}
	for _, topic := range r.Topics {
		fromNow := r.FromNow && !bus.Knows(r.places, topic)
		r.identify(ctx, topic)
		offsets[topic] = map[int32]kgo.Offset{}
		for partition, start := range starts[topic] {
			next := r.goOn(ctx, start, ends[topic][partition])
			if fromNow {
				next = ends[topic][partition].Offset
				r.places[placeOf(topic, partition)] = next
			}
			offsets[topic][partition] = kgo.NewOffset().At(next)
		}
	}
	return offsets, r.storeMoved(ctx, was)
}

// goOn returns the offset at which it goes on in a partition, and reports messages that were deleted before they were received. It moves a
// place that the partition does not have, so that this is not forgotten when the partition has it again.
func (r *receiver) goOn(ctx context.Context, start, end kadm.ListedOffset) int64 {
	source := placeOf(start.Topic, start.Partition)
	place := r.places[source]
	log := r.log.With(slog.String("consumer", r.Consumer), slog.String("topic", start.Topic), slog.Int64("partition", int64(start.Partition)))
	switch {
	case place > end.Offset:
		log.ErrorContext(ctx, "the topic has fewer events than were received: it is received from its start", slog.Int64("place", place), slog.Int64("end", end.Offset))
		r.places[source] = start.Offset
	case 0 < place && place < start.Offset:
		log.ErrorContext(ctx, "events are lost: the topic deleted them before they were received", slog.Int64("lost", start.Offset-place))
		r.places[source] = start.Offset
	}
	return max(r.places[source], start.Offset)
}

// isUpToDate reports whether the places in the inbox and the partitions are as it knows them.
func (r *receiver) isUpToDate(ctx context.Context) (bool, error) {
	places, err := r.in.Places(ctx)
	if err != nil {
		return false, err
	}
	found, err := r.prepare(ctx, r.Topics)
	if err != nil {
		return false, err
	}
	same := maps.Equal(places, r.places)
	for name, was := range r.found {
		now := found[name]
		if len(now.Partitions) != len(was.Partitions) {
			r.log.WarnContext(ctx, "a topic has more partitions: keys have moved to others, and events of a key may overtake those before them",
				slog.String("topic", name), slog.Int("partitions", len(now.Partitions)), slog.Int("before", len(was.Partitions)))
		}
		same = same && now.ID == was.ID && len(now.Partitions) == len(was.Partitions)
	}
	r.showPlaces(ctx)
	return same, nil
}

// showPlaces commits the places to a consumer group that has no members, for tools that show how far behind a consumer is.
func (r *receiver) showPlaces(ctx context.Context) {
	offsets := kadm.Offsets{}
	for _, topic := range r.Topics {
		for partition := range r.found[topic].Partitions {
			if place, known := r.places[placeOf(topic, partition)]; known {
				offsets.AddOffset(topic, partition, place, -1)
			}
		}
	}
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	if err := r.admin.CommitAllOffsets(ctx, r.group, offsets); err != nil {
		r.log.DebugContext(ctx, "the places are not shown", slog.String("consumer", r.Consumer), slog.String("error", err.Error()))
	}
}

// poll stores the next messages, after it has waited for them a while.
func (r *receiver) poll(ctx context.Context, client *kgo.Client) error {
	polling, cancel := context.WithTimeout(ctx, renew)
	defer cancel()
	fetches := client.PollRecords(polling, atOnce)
	if polling.Err() == nil {
		if err := fetches.Err(); err != nil {
			return r.failed(err)
		}
	}
	var batch []event.Message
	from, to := map[string]int64{}, map[string]int64{}
	fetches.EachPartition(func(p kgo.FetchTopicPartition) {
		if len(p.Records) == 0 {
			return
		}
		place := placeOf(p.Topic, p.Partition)
		if was, known := r.places[place]; known {
			from[place] = was
		}
		for _, record := range p.Records {
			to[place] = record.Offset + 1
			m, err := r.read(record)
			if err != nil {
				r.log.ErrorContext(ctx, "a record is no event, and is passed over", slog.String("consumer", r.Consumer), slog.String("topic", p.Topic),
					slog.Int64("partition", int64(p.Partition)), slog.Int64("offset", record.Offset), slog.String("error", err.Error()))
				continue
			}
			batch = append(batch, m)
		}
	})
	if len(to) == 0 || ctx.Err() != nil {
		return ctx.Err()
	}
	if err := r.in.Store(ctx, batch, from, to); err != nil {
		return err
	}
	maps.Copy(r.places, to)
	return r.in.Room(ctx)
}

// placeOf returns the source of a partition in the places of an inbox.
func placeOf(topic string, partition int32) string {
	return topic + "/" + strconv.Itoa(int(partition))
}
