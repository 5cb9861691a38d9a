package event

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

// Raw returns what hands the bytes of a delivery to handle: what others have written to a topic of theirs. S is what handle works on.
func Raw[S any](handle func(context.Context, S, Of[[]byte]) error) func(context.Context, S, Delivery) error {
	return func(ctx context.Context, s S, d Delivery) error {
		return handle(ctx, s, Of[[]byte]{ID: d.ID, Key: d.Key, Time: d.Time, Attempt: d.Attempt, Data: d.Data})
	}
}

// Record returns the message of a record that somebody else has written to a topic, as consumers get it.
func Record(topic, key string, data []byte) Message {
	return RecordAt(ids.New(), topic, key, time.Now(), data)
}

// RecordAt is Record for a record that has an id and a time.
func RecordAt(id uuid.UUID, topic, key string, at time.Time, data []byte) Message {
	return Message{ID: id, Topic: topic, Key: key, Type: topic, Time: at, Attributes: map[string]string{}, Data: append([]byte{}, data...)}
}
