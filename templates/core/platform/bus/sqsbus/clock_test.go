package sqsbus_test

import (
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/bustest"
	"github.com/svcgen/svcgen/templates/core/platform/fakesqs"
)

// TestClocks lets consumers begin from now whose clocks are not that of SQS: they get what is published after that, and nothing before.
func TestClocks(t *testing.T) {
	t.Parallel()
	for name, wrong := range map[string]time.Duration{"ahead": -time.Hour, "behind": time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := fakesqs.New()
			server.Clock = func() time.Time { return time.Now().Add(wrong) }
			b, in := open(t, configOf(serve(t, server)), "shop.orders"), bustest.NewInbox()
			publish := func(kind string) {
				m := published()
				m[0].Type = kind
				if err := b.Publish(t.Context(), topic, m); err != nil {
					t.Fatal(err)
				}
			}
			publish("before")
			defer receive(t, b, bus.Subscription{Consumer: "test", Topics: []string{topic}, FromNow: true}, in)()
			for places, _ := in.Places(t.Context()); len(places) == 0; places, _ = in.Places(t.Context()) {
				time.Sleep(time.Millisecond)
			}
			publish("after")
			if stored := in.Wait(t, 1); stored[0].Type != "after" {
				t.Errorf("got what was published %s", stored[0].Type)
			}
		})
	}
}
