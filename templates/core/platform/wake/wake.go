// Package wake lets goroutines wait for work that others announce.
package wake

import (
	"context"
	"time"
)

// Bell wakes a goroutine that waits for work. It remembers that it was rung, so that work which comes meanwhile is not missed.
type Bell chan struct{}

// NewBell returns a bell for one goroutine.
func NewBell() Bell { return make(Bell, 1) }

// Ring wakes whoever waits, now or next. It never blocks.
func (b Bell) Ring() {
	select {
	case b <- struct{}{}:
	default: // it has been rung
	}
}

// Wait returns when the bell was rung, after a time, or when ctx ends.
func (b Bell) Wait(ctx context.Context, atMost time.Duration) {
	timer := time.NewTimer(atMost)
	defer timer.Stop()
	select {
	case <-b:
	case <-timer.C:
	case <-ctx.Done():
	}
}
