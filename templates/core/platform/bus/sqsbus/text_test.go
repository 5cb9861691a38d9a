package sqsbus_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/bustest"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/fakesqs"
)

// TestTexts sends keys, attributes and data with all characters that a text in PostgreSQL may have: SQS refuses some of them in a message.
func TestTexts(t *testing.T) {
	t.Parallel()
	var all strings.Builder
	for c := rune(1); c <= 0x10FFFF; c++ {
		if c < 0x300 || c > 0xD700 && c < 0xD800 || c >= 0xE000 && c < 0xE010 || c > 0xFFF0 && c < 0x10010 || c > 0x10FFF0 {
			all.WriteRune(c)
		}
	}
	b, in := open(t, configOf(serve(t, fakesqs.New())), "shop.orders"), bustest.NewInbox()
	text, sent := all.String(), published()
	data, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	sent[0].Key, sent[0].Attributes = "\uFFFE\U0010FFFF", map[string]string{"requestid": text}
	sent = append(sent, inJSON(string(data)))
	if err := b.Publish(t.Context(), topic, sent); err != nil {
		t.Fatal(err)
	}
	defer receive(t, b, bus.Subscription{Consumer: "test", Topics: []string{topic}}, in)()
	came := map[string]event.Message{}
	for _, m := range in.Wait(t, len(sent)) {
		came[m.Key] = m
	}
	if got := came[sent[0].Key]; got.Attributes["requestid"] != text {
		t.Errorf("got %q", got.Attributes["requestid"])
	}
	var got string
	if err := json.Unmarshal(came[sent[1].Key].Data, &got); err != nil || got != text {
		t.Errorf("got %q, %v", got, err)
	}
}

// inJSON returns an event with data in JSON.
func inJSON(data string) event.Message {
	m := published()[0]
	m.Attributes, m.Data = map[string]string{}, []byte(data)
	m.SetMediaType("application/json")
	return m
}

// TestLargeJSON sends an event in JSON that is as large as one may be: it stays so.
func TestLargeJSON(t *testing.T) {
	t.Parallel()
	b := open(t, configOf(serve(t, fakesqs.New())), "shop.orders")
	for _, char := range []string{"<", "&", "\u2028", "é"} {
		large := inJSON(`"` + strings.Repeat(char, (512<<10-2)/len(char)) + `"`)
		if err := b.Publish(t.Context(), topic, []event.Message{large}); err != nil {
			t.Errorf("%q: %v", char, err)
		}
	}
}
