// Package bustest holds the tests that each driver of package bus passes.
package bustest

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

// broker is what a test has: a topic of its own, which does not exist yet, and open, which returns a bus at each call.
type broker struct {
	topic string
	open  func() bus.Bus
}

// test is a test of a driver.
type test struct {
	name string
	run  func(*testing.T, broker)
}

// Run runs the tests. newBroker is called for each of them; it may return the same broker each time.
func Run(t *testing.T, newBroker func(t *testing.T) (open func() bus.Bus)) {
	t.Helper()
	run(t, newBroker, test{"rewound", testRewound})
}

func run(t *testing.T, newBroker func(t *testing.T) (open func() bus.Bus), more test) {
	t.Helper()
	for _, test := range []test{
		{"order of keys", testOrder},
		{"receiver is replaced", testReplaced},
		{"two receivers", testTwoReceivers},
		{"published twice", testTwice},
		{"from now", testFromNow},
		{"from now after another driver", testFromNowElsewhere},
		{"storing fails", testStoreFails},
		{"close while busy", testClose},
		{"several topics", testSeveralTopics},
		{"large", testLarge},
		{"empty", testEmpty},
		more,
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.run(t, broker{topic: "test.bus." + ids.New().String(), open: newBroker(t)})
		})
	}
}

// Inbox keeps messages in memory.
type Inbox struct {
	Fail func(stored int) error // nil: storing succeeds
	Full func()                 // nil: there is always room

	mu     sync.Mutex
	places map[string]int64
	seen   map[string]bool
	Stored []event.Message
	more   chan struct{}
}

// NewInbox returns an empty inbox.
func NewInbox() *Inbox {
	return &Inbox{places: map[string]int64{}, seen: map[string]bool{}, more: make(chan struct{}, 1)}
}

// Places implements bus.Inbox.
func (i *Inbox) Places(context.Context) (map[string]int64, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	return maps.Clone(i.places), nil
}

// Store implements bus.Inbox.
func (i *Inbox) Store(_ context.Context, batch []event.Message, from, to map[string]int64) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	for source := range to {
		place, known := i.places[source]
		was, had := from[source]
		if known != had || place != was {
			return bus.ErrMoved
		}
	}
	if i.Fail != nil {
		if err := i.Fail(len(i.Stored)); err != nil {
			return err
		}
	}
	maps.Copy(i.places, to)
	for _, m := range batch {
		if !i.seen[m.ID.String()] {
			i.seen[m.ID.String()] = true
			i.Stored = append(i.Stored, m)
		}
	}
	select {
	case i.more <- struct{}{}:
	default:
	}
	return nil
}

// Room implements bus.Inbox.
func (i *Inbox) Room(context.Context) error {
	if i.Full != nil {
		i.Full()
	}
	return nil
}

// rewind forgets everything, as the command rewind does with events that were handled.
func (i *Inbox) rewind() {
	i.mu.Lock()
	defer i.mu.Unlock()
	for source := range i.places {
		i.places[source] = 0
	}
	i.Stored = nil
	clear(i.seen)
}

// Wait waits until n messages are stored, and returns them.
func (i *Inbox) Wait(t *testing.T, n int) []event.Message {
	t.Helper()
	timeout := time.After(time.Minute)
	for {
		i.mu.Lock()
		stored := slices.Clone(i.Stored)
		i.mu.Unlock()
		if len(stored) >= n {
			return stored
		}
		select {
		case <-i.more:
		case <-timeout:
			t.Fatalf("%d of %d messages came", len(stored), n)
		}
	}
}

// messages returns n messages of a key, whose types count from a number.
func (b broker) messages(key string, from, n int) []event.Message {
	all := make([]event.Message, n)
	for i := range all {
		all[i] = event.Message{
			ID: ids.New(), Topic: b.topic, Key: key, Type: strconv.Itoa(from + i), Time: time.Now(),
			Attributes: map[string]string{"version": strconv.Itoa(from + i)}, Data: []byte{byte(i), 0, 0xff},
		}
	}
	return all
}

// publish publishes messages to the topic of the test.
func (b broker) publish(t *testing.T, through bus.Bus, batch []event.Message) {
	t.Helper()
	if err := through.Publish(t.Context(), b.topic, batch); err != nil {
		t.Errorf("publish: %v", err)
	}
}

// receive receives the topic of the test, and others, until stop is called.
func (b broker) receive(t *testing.T, through bus.Bus, in bus.Inbox, fromNow bool, others ...string) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		through.Receive(ctx, bus.Subscription{Consumer: "test", Topics: append([]string{b.topic}, others...), FromNow: fromNow}, in)
	}()
	return func() { cancel(); <-done }
}

// checkOrder wants n messages of each key, in the order of their types.
func checkOrder(t *testing.T, stored []event.Message, n int) {
	t.Helper()
	next := map[string]int{}
	for _, m := range stored {
		if m.Type != strconv.Itoa(next[m.Key]) || m.Attributes["version"] != m.Type {
			t.Fatalf("key %s: message %s came, want %d", m.Key, m.Type, next[m.Key])
		}
		next[m.Key]++
	}
	for key, got := range next {
		if got != n {
			t.Errorf("key %s: %d messages, want %d", key, got, n)
		}
	}
}
