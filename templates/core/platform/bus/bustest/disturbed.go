package bustest

import (
	"fmt"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

// Disturbed publishes in rounds, each again and again until the bus has it, as a relay does, and receives meanwhile. Before each round it calls disturb.
func Disturbed(t *testing.T, rounds int, open func() bus.Bus, disturb func(round int)) {
	t.Helper()
	const keys, each = 7, 3
	k := broker{topic: "test.bus." + ids.New().String(), open: open}
	in, from, to := NewInbox(), open(), open()
	defer from.Close()
	defer to.Close()
	defer k.receive(t, to, in, false)()
	for round := range rounds {
		disturb(round)
		var batch []event.Message
		for n := range each {
			for key := range keys {
				batch = append(batch, k.messages(fmt.Sprint("key ", key), round*each+n, 1)...)
			}
		}
		for began := time.Now(); ; time.Sleep(10 * time.Millisecond) {
			err := from.Publish(t.Context(), k.topic, batch)
			if err == nil {
				break
			}
			if time.Since(began) > time.Minute {
				t.Fatal(err)
			}
		}
	}
	checkOrder(t, in.Wait(t, rounds*keys*each), rounds*each)
}
