// Package bus is the way of events from the outbox of a service to the inboxes of others: at least once, those of one key in their order.
package bus

import (
	"context"
	"errors"
	"strings"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/event"
)

// Bus carries messages. Its methods are safe for concurrent use.
type Bus interface {
	// Publish returns nil when the bus has all messages. After an error it may have any of them. A *RefusedError names one that it will
	// never take.
	Publish(ctx context.Context, topic string, batch []event.Message) error

	// Receive stores what comes in an inbox, from the places that the inbox has, until ctx ends. It waits while the bus is away.
	Receive(ctx context.Context, s Subscription, in Inbox)

	// Ready returns nil if the bus can be reached.
	Ready(ctx context.Context) error

	// Sweep deletes what was published to the topics so long ago that nobody keeps a place before it.
	Sweep(ctx context.Context, topics []string) error

	Close()
}

// Subscription is what a consumer receives.
type Subscription struct {
	Consumer string // forget_product
	Topics   []string
	FromNow  bool // begins with what is published from now on; otherwise with the oldest message that the bus has
}

// Knows reports whether a place is that of a topic or of a part of it: something received from the topic before, maybe through another driver.
func Knows(places map[string]int64, topic string) bool {
	for source := range places {
		if of, _, _ := strings.Cut(source, "/"); of == topic {
			return true
		}
	}
	return false
}

// Inbox keeps messages of a subscription, and up to where it has received them. A source is a topic or a part of one; its messages
// have ascending places. The name of a part is topic/part.
type Inbox interface {
	// Places returns the place of the last message that is stored, by source. A source from which nothing came has none.
	Places(ctx context.Context) (map[string]int64, error)

	// Store stores messages and moves the places in one transaction. from are the places before; a source without one is new. Messages
	// that are stored already are passed over. It returns ErrMoved, and stores nothing, if a place is not as in from.
	Store(ctx context.Context, batch []event.Message, from, to map[string]int64) error

	// Room waits while too many messages are not handled yet. It is called after messages were stored, when nobody waits to hear of that.
	Room(ctx context.Context) error
}

// ErrMoved means that another receiver stored messages of the same subscription: begin again with its places.
var ErrMoved = errors.New("another receiver was faster")

// RefusedError means that the bus will never take a message.
type RefusedError struct {
	ID  uuid.UUID
	Err error
}

// Error says why.
func (e *RefusedError) Error() string { return "the bus refuses an event: " + e.Err.Error() }

// Unwrap returns the reason.
func (e *RefusedError) Unwrap() error { return e.Err }
