package event

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"google.golang.org/protobuf/proto"
)

var errNoKey = errors.New("the event has no key, which says whom it is about")

// About returns the message of an event that happens now to whatever has a key.
func About(ctx context.Context, topic, key string, e proto.Message) (Message, error) {
	if key == "" {
		return Message{}, errNoKey
	}
	m, err := New(ctx, topic, uuid.Nil, 0, e)
	m.Key = key
	delete(m.Attributes, Version) // of a resource
	return m, err
}

// Decode returns the data of the message.
func Decode(m Message) (proto.Message, error) { return decode[proto.Message](m) }
