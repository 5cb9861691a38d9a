package bustest

import (
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
)

// RunQueue is Run for a driver that deletes what was received: it cannot go back, but goes on.
func RunQueue(t *testing.T, newBroker func(t *testing.T) (open func() bus.Bus)) {
	t.Helper()
	run(t, newBroker, test{"not rewound", testNotRewound})
}

// testNotRewound moves the places to 0 while somebody receives: only what is published after that comes.
func testNotRewound(t *testing.T, k broker) {
	t.Helper()
	b, in := k.open(), NewInbox()
	defer b.Close()
	k.publish(t, b, k.messages("old", 0, 20))
	stop := k.receive(t, b, in, false)
	in.Wait(t, 20)
	stop()
	in.rewind()
	defer k.receive(t, b, in, false)()
	k.publish(t, b, k.messages("new", 0, 10))
	stored := in.Wait(t, 10)
	checkOrder(t, stored, 10)
	if stored[0].Key != "new" {
		t.Errorf("key %s", stored[0].Key)
	}
}
