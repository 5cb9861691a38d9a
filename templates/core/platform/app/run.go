// Package app runs programs: it starts their components, answers the platform that they run on, and ends them so that no
// request is lost.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"time"
)

// Component is a part of a program that serves until it is told to stop.
type Component struct {
	Name  string
	Addr  string                          // host:port to listen on
	Serve func(net.Listener) error        // returns nil after Stop
	Check func(ctx context.Context) error // nil where it is able to serve; asked once a second at most
	Drain func()                          // asks clients to go elsewhere, still serves them
	Stop  func(ctx context.Context)       // takes no more requests, finishes those under way, cuts them off when ctx ends
	Close func()                          // releases what it holds
}

// Config is what every program takes from the environment.
type Config struct {
	LogLevel     slog.Level    `env:"LOG_LEVEL" envDefault:"info"`
	AdminAddr    string        `env:"ADMIN_ADDR"`                     // of /livez and /readyz
	DrainDelay   time.Duration `env:"DRAIN_DELAY" envDefault:"0s"`    // until load balancers have noticed: 5s in Kubernetes
	DrainTimeout time.Duration `env:"DRAIN_TIMEOUT" envDefault:"20s"` // for the requests under way
}

// Run builds the components and serves them until ctx ends or one of them fails. Then it ends them in reverse order.
func Run(ctx context.Context, cfg Config, log *slog.Logger, build func(context.Context) ([]Component, error)) error {
	health, err := serveHealth(ctx, cfg.AdminAddr, log)
	if err != nil {
		return err
	}
	defer health.close()

	components, err := build(ctx)
	if err != nil {
		return err
	}
	defer func() {
		for _, c := range slices.Backward(components) {
			c.Close()
		}
	}()

	ended, err := serve(ctx, components, log)
	if err != nil {
		return err
	}
	health.ready(components)
	log.Info("ready")

	select {
	case err = <-ended:
		health.drain()
	case <-ctx.Done():
		log.Info("draining")
		health.drain()
		for _, c := range slices.Backward(components) {
			c.Drain()
		}
		select {
		case err = <-ended:
		case <-time.After(cfg.DrainDelay):
		}
	}
	stopping, cancel := context.WithTimeout(context.Background(), cfg.DrainTimeout)
	defer cancel()
	for _, c := range slices.Backward(components) {
		c.Stop(stopping)
	}
	return err
}

// serve listens for every component, then serves them all. The channel reports those that end.
func serve(ctx context.Context, components []Component, log *slog.Logger) (ended <-chan error, err error) {
	listeners := make([]net.Listener, len(components))
	for i, c := range components {
		if listeners[i], err = new(net.ListenConfig).Listen(ctx, "tcp", c.Addr); err != nil {
			for _, open := range listeners[:i] {
				err = errors.Join(err, open.Close())
			}
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	ends := make(chan error, len(components))
	for i, c := range components {
		log.Info("listening", slog.String("component", c.Name), slog.String("addr", listeners[i].Addr().String()))
		go func() { ends <- errors.Join(fmt.Errorf("%s ended", c.Name), c.Serve(listeners[i])) }()
	}
	return ends, nil
}
