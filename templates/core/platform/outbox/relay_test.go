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

// lame is a bus of which some topics are away.
type lame struct {
	bus.Bus

	mu    sync.Mutex
	away  []string
	tries int                 // to publish to them
	has   map[string][]string // types by topic
}

func (l *lame) Publish(_ context.Context, topic string, batch []event.Message) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if slices.Contains(l.away, topic) {
		l.tries++
		return errors.New("its queue is missing")
	}
	for _, m := range batch {
		l.has[topic] = append(l.has[topic], m.Type)
	}
	return nil
}

func (l *lame) back() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.away = nil
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

// stage is an outbox, and the relay that sends to a lame bus what is in it.
type stage struct {
	*testing.T
	*lame
	*outbox.Relay
	want map[string][]string // types by topic
}

func newStage(t *testing.T, away ...string) *stage {
	t.Helper()
	b := &lame{away: away, has: map[string][]string{}}
	pool := pgtest.New(t, os.DirFS("../../../../testdata/golden/diary/want/services/diary/migrations"))
	return &stage{t, b, &outbox.Relay{Pool: pool, Bus: b, Bell: wake.NewBell(), Log: slog.New(slog.DiscardHandler)}, map[string][]string{}}
}

// publish writes an event to the outbox.
func (s *stage) publish(topic string) {
	s.Helper()
	out := outbox.New(s.Pool, outbox.Config{MaxBytes: 1000}, func(_ context.Context, m event.Message) (event.Message, error) { return m, nil })
	m := event.Message{ID: ids.New(), Topic: topic, Key: "k", Type: strconv.Itoa(len(s.want[topic])), Time: time.Now(), Data: []byte("data")}
	s.want[topic] = append(s.want[topic], m.Type)
	if err := outbox.NewWriter(out, s.Pool).Publish(s.Context(), m); err != nil {
		s.Fatal(err)
	}
}

// run runs the relay until stop.
func (s *stage) run() (stop func()) {
	ctx, cancel := context.WithCancel(s.Context())
	var running sync.WaitGroup
	running.Go(func() { s.Relay.Run(ctx) })
	return func() { cancel(); running.Wait() }
}

// wait waits until done.
func (s *stage) wait(what string, done func() bool) {
	s.Helper()
	for began := time.Now(); !done(); time.Sleep(time.Millisecond) {
		if time.Since(began) > time.Minute {
			s.Fatal(what, " never comes")
		}
	}
}

// arrived reports whether a topic has all its events in their order.
func (s *stage) arrived(topic string) func() bool {
	return func() bool { return slices.Equal(s.got(topic), s.want[topic]) }
}

// TestTopicAway holds that a topic which is away does not hold up others, however much waits for it, and that it gets everything in order later.
func TestTopicAway(t *testing.T) {
	t.Parallel()
	s := newStage(t, "away")
	var log bytes.Buffer
	s.Log = slog.New(slog.NewTextHandler(&log, nil))
	for range 600 {
		s.publish("away")
	}
	s.publish("there")
	stop := s.run()
	defer stop()
	s.wait("the first event", s.arrived("there"))
	s.wait("a fifth try", func() bool { return s.tried() > 4 }) // the next one is more than a second later, and then they get fewer
	before := s.tried()
	for range 50 {
		s.publish("there")
		s.Bell.Ring()
		s.wait("another event", s.arrived("there"))
		if tries := s.tried() - before; tries > 25 {
			t.Fatalf("%d events to a topic that is there took %d tries of the one that is away", len(s.want["there"])-1, tries)
		}
	}
	s.back()
	s.wait("what waited", s.arrived("away"))
	stop()
	lines := log.String()
	if n := strings.Count(lines, "\n"); n != s.tried() || strings.Count(lines, `error="its queue is missing" topic=away away_for=`) != n {
		t.Errorf("%d tries failed, and the log says:\n%s", s.tried(), lines)
	}
}

// TestBusAway holds that a bus that is away is tried less and less often, however many events come, and that nothing is lost.
func TestBusAway(t *testing.T) {
	t.Parallel()
	topics := []string{"a", "b", "c"}
	s := newStage(t, topics...)
	for _, topic := range topics {
		s.publish(topic)
	}
	began := time.Now()
	stop := s.run()
	defer stop()
	s.wait("a fifth try of each", func() bool { s.Bell.Ring(); return s.tried() >= 5*len(topics) })
	if took := time.Since(began); took < 1500*time.Millisecond { // 0.1 s, 0.2 s, 0.4 s and 0.8 s
		t.Errorf("five tries took %s", took)
	}
	s.back()
	for _, topic := range topics {
		s.wait("what waited", s.arrived(topic))
	}
}
