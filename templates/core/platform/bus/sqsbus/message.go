package sqsbus

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/event"
)

// Members of a message: CloudEvents 1.0, in structured mode. All of them are text, but for data in JSON.
const (
	specVersion = "specversion"
	memberID    = "id"
	memberFrom  = "source"
	memberType  = "type"
	memberKey   = "subject"
	memberTime  = "time"
	memberData  = "data_base64"
	memberJSON  = "data"
	contentType = "datacontenttype"
	memberTopic = "topic" // an extension: a queue has the events of several topics
)

const (
	maxKey   = 1024 // bytes of the longest key: an inbox has keys in indexes
	maxGroup = 128  // bytes of the longest name of a message group
)

// encode returns a message as the body of one in SQS.
func encode(topic string, m event.Message) (string, error) {
	members := map[string]any{}
	for name, value := range m.Attributes {
		members[name] = value
	}
	maps.Copy(members, map[string]any{
		specVersion: "1.0", memberID: m.ID.String(), memberFrom: source(topic), memberType: m.Type, memberKey: m.Key, memberTopic: topic,
		memberTime: m.Time.UTC().Format(time.RFC3339Nano), contentType: m.MediaType(),
	})
	if m.IsJSON() {
		members[memberJSON] = json.RawMessage(m.Data)
	} else {
		members[memberData] = base64.StdEncoding.EncodeToString(m.Data)
	}
	var body strings.Builder
	to := json.NewEncoder(&body)
	to.SetEscapeHTML(false) // JSON that is sent as it is must not become larger than EVENTS_MAX_BYTES
	if err := to.Encode(members); err != nil {
		return "", err
	}
	return forbidden.Replace(strings.TrimSuffix(body.String(), "\n")), nil
}

// forbidden are the characters that JSON may have in its texts, and a message in SQS not: they are escaped.
var forbidden = strings.NewReplacer("\uFFFE", `\ufffe`, "\uFFFF", `\uffff`)

// source returns who publishes to a topic: /shop/catalog of shop.catalog.product.
func source(topic string) string {
	parts := strings.Split(topic, ".")
	return "/" + strings.Join(parts[:max(1, len(parts)-1)], "/")
}

// group returns the message group of a key: the key, or its hash if SQS does not take it as a name.
func group(key string) string {
	unfit := func(r rune) bool { return r <= ' ' || r > '~' }
	if len(key) <= maxGroup && !strings.ContainsFunc(key, unfit) {
		return key
	}
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// decode returns the message of a body, or why it is none. Somebody else may have sent it.
func decode(body string) (m event.Message, err error) {
	var sent map[string]json.RawMessage
	if err := json.Unmarshal([]byte(body), &sent); err != nil {
		return m, err
	}
	inJSON := sent[memberJSON]
	delete(sent, memberJSON)
	members := map[string]string{}
	for name, value := range sent {
		var text string
		if err := json.Unmarshal(value, &text); err != nil || strings.ContainsRune(name+text, 0) { // PostgreSQL has no text with a zero
			return m, fmt.Errorf("%q is no text", name)
		}
		members[name] = text
	}
	m = event.Message{Topic: members[memberTopic], Key: members[memberKey], Type: members[memberType], Attributes: map[string]string{}}
	m.SetMediaType(members[contentType])
	if m.ID, err = uuid.Parse(members[memberID]); err != nil {
		return m, fmt.Errorf("%s: %w", memberID, err)
	}
	if m.Time, err = time.Parse(time.RFC3339Nano, members[memberTime]); err != nil {
		return m, fmt.Errorf("%s: %w", memberTime, err)
	}
	if m.IsJSON() != (inJSON != nil) {
		return m, fmt.Errorf("its data are not as %s says", contentType)
	}
	m.Data = inJSON
	if !m.IsJSON() {
		if m.Data, err = base64.StdEncoding.DecodeString(members[memberData]); err != nil {
			return m, fmt.Errorf("%s: %w", memberData, err)
		}
	}
	switch {
	case m.Topic == "" || m.Type == "" || m.Key == "":
		return m, fmt.Errorf("it needs %s, %s and %s", memberTopic, memberType, memberKey)
	case len(m.Key) > maxKey:
		return m, fmt.Errorf("its key has %d bytes, more than %d", len(m.Key), maxKey)
	}
	for _, name := range []string{specVersion, memberID, memberFrom, memberType, memberKey, memberTime, memberData, contentType, memberTopic} {
		delete(members, name)
	}
	maps.Copy(m.Attributes, members)
	return m, nil
}
