package kafkabus

import (
	"context"
	"encoding/binary"
	"log/slog"
	"strings"

	"github.com/twmb/franz-go/pkg/kadm"
)

// identify compares a topic with the one that was received from. If somebody deleted that one, and this one only has its name, its places say
// nothing about this one, however many events it has: it is received from its start.
func (r *receiver) identify(ctx context.Context, topic string) {
	source, identity := topic+"/id", identityOf(r.found[topic].ID)
	if identity == 0 {
		return
	}
	if known := r.places[source]; known != 0 && known != identity {
		r.log.ErrorContext(ctx, "the topic is another one than events were received from: it is received from its start",
			slog.String("consumer", r.Consumer), slog.String("topic", topic))
		for part := range r.places {
			if strings.HasPrefix(part, topic+"/") {
				r.places[part] = 0
			}
		}
	}
	r.places[source] = identity
}

// identityOf returns an ID as a place can hold it: 0 if the brokers give topics none, as those before Kafka 2.8 do.
func identityOf(id kadm.TopicID) int64 {
	return int64(binary.BigEndian.Uint64(id[:8]) >> 1) // 63 bits
}

// storeMoved stores the places that are not as they were.
func (r *receiver) storeMoved(ctx context.Context, was map[string]int64) error {
	from, to := map[string]int64{}, map[string]int64{}
	for source, place := range r.places {
		before, known := was[source]
		if known && before == place {
			continue
		}
		if to[source] = place; known {
			from[source] = before
		}
	}
	if len(to) == 0 {
		return nil
	}
	return r.in.Store(ctx, nil, from, to)
}
