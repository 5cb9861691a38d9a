// Package worker moves the events of a service: from its outbox to the bus, from there to the inboxes of its consumers, and to their
// handlers.
package worker

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/inbox"
	"github.com/svcgen/svcgen/templates/core/platform/outbox"
	"github.com/svcgen/svcgen/templates/core/platform/pg"
	"github.com/svcgen/svcgen/templates/core/platform/wake"
)

// Config has the settings of all workers.
type Config struct {
	Pause []string `env:"EVENTS_PAUSE"` // publish: events wait in the outboxes; consume: nothing is received or handled
}

// What can be paused.
const (
	Publish = "publish"
	Consume = "consume"
)

// Check says what is wrong with the settings, for package config.
func (c Config) Check() error {
	for _, work := range c.Pause {
		if work != Publish && work != Consume {
			return fmt.Errorf("EVENTS_PAUSE must be publish, consume or both, with a comma between them, not %q", work)
		}
	}
	return nil
}

// Worker moves and handles the events of a service. Any number of processes may run it.
type Worker struct {
	Pool      *pgxpool.Pool // of the service's database
	Bus       bus.Bus
	Topics    []string // that the service publishes to
	Consumers []inbox.Consumer
	Config    inbox.Config
	Pause     []string      // Publish and Consume, if that work is to rest
	Retention time.Duration // how long the bus keeps events
	Polls     bool          // no notification comes through to Pool
	Log       *slog.Logger
}

const takeOver = time.Second // between attempts to become the process that moves events

// Run works until ctx ends, and finishes the events that are being handled. One process at a time moves events, the others take over
// within seconds; two of them would do no harm. All of them handle events.
func (w *Worker) Run(ctx context.Context) error {
	var running sync.WaitGroup
	var bells []wake.Bell
	loops := []func(context.Context){w.sweepEvents, w.watchEvents}
	if len(w.Pause) > 0 {
		w.Log.WarnContext(ctx, "events rest: EVENTS_PAUSE is set", slog.Any("pause", w.Pause))
	}
	if len(w.Topics) > 0 && !slices.Contains(w.Pause, Publish) {
		relay := &outbox.Relay{Pool: w.Pool, Bus: w.Bus, Bell: wake.NewBell(), Log: w.Log}
		bells = append(bells, relay.Bell)
		loops = append(loops, relay.Run)
	}
	for _, c := range w.Consumers {
		if slices.Contains(w.Pause, Consume) {
			break
		}
		i := inbox.New(w.Pool, c, w.Config, w.Log)
		bells = append(bells, i.Bell())
		loops = append(loops, func(ctx context.Context) { w.receive(ctx, i) })
		running.Go(func() { i.Run(ctx) })
	}
	if !w.Polls {
		ring := func() {
			for _, bell := range bells {
				bell.Ring()
			}
		}
		running.Go(func() { pg.Listen(ctx, w.Pool, ring, outbox.Channel, inbox.Channel) })
	}
	w.move(ctx, loops)
	running.Wait()
	return ctx.Err()
}

// receive receives the events of a consumer until ctx ends.
func (w *Worker) receive(ctx context.Context, i *inbox.Inbox) {
	for ctx.Err() == nil {
		err := i.TakeOver(ctx)
		if err == nil {
			w.Bus.Receive(ctx, i.Subscription, i)
			return
		}
		w.Log.WarnContext(ctx, "events cannot be received", slog.String("consumer", i.Name()), slog.String("error", err.Error()))
		select {
		case <-ctx.Done():
		case <-time.After(takeOver):
		}
	}
}

// move runs loops until ctx ends, unless another process does.
func (w *Worker) move(ctx context.Context, loops []func(context.Context)) {
	for ctx.Err() == nil {
		_, err := pg.Alone(ctx, w.Pool, "events", func(ctx context.Context) error {
			var running sync.WaitGroup
			for _, loop := range loops {
				running.Go(func() { loop(ctx) })
			}
			running.Wait()
			return nil
		})
		if err != nil && ctx.Err() == nil {
			w.Log.WarnContext(ctx, "events are not moved", slog.String("error", err.Error()))
		}
		select {
		case <-ctx.Done():
		case <-time.After(takeOver):
		}
	}
}
