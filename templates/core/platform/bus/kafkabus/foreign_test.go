package kafkabus_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
)

// TestForeign receives what others write, in a topic that is theirs to create.
func TestForeign(t *testing.T) {
	t.Parallel()
	s := newStream(t)
	s.Foreign(topic)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.Receive(ctx, bus.Subscription{Consumer: "count", Topics: []string{topic}}, s.in)
	}()
	err := s.Ready(t.Context())
	for deadline := time.Now().Add(time.Minute); err == nil && time.Now().Before(deadline); err = s.Ready(t.Context()) {
		time.Sleep(10 * time.Millisecond)
	}
	if err == nil || !strings.Contains(err.Error(), "topics of others are missing: "+topic) {
		t.Errorf("while the topic is missing: %v", err)
	}
	if _, err := s.admin.CreateTopic(t.Context(), 2, 1, nil, topic); err != nil {
		t.Fatal(err)
	}
	cloud := []kgo.RecordHeader{{Key: "ce_id", Value: []byte("7")}, {Key: "ce_source", Value: []byte("/prices")}, {Key: "ce_time", Value: []byte("2026-01-02T03:04:05Z")}}
	long := strings.Repeat("k", 2000)
	for i, r := range []*kgo.Record{
		{Partition: 0, Key: []byte("a"), Value: []byte("plain")},
		{Partition: 0, Key: []byte("a"), Value: []byte("cloud"), Headers: cloud},
		{Partition: 1, Key: []byte("a"), Value: []byte("cloud"), Headers: cloud},
		{Partition: 1, Value: []byte("no key")},
		{Partition: 1, Key: []byte("a\xff"), Value: []byte("no text")},
		{Partition: 1, Key: []byte(long), Value: []byte("long key")},
		{Partition: 1, Key: []byte("gone")},
		{Partition: 1, Key: []byte("b"), Value: []byte("times"), Timestamp: time.UnixMilli(1 << 60)},
		{Partition: 1, Key: []byte("b"), Value: []byte("times"), Timestamp: time.UnixMilli(-5)},
	} {
		r.Topic = topic
		if err := s.raw.ProduceSync(t.Context(), r).FirstErr(); err != nil {
			t.Fatalf("record %d: %v", i, err)
		}
	}
	received := s.in.Wait(t, 8) // one was published twice
	cancel()
	<-done
	ids := map[string]string{}
	for _, m := range received {
		checkForeign(t, m)
		ids[string(m.Data)] = m.ID.String()
	}
	at := fmt.Sprintf("%012x", time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC).UnixMilli())
	if !strings.HasPrefix(strings.ReplaceAll(ids["cloud"], "-", ""), at) {
		t.Errorf("the id of an event of CloudEvents is %s: it does not begin with its time, %s", ids["cloud"], at)
	}
}

func checkForeign(t *testing.T, m event.Message) {
	t.Helper()
	keys := map[string]string{"plain": "a", "cloud": "a", "no key": topic + "/1", "": "gone", "times": "b"}
	want, known := keys[string(m.Data)]
	switch {
	case m.Type != topic || m.Topic != topic || m.ID.Version() != 7 || m.Data == nil:
		t.Errorf("got %+v", m)
	case known && m.Key != want:
		t.Errorf("the key of %q is %q, want %q", m.Data, m.Key, want)
	case !known && len(m.Key) != 64:
		t.Errorf("the key of %q is %q, want a SHA-256", m.Data, m.Key)
	case m.Time.Year() > 9999 || m.Time.Unix() < 0:
		t.Errorf("it happened at %v", m.Time)
	}
}
