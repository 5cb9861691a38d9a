package kafkabus

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/svcgen/svcgen/templates/core/platform/event"
)

// Foreign declares topics of others. They are not created here, and whatever is in them is received. It is called before Receive.
func (b *Bus) Foreign(topics ...string) {
	b.topics.foreign = map[string]func(*kgo.Record) event.Message{}
	for _, topic := range topics {
		b.topics.foreign[topic] = foreignMessage
	}
}

// foreignMessage returns a record of others as a message. Its id is the same however often the record is received and, if it is an event of
// CloudEvents, however often it was published.
func foreignMessage(r *kgo.Record) event.Message {
	place := placeOf(r.Topic, r.Partition)
	at, name := r.Timestamp, fmt.Sprintf("%s/%d", place, r.Offset)
	headers := map[string]string{}
	for _, h := range r.Headers {
		headers[h.Key] = string(h.Value)
	}
	if id := headers[headerID]; id != "" {
		name = headers[headerFrom] + "\n" + id
		if t, err := time.Parse(time.RFC3339Nano, headers[headerTime]); err == nil {
			at = t
		}
	}
	if at = at.UTC(); at.Unix() < 0 || at.Year() > 9999 {
		at = time.Unix(0, 0).UTC() // whoever wrote it has not set a time
	}
	return event.RecordAt(foreignID(name, at), r.Topic, foreignKey(r.Key, place), at, r.Value)
}

// foreignID returns a UUID of version 7 that follows from a name and a time.
func foreignID(name string, at time.Time) uuid.UUID {
	sum := sha256.Sum256([]byte(name))
	id := uuid.UUID(sum[:16])
	var millis [8]byte
	binary.BigEndian.PutUint64(millis[:], uint64(at.UnixMilli())) // #nosec G115 -- it is not negative
	copy(id[:6], millis[2:])
	id[6], id[8] = id[6]&0x0f|0x70, id[8]&0x3f|0x80
	return id
}

// foreignKey returns the key of a record as text. Records without one keep the order of their partition, and a key that is no text, or too long
// for an index, is its SHA-256.
func foreignKey(key []byte, place string) string {
	text := string(key)
	switch {
	case text == "":
		return place
	case len(text) > maxKey, !utf8.ValidString(text), strings.ContainsRune(text, 0):
		sum := sha256.Sum256(key)
		return hex.EncodeToString(sum[:])
	}
	return text
}
