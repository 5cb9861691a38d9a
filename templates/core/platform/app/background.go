package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"slices"
	"sync"
)

// servable returns components with a Serve and a Stop for those that work in the background.
func servable(components []Component) []Component {
	components = slices.Clone(components)
	for i, c := range components {
		if c.Run != nil {
			components[i].Serve, components[i].Stop = inBackground(c.Run)
		}
	}
	return components
}

// inBackground returns what starts work without a port and what ends it. stop abandons work that outlasts its context.
func inBackground(run func(context.Context) error) (serve func(net.Listener) error, stop func(context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	serve = func(net.Listener) error {
		defer close(done)
		return untilEnd(ctx, run)
	}
	stop = func(deadline context.Context) {
		cancel()
		select {
		case <-done:
		case <-deadline.Done():
		}
	}
	return serve, stop
}

// untilEnd calls run. If ctx has ended, that run was cancelled is no error.
func untilEnd(ctx context.Context, run func(context.Context) error) error {
	err := run(ctx)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Background starts the components that work in the background and opens no port. stop ends them and waits for them; if one
// fails, its error is logged.
func Background(components []Component, log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var working sync.WaitGroup
	for _, c := range components {
		if c.Run == nil {
			continue
		}
		working.Go(func() {
			if err := untilEnd(ctx, c.Run); err != nil {
				log.Error("background work failed", slog.String("component", c.Name), slog.String("error", err.Error()))
			}
		})
	}
	return func() {
		cancel()
		working.Wait()
	}
}
