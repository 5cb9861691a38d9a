package bustest

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

// testOrder lets three publishers write 50 keys each.
func testOrder(t *testing.T, k broker) {
	t.Helper()
	const publishers, keys, each = 3, 50, 20
	in, b := NewInbox(), k.open()
	defer b.Close()
	defer k.receive(t, b, in, false)()
	var publishing sync.WaitGroup
	for p := range publishers {
		publishing.Go(func() {
			b := k.open()
			defer b.Close()
			for n := range each {
				var batch []event.Message
				for key := range keys {
					batch = append(batch, k.messages(fmt.Sprint(p, "-", key), n, 1)...)
				}
				k.publish(t, b, batch)
			}
		})
	}
	publishing.Wait()
	stored := in.Wait(t, publishers*keys*each)
	checkOrder(t, stored, each)
	if m := stored[0]; m.Topic != k.topic || len(m.Data) != 3 || time.Since(m.Time) > time.Minute {
		t.Errorf("message %+v", m)
	}
}

// testReplaced stops a receiver again and again; the next one goes on.
func testReplaced(t *testing.T, k broker) {
	t.Helper()
	in := NewInbox()
	publisher := k.open()
	defer publisher.Close()
	for n := range 10 {
		b := k.open()
		stop := k.receive(t, b, in, false)
		k.publish(t, publisher, k.messages("a", n*50, 50))
		if n%2 == 0 {
			in.Wait(t, n*50+1)
		}
		stop()
		b.Close()
	}
	b := k.open()
	defer b.Close()
	defer k.receive(t, b, in, false)()
	checkOrder(t, in.Wait(t, 500), 500)
}

func testTwoReceivers(t *testing.T, k broker) {
	t.Helper()
	in := NewInbox()
	one, two := k.open(), k.open()
	defer one.Close()
	defer two.Close()
	defer k.receive(t, one, in, false)()
	defer k.receive(t, two, in, false)()
	for n := range 20 {
		k.publish(t, one, k.messages("a", n*10, 10))
	}
	checkOrder(t, in.Wait(t, 200), 200)
}

// testTwice publishes messages again, as a relay does that fails between sending and deleting.
func testTwice(t *testing.T, k broker) {
	t.Helper()
	b, in := k.open(), NewInbox()
	defer b.Close()
	all := k.messages("a", 0, 100)
	k.publish(t, b, all[:60])
	k.publish(t, b, all[30:])
	k.publish(t, b, all)
	defer k.receive(t, b, in, false)()
	checkOrder(t, in.Wait(t, 100), 100)
}

func testFromNow(t *testing.T, k broker) {
	t.Helper()
	b, in := k.open(), NewInbox()
	defer b.Close()
	k.publish(t, b, k.messages("old", 0, 10))
	stop := k.receive(t, b, in, true)
	for places, _ := in.Places(t.Context()); len(places) == 0; places, _ = in.Places(t.Context()) {
		time.Sleep(time.Millisecond)
	}
	stop()
	k.publish(t, b, k.messages("new", 0, 10)) // while nobody receives
	defer k.receive(t, b, in, true)()
	stored := in.Wait(t, 10)
	checkOrder(t, stored, 10)
	if stored[0].Key != "new" {
		t.Errorf("key %s", stored[0].Key)
	}
}

// testFromNowElsewhere receives from now what was received through another driver before: nothing is left out.
func testFromNowElsewhere(t *testing.T, k broker) {
	t.Helper()
	b, in := k.open(), NewInbox()
	defer b.Close()
	in.places[k.topic+"/of another driver"] = 17
	k.publish(t, b, k.messages("a", 0, 10))
	defer k.receive(t, b, in, true)()
	checkOrder(t, in.Wait(t, 10), 10)
}

// testStoreFails lets storing fail now and then.
func testStoreFails(t *testing.T, k broker) {
	t.Helper()
	b, in := k.open(), NewInbox()
	defer b.Close()
	calls := 0
	in.Fail = func(int) error {
		if calls++; calls%2 == 1 {
			return errors.New("no database")
		}
		return nil
	}
	k.publish(t, b, k.messages("a", 0, 30))
	defer k.receive(t, b, in, false)()
	checkOrder(t, in.Wait(t, 30), 30)
}

func testClose(t *testing.T, k broker) {
	t.Helper()
	b, in := k.open(), NewInbox()
	stop := k.receive(t, b, in, false)
	k.publish(t, b, k.messages("a", 0, 100))
	in.Wait(t, 1)
	stop()
	closed := make(chan struct{})
	go func() { b.Close(); close(closed) }()
	select {
	case <-closed:
	case <-time.After(time.Minute):
		t.Error("Close waits for ever")
	}
}

// testRewound moves the places to 0 while somebody receives.
func testRewound(t *testing.T, k broker) {
	t.Helper()
	b, in := k.open(), NewInbox()
	defer b.Close()
	k.publish(t, b, k.messages("a", 0, 20))
	defer k.receive(t, b, in, false)()
	in.Wait(t, 20)
	in.rewind()
	k.publish(t, b, k.messages("a", 20, 10))
	checkOrder(t, in.Wait(t, 30), 30)
}

// testSeveralTopics receives a topic that exists and one that does not yet.
func testSeveralTopics(t *testing.T, k broker) {
	t.Helper()
	b, in := k.open(), NewInbox()
	defer b.Close()
	k.publish(t, b, k.messages("a", 0, 10))
	later := broker{topic: k.topic + ".later", open: k.open}
	defer k.receive(t, b, in, false, later.topic)()
	in.Wait(t, 10)
	later.publish(t, b, later.messages("b", 0, 10))
	checkOrder(t, in.Wait(t, 20), 10)
}

// testLarge publishes messages as large as an event may be, with small ones between them.
func testLarge(t *testing.T, k broker) {
	t.Helper()
	b, in := k.open(), NewInbox()
	defer b.Close()
	all := k.messages("a", 0, 9)
	for i := range all {
		if i%2 == 0 {
			all[i].Data = make([]byte, 512<<10)
			_, _ = rand.Read(all[i].Data) // never fails
		}
	}
	k.publish(t, b, all)
	defer k.receive(t, b, in, false)()
	stored := in.Wait(t, len(all))
	checkOrder(t, stored, len(all))
	for i, m := range stored {
		if !bytes.Equal(m.Data, all[i].Data) {
			t.Errorf("message %d came with other data", i)
		}
	}
}

// testEmpty publishes a message without data or attributes, and none.
func testEmpty(t *testing.T, k broker) {
	t.Helper()
	b, in := k.open(), NewInbox()
	defer b.Close()
	k.publish(t, b, nil)
	sent := event.Message{ID: ids.New(), Topic: k.topic, Key: "ключ", Type: "empty", Time: time.Now(), Data: []byte{}}
	k.publish(t, b, []event.Message{sent})
	defer k.receive(t, b, in, false)()
	got := in.Wait(t, 1)[0]
	if got.ID != sent.ID || got.Key != sent.Key || got.Type != sent.Type || got.Data == nil || len(got.Data)+len(got.Attributes) > 0 || sent.Time.Sub(got.Time).Abs() > time.Millisecond {
		t.Errorf("got %+v, want %+v", got, sent)
	}
}
