package kafkabus_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/bustest"
	"github.com/svcgen/svcgen/templates/core/platform/bus/kafkabus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

const topic = "shop.catalog.product"

// stream is a bus with a publisher, a receiver, and a look behind it.
type stream struct {
	*kafkabus.Bus

	t     *testing.T
	in    *bustest.Inbox
	admin *kadm.Client
	raw   *kgo.Client
	sent  int

	mu  sync.Mutex
	log bytes.Buffer
}

// Write implements io.Writer, for the log.
func (s *stream) Write(line []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Write(line)
}

func newStream(t *testing.T) *stream {
	t.Helper()
	s := &stream{t: t, in: bustest.NewInbox()}
	addresses := start(t).ListenAddrs()
	raw, err := kgo.NewClient(kgo.SeedBrokers(addresses...), kgo.RecordPartitioner(kgo.ManualPartitioner()), kgo.MetadataMinAge(50*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(raw.Close)
	s.raw, s.admin = raw, kadm.NewClient(raw)
	if s.Bus, err = kafkabus.Open(configOf(addresses...), "shop.orders", slog.New(slog.NewTextHandler(s, nil))); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// publish publishes messages with types that count on, one for each of five keys.
func (s *stream) publish() {
	s.t.Helper()
	var batch []event.Message
	for k := range 5 {
		batch = append(batch, event.Message{ID: ids.New(), Topic: topic, Key: fmt.Sprint("key ", k), Type: fmt.Sprint(s.sent), Time: time.Now()})
	}
	s.sent += len(batch)
	if err := s.Publish(s.t.Context(), topic, batch); err != nil {
		s.t.Fatal(err)
	}
}

// receive receives until n messages are in the inbox.
func (s *stream) receive(n int) {
	s.t.Helper()
	ctx, cancel := context.WithCancel(s.t.Context())
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.Receive(ctx, bus.Subscription{Consumer: "count", Topics: []string{topic}}, s.in)
	}()
	s.in.Wait(s.t, n)
	cancel()
	<-done
}

// wantLog wants a text in the log.
func (s *stream) wantLog(text string) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !strings.Contains(s.log.String(), text) {
		s.t.Errorf("no %q in the log:\n%s", text, s.log.String())
	}
}

// TestRetentionPassed deletes records before they are received: what is left comes, and the log says how many are lost.
func TestRetentionPassed(t *testing.T) {
	t.Parallel()
	s := newStream(t)
	s.publish()
	s.receive(5)
	s.publish()
	ends, err := s.admin.ListEndOffsets(t.Context(), topic)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.admin.DeleteRecords(t.Context(), ends.Offsets()); err != nil {
		t.Fatal(err)
	}
	s.publish()
	s.receive(10)
	s.wantLog("events are lost: the topic deleted them before they were received")
	s.wantLog("consumer=count topic=shop.catalog.product")
}

// TestTopicAnew deletes the topic: it is created again, and received from its start.
func TestTopicAnew(t *testing.T) {
	t.Parallel()
	s := newStream(t)
	for range 3 {
		s.publish()
	}
	s.receive(15)
	if _, err := s.admin.DeleteTopic(t.Context(), topic); err != nil {
		t.Fatal(err)
	}
	for began := time.Now(); ; time.Sleep(100 * time.Millisecond) { // as a relay does
		err := s.Publish(t.Context(), topic, []event.Message{{ID: ids.New(), Key: "key 0", Type: "after", Time: time.Now()}})
		if err == nil {
			break
		}
		if time.Since(began) > time.Minute {
			t.Fatal(err)
		}
	}
	s.receive(16)
	s.wantLog("the topic is another one than events were received from")
}

// TestTopicCut has places after the end of a topic, as when brokers lost what they had: it is received from its start.
func TestTopicCut(t *testing.T) {
	t.Parallel()
	s := newStream(t)
	s.publish()
	s.receive(5)
	from, err := s.in.Places(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	delete(from, topic+"/id")
	to := map[string]int64{}
	for source, place := range from {
		to[source] = place + 100
	}
	if err := s.in.Store(t.Context(), nil, from, to); err != nil {
		t.Fatal(err)
	}
	s.publish()
	s.receive(10)
	s.wantLog("the topic has fewer events than were received")
}

// TestTopicReplaced deletes the topic while nobody receives. The one with its name has more events when somebody does again: all of them come.
func TestTopicReplaced(t *testing.T) {
	t.Parallel()
	s := newStream(t)
	s.publish()
	s.receive(5)
	if _, err := s.admin.DeleteTopic(t.Context(), topic); err != nil {
		t.Fatal(err)
	}
	again, err := kafkabus.Open(configOf(s.raw.OptValue(kgo.SeedBrokers).([]string)...), "shop.catalog", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	s.Close()
	s.Bus = again
	for range 4 {
		s.publish()
	}
	receives, err := kafkabus.Open(configOf(s.raw.OptValue(kgo.SeedBrokers).([]string)...), "shop.orders", slog.New(slog.NewTextHandler(s, nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer receives.Close()
	s.Bus = receives
	s.receive(25)
	s.wantLog("the topic is another one than events were received from")
}

// TestTopicsMissing wants the names of topics that somebody else has to create, until they are there.
func TestTopicsMissing(t *testing.T) {
	t.Parallel()
	cluster := start(t)
	cfg := configOf(cluster.ListenAddrs()...)
	cfg.CreateTopics = false
	b := open(t, cfg)
	defer b.Close()
	if err := b.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	if err := b.Sweep(t.Context(), []string{topic, "shop.catalog.stock"}); err == nil {
		t.Error("nothing is missing")
	}
	const want = "topics are missing, and EVENTS_CREATE_TOPICS is false: shop.catalog.product, shop.catalog.stock"
	if err := b.Ready(t.Context()); !strings.Contains(text(err), want) {
		t.Errorf("got %v", err)
	}
	creates := open(t, configOf(cluster.ListenAddrs()...))
	defer creates.Close()
	if err := creates.Sweep(t.Context(), []string{topic, "shop.catalog.stock"}); err != nil {
		t.Fatal(err)
	}
	for began := time.Now(); b.Sweep(t.Context(), []string{topic, "shop.catalog.stock"}) != nil && time.Since(began) < time.Minute; {
		time.Sleep(10 * time.Millisecond)
	}
	if err := b.Ready(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestRecords wants records as CloudEvents has them, and passes over those that are none.
func TestRecords(t *testing.T) {
	t.Parallel()
	s := newStream(t)
	sent := event.Message{
		ID: ids.New(), Topic: topic, Key: "42", Type: "shop.catalog.v1.ProductCreated", Time: time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC),
		Attributes: map[string]string{event.RequestID: "r1"}, Data: []byte{1},
	}
	if err := s.Publish(t.Context(), topic, []event.Message{sent}); err != nil {
		t.Fatal(err)
	}
	// The records of others go between the two events, so that who has the second has passed over them.
	var partition int32
	ends, err := s.admin.ListEndOffsets(t.Context(), topic)
	if err != nil {
		t.Fatal(err)
	}
	ends.Each(func(o kadm.ListedOffset) {
		if o.Offset > 0 {
			partition = o.Partition
		}
	})
	header := func(key, value string) kgo.RecordHeader { return kgo.RecordHeader{Key: key, Value: []byte(value)} }
	id := ids.New().String()
	junk := [][]kgo.RecordHeader{
		nil,
		{header("ce_id", "1"), header("ce_type", "x")},
		{header("ce_id", id)},
		{header("ce_id", id), header("ce_type", "x"), header("ce_time", "yesterday")},
		{header("ce_id", id), header("ce_type", "a\x00b")},
		{header("ce_id", id), header("ce_type", "x"), header("ce_\xff", "")},
	}
	for _, headers := range junk {
		r := &kgo.Record{Topic: topic, Key: []byte("42"), Headers: headers, Partition: partition}
		if err := s.raw.ProduceSync(t.Context(), r).FirstErr(); err != nil {
			t.Fatal(err)
		}
	}
	long := &kgo.Record{Topic: topic, Key: bytes.Repeat([]byte("k"), 1025), Headers: []kgo.RecordHeader{header("ce_id", id), header("ce_type", "x")}, Partition: partition}
	if err := s.raw.ProduceSync(t.Context(), long).FirstErr(); err != nil {
		t.Fatal(err)
	}
	sent.ID = ids.New()
	if err := s.Publish(t.Context(), topic, []event.Message{sent}); err != nil {
		t.Fatal(err)
	}
	s.receive(2)
	s.wantLog("a record is no event, and is passed over")
	s.wantLog("its key has 1025 bytes")

	reader, err := kgo.NewClient(kgo.SeedBrokers(s.raw.OptValue(kgo.SeedBrokers).([]string)...), kgo.ConsumeTopics(topic), kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for {
		for _, r := range reader.PollFetches(t.Context()).Records() {
			if len(r.Headers) == 0 || r.Headers[0].Key != "ce_id" || string(r.Headers[0].Value) != sent.ID.String() {
				continue
			}
			want := []kgo.RecordHeader{
				header("ce_id", sent.ID.String()), header("ce_requestid", "r1"), header("ce_source", "/shop/catalog"), header("ce_specversion", "1.0"),
				header("ce_subject", "42"), header("ce_time", "2026-01-02T03:04:05.000006Z"), header("ce_type", sent.Type), header("content-type", "application/protobuf"),
			}
			same := slices.EqualFunc(r.Headers, want, func(a, b kgo.RecordHeader) bool { return a.Key == b.Key && bytes.Equal(a.Value, b.Value) })
			if !same || string(r.Key) != "42" || time.Since(r.Timestamp) > time.Hour {
				t.Errorf("got %s %s at %s", r.Key, r.Headers, r.Timestamp)
			}
			return
		}
	}
}

// TestMorePartitions adds partitions while somebody receives: he receives from the new ones, too, and says that keys have moved.
func TestMorePartitions(t *testing.T) {
	t.Parallel()
	s := newStream(t)
	s.publish()
	ctx, cancel := context.WithCancel(t.Context())
	var receiving sync.WaitGroup
	receiving.Go(func() {
		s.Receive(ctx, bus.Subscription{Consumer: "count", Topics: []string{topic}, FromNow: false}, s.in)
	})
	defer receiving.Wait()
	defer cancel()
	s.in.Wait(t, 5)
	if _, err := s.admin.CreatePartitions(t.Context(), 5, topic); err != nil {
		t.Fatal(err)
	}
	for began := time.Now(); time.Since(began) < time.Minute; time.Sleep(100 * time.Millisecond) {
		if details, err := s.admin.ListTopics(t.Context(), topic); err == nil && len(details[topic].Partitions) == 17 {
			break
		}
	}
	r := &kgo.Record{Topic: topic, Key: []byte("k"), Partition: 16, Headers: []kgo.RecordHeader{{Key: "ce_id", Value: []byte(ids.New().String())}, {Key: "ce_type", Value: []byte("x")}}}
	if err := s.raw.ProduceSync(t.Context(), r).FirstErr(); err != nil {
		t.Fatal(err)
	}
	s.in.Wait(t, 6)
	s.wantLog("a topic has more partitions")

	// The places are shown to tools, too.
	for began := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		offsets, err := s.admin.FetchOffsets(t.Context(), "shop.orders.count")
		if err == nil && len(offsets[topic]) > 0 {
			return
		}
		if time.Since(began) > time.Minute {
			t.Fatalf("no offsets: %v", err)
		}
	}
}
