// Package bustest holds the tests that each driver of package bus passes.
package bustest

import (
	"context"
	"errors"
	"fmt"
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

// Topic is the topic of the tests.
const Topic = "shop.catalog.product"

// Run runs the tests. open returns a bus on the same broker at each call; each test has a broker of its own.
func Run(t *testing.T, broker func(t *testing.T) (open func() bus.Bus)) {
	t.Helper()
	for _, test := range []struct {
		name string
		run  func(*testing.T, func() bus.Bus)
	}{
		{"order of keys", testOrder},
		{"receiver is replaced", testReplaced},
		{"two receivers", testTwoReceivers},
		{"published twice", testTwice},
		{"from now", testFromNow},
		{"storing fails", testStoreFails},
		{"close while busy", testClose},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.run(t, broker(t))
		})
	}
}

// Inbox keeps messages in memory.
type Inbox struct {
	Fail func(stored int) error // nil: storing succeeds

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

// wait waits until n messages are stored, and returns them.
func (i *Inbox) wait(t *testing.T, n int) []event.Message {
	t.Helper()
	timeout := time.After(30 * time.Second)
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

// Messages returns n messages of a key, whose types count from a number.
func Messages(key string, from, n int) []event.Message {
	all := make([]event.Message, n)
	for i := range all {
		all[i] = event.Message{
			ID: ids.New(), Topic: Topic, Key: key, Type: strconv.Itoa(from + i), Time: time.Now(),
			Attributes: map[string]string{"version": strconv.Itoa(from + i)}, Data: []byte{byte(i), 0, 0xff},
		}
	}
	return all
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

func receive(t *testing.T, b bus.Bus, in bus.Inbox, fromNow bool) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.Receive(ctx, bus.Subscription{Consumer: "test", Topics: []string{Topic}, FromNow: fromNow}, in)
	}()
	return func() { cancel(); <-done }
}

func publish(t *testing.T, b bus.Bus, batch []event.Message) {
	t.Helper()
	if err := b.Publish(t.Context(), Topic, batch); err != nil {
		t.Errorf("publish: %v", err)
	}
}

// testOrder lets three publishers write 50 keys each.
func testOrder(t *testing.T, open func() bus.Bus) {
	t.Helper()
	const publishers, keys, each = 3, 50, 20
	in, b := NewInbox(), open()
	defer b.Close()
	defer receive(t, b, in, false)()
	var publishing sync.WaitGroup
	for p := range publishers {
		publishing.Go(func() {
			b := open()
			defer b.Close()
			for n := range each {
				var batch []event.Message
				for k := range keys {
					batch = append(batch, Messages(fmt.Sprint(p, "-", k), n, 1)...)
				}
				publish(t, b, batch)
			}
		})
	}
	publishing.Wait()
	stored := in.wait(t, publishers*keys*each)
	checkOrder(t, stored, each)
	if m := stored[0]; m.Topic != Topic || len(m.Data) != 3 || time.Since(m.Time) > time.Minute {
		t.Errorf("message %+v", m)
	}
}

// testReplaced stops a receiver again and again; the next one goes on.
func testReplaced(t *testing.T, open func() bus.Bus) {
	t.Helper()
	in := NewInbox()
	publisher := open()
	defer publisher.Close()
	for n := range 10 {
		b := open()
		stop := receive(t, b, in, false)
		publish(t, publisher, Messages("a", n*50, 50))
		if n%2 == 0 {
			in.wait(t, n*50+1)
		}
		stop()
		b.Close()
	}
	b := open()
	defer b.Close()
	defer receive(t, b, in, false)()
	checkOrder(t, in.wait(t, 500), 500)
}

func testTwoReceivers(t *testing.T, open func() bus.Bus) {
	t.Helper()
	in := NewInbox()
	one, two := open(), open()
	defer one.Close()
	defer two.Close()
	defer receive(t, one, in, false)()
	defer receive(t, two, in, false)()
	for n := range 20 {
		publish(t, one, Messages("a", n*10, 10))
	}
	checkOrder(t, in.wait(t, 200), 200)
}

// testTwice publishes messages again, as a relay does that fails between sending and deleting.
func testTwice(t *testing.T, open func() bus.Bus) {
	t.Helper()
	b, in := open(), NewInbox()
	defer b.Close()
	all := Messages("a", 0, 100)
	publish(t, b, all[:60])
	publish(t, b, all[30:])
	publish(t, b, all)
	defer receive(t, b, in, false)()
	checkOrder(t, in.wait(t, 100), 100)
}

func testFromNow(t *testing.T, open func() bus.Bus) {
	t.Helper()
	b, in := open(), NewInbox()
	defer b.Close()
	publish(t, b, Messages("old", 0, 10))
	stop := receive(t, b, in, true)
	for places, _ := in.Places(t.Context()); len(places) == 0; places, _ = in.Places(t.Context()) {
		time.Sleep(time.Millisecond)
	}
	stop()
	publish(t, b, Messages("new", 0, 10)) // while nobody receives
	defer receive(t, b, in, true)()
	stored := in.wait(t, 10)
	checkOrder(t, stored, 10)
	if stored[0].Key != "new" {
		t.Errorf("key %s", stored[0].Key)
	}
}

// testStoreFails lets storing fail now and then.
func testStoreFails(t *testing.T, open func() bus.Bus) {
	t.Helper()
	b, in := open(), NewInbox()
	defer b.Close()
	calls := 0
	in.Fail = func(int) error {
		if calls++; calls%2 == 1 {
			return errors.New("no database")
		}
		return nil
	}
	publish(t, b, Messages("a", 0, 30))
	defer receive(t, b, in, false)()
	checkOrder(t, in.wait(t, 30), 30)
}

func testClose(t *testing.T, open func() bus.Bus) {
	t.Helper()
	b, in := open(), NewInbox()
	stop := receive(t, b, in, false)
	publish(t, b, Messages("a", 0, 100))
	in.wait(t, 1)
	stop()
	closed := make(chan struct{})
	go func() { b.Close(); close(closed) }()
	select {
	case <-closed:
	case <-time.After(10 * time.Second):
		t.Error("Close waits for ever")
	}
}
