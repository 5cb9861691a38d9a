package kafkabus_test

import (
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

// TestMediaType wants JSON to be said where CloudEvents says it, and to be known to whoever receives it.
func TestMediaType(t *testing.T) {
	t.Parallel()
	s := newStream(t)
	for _, media := range []string{"application/protobuf", "application/json"} {
		m := event.Message{ID: ids.New(), Topic: topic, Key: "42", Type: media, Time: time.Now(), Attributes: map[string]string{}, Data: []byte("{}")}
		m.SetMediaType(media)
		if err := s.Publish(t.Context(), topic, []event.Message{m}); err != nil {
			t.Fatal(err)
		}
	}
	s.receive(2)
	for _, m := range s.in.Stored {
		if m.MediaType() != m.Type {
			t.Errorf("%s was received as %s", m.Type, m.MediaType())
		}
	}
	reader, err := kgo.NewClient(kgo.SeedBrokers(s.raw.OptValue(kgo.SeedBrokers).([]string)...), kgo.ConsumeTopics(topic), kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for seen := 0; seen < 2; {
		for _, r := range reader.PollFetches(t.Context()).Records() {
			headers := map[string]string{}
			for _, h := range r.Headers {
				headers[h.Key] = string(h.Value)
			}
			if _, twice := headers["ce_datacontenttype"]; twice || headers["content-type"] != headers["ce_type"] {
				t.Errorf("got %v", headers)
			}
			seen++
		}
	}
}
