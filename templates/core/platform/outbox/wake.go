package outbox

import (
	"context"
	"time"
)

// Channel is the channel on which relays are told of new events.
const Channel = "outbox"

// wakeEvery is how often relays are told, at most.
const wakeEvery = 20 * time.Millisecond

// Wake tells the relay that there are events. It is called after the commit, and does not wait: notifications within transactions would
// let these commit only one after the other. If one is lost, the relay finds the events a second later.
func (o *Outbox) Wake() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.awaiting {
		return
	}
	o.awaiting = true
	time.AfterFunc(time.Until(o.wakened.Add(wakeEvery)), o.notify)
}

func (o *Outbox) notify() {
	o.mu.Lock()
	o.awaiting, o.wakened = false, time.Now()
	o.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, _ = o.pool.Exec(ctx, "SELECT pg_notify($1, '')", Channel)
}
