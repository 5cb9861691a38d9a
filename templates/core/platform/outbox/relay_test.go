package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/outbox"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
	"github.com/svcgen/svcgen/templates/core/platform/wake"
)

// lame is a bus of which one topic is away.
type lame struct {
	bus.Bus

	mu   sync.Mutex
	away string
	has  map[string][]string // types by topic
}

func (l *lame) Publish(_ context.Context, topic string, batch []event.Message) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if topic == l.away {
		return errors.New("its queue is missing")
	}
	for _, m := range batch {
		l.has[topic] = append(l.has[topic], m.Type)
	}
	return nil
}

func (l *lame) set(away string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.away = away
}

func (l *lame) got(topic string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.has[topic])
}

// TestTopicAway holds that a topic which is away does not hold up others, however much waits for it, and that it gets everything in order later.
func TestTopicAway(t *testing.T) {
	t.Parallel()
	pool := pgtest.New(t, os.DirFS("../../../../testdata/golden/diary/want/services/diary/migrations"))
	out := outbox.New(pool, outbox.Config{MaxBytes: 1000}, func(_ context.Context, m event.Message) (event.Message, error) { return m, nil })
	var want []string
	publish := func(topic, kind string) {
		m := event.Message{ID: ids.New(), Topic: topic, Key: "k", Type: kind, Time: time.Now(), Data: []byte("data")}
		if err := outbox.NewWriter(out, pool).Publish(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 600 {
		want = append(want, fmt.Sprint(n))
		publish("away", want[n])
	}
	publish("there", "0")
	publish("there", "1")
	b := &lame{away: "away", has: map[string][]string{}}
	relay := &outbox.Relay{Pool: pool, Bus: b, Bell: wake.NewBell(), Log: slog.New(slog.DiscardHandler)}
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { relay.Run(ctx) })
	wait := func(topic string, want []string) {
		for began := time.Now(); !slices.Equal(b.got(topic), want); time.Sleep(10 * time.Millisecond) {
			if time.Since(began) > 20*time.Second {
				t.Errorf("%s: got %s, want %s", topic, b.got(topic), want)
				return
			}
		}
	}
	wait("there", []string{"0", "1"})
	publish("there", "2")
	wait("there", []string{"0", "1", "2"})
	b.set("")
	wait("away", want)
	stop()
	running.Wait()
}
