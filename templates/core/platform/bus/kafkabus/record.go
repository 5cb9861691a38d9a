package kafkabus

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/svcgen/svcgen/templates/core/platform/event"
)

// Headers of records: CloudEvents 1.0, in binary mode.
const (
	attribute   = "ce_"
	specVersion = attribute + "specversion"
	headerID    = attribute + "id"
	headerFrom  = attribute + "source"
	headerType  = attribute + "type"
	headerKey   = attribute + "subject"
	headerTime  = attribute + "time"
	contentType = "content-type"
	mediaType   = "datacontenttype" // the attribute that is in content-type
)

// maxKey is the length of the longest key, in bytes: an inbox has keys in indexes.
const maxKey = 1024

// record returns a message as a record. Its timestamp is when it is published, since the topic's retention counts from there.
func record(topic string, m event.Message) *kgo.Record {
	headers := map[string]string{
		specVersion: "1.0", headerID: m.ID.String(), headerFrom: source(topic), headerType: m.Type, headerKey: m.Key,
		headerTime: m.Time.UTC().Format(time.RFC3339Nano), contentType: m.MediaType(),
	}
	for name, value := range m.Attributes {
		if name != mediaType {
			headers[attribute+name] = value
		}
	}
	r := &kgo.Record{Topic: topic, Key: []byte(m.Key), Value: append([]byte{}, m.Data...)} // no value would mean that the key is deleted
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		r.Headers = append(r.Headers, kgo.RecordHeader{Key: name, Value: []byte(headers[name])})
	}
	return r
}

// source returns who publishes to a topic: /shop/catalog of shop.catalog.product.
func source(topic string) string {
	parts := strings.Split(topic, ".")
	return "/" + strings.Join(parts[:max(1, len(parts)-1)], "/")
}

// size returns about how many bytes a record takes.
func size(r *kgo.Record) int {
	n := 32 + len(r.Key) + len(r.Value)
	for _, h := range r.Headers {
		n += 8 + len(h.Key) + len(h.Value)
	}
	return n
}

// message returns the message of a record, or why it is none. Somebody else may have written it.
func message(r *kgo.Record) (event.Message, error) {
	m := event.Message{Topic: r.Topic, Key: string(r.Key), Time: r.Timestamp, Attributes: map[string]string{}, Data: append([]byte{}, r.Value...)}
	texts := []string{m.Key}
	for _, h := range r.Headers {
		value := string(h.Value)
		texts = append(texts, h.Key, value)
		switch h.Key {
		case headerID:
			id, err := uuid.Parse(value)
			if err != nil {
				return m, fmt.Errorf("%s: %w", headerID, err)
			}
			m.ID = id
		case headerTime:
			t, err := time.Parse(time.RFC3339Nano, value)
			if err != nil {
				return m, fmt.Errorf("%s: %w", headerTime, err)
			}
			m.Time = t
		case headerType:
			m.Type = value
		case contentType:
			m.SetMediaType(value)
		case specVersion, headerFrom, headerKey:
		default:
			if name, ok := strings.CutPrefix(h.Key, attribute); ok {
				m.Attributes[name] = value
			}
		}
	}
	switch {
	case m.ID == uuid.Nil || m.Type == "" || m.Key == "":
		return m, fmt.Errorf("it needs a key, %s and %s", headerID, headerType)
	case len(m.Key) > maxKey:
		return m, fmt.Errorf("its key has %d bytes, more than %d", len(m.Key), maxKey)
	case slices.ContainsFunc(texts, func(s string) bool { return !utf8.ValidString(s) || strings.ContainsRune(s, 0) }):
		return m, errors.New("its key or a header is no text")
	}
	return m, nil
}
