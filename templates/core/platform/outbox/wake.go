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
func (o *Outbox[E]) Wake() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.timing {
		return
	}
	o.timing = true
	time.AfterFunc(time.Until(o.told.Add(wakeEvery)), o.notify)
}

func (o *Outbox[E]) notify() {
	o.mu.Lock()
	o.timing, o.told = false, time.Now()
	o.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, _ = o.pool.Exec(ctx, "SELECT pg_notify($1, '')", Channel)
}
