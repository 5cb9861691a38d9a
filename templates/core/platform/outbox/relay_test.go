package outbox_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"strings"
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

	mu    sync.Mutex
	away  string
	tries int                 // to publish to it
	has   map[string][]string // types by topic
}

func (l *lame) Publish(_ context.Context, topic string, batch []event.Message) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if topic == l.away {
		l.tries++
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

func (l *lame) tried() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.tries
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
	want := map[string][]string{}
	publish := func(topic string) {
		m := event.Message{ID: ids.New(), Topic: topic, Key: "k", Type: strconv.Itoa(len(want[topic])), Time: time.Now(), Data: []byte("data")}
		want[topic] = append(want[topic], m.Type)
		if err := outbox.NewWriter(out, pool).Publish(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	for range 600 {
		publish("away")
	}
	publish("there")
	b := &lame{away: "away", has: map[string][]string{}}
	var log bytes.Buffer
	relay := &outbox.Relay{Pool: pool, Bus: b, Bell: wake.NewBell(), Log: slog.New(slog.NewTextHandler(&log, nil))}
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { relay.Run(ctx) })
	wait := func(what string, done func() bool) {
		for began := time.Now(); !done(); time.Sleep(time.Millisecond) {
			if time.Since(began) > time.Minute {
				stop()
				running.Wait()
				t.Fatalf("%s: %q", what, b.has)
			}
		}
	}
	arrived := func(topic string) func() bool { return func() bool { return slices.Equal(b.got(topic), want[topic]) } }
	wait("the first event", arrived("there"))
	wait("tries", func() bool { return b.tried() > 4 }) // the next one is more than a second later, and then they get fewer
	before := b.tried()
	for range 50 {
		publish("there")
		relay.Bell.Ring()
		wait("another event", arrived("there"))
		if tries := b.tried() - before; tries > 10 {
			t.Fatalf("%d events to a topic that is there took %d tries of the one that is away", len(want["there"])-1, tries)
		}
	}
	b.set("")
	wait("what waited", arrived("away"))
	stop()
	running.Wait()
	lines := log.String()
	if n := strings.Count(lines, "\n"); n != b.tried() || strings.Count(lines, `error="its queue is missing" topic=away away_for=`) != n {
		t.Errorf("%d tries failed, and the log says:\n%s", b.tried(), lines)
	}
}
