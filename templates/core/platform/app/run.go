// Package app runs programs: it starts their components, answers health checks, and ends the components so that no request is
// lost.
package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// Component is a part of a program. It serves a port, or it works in the background: then it has Run and neither Addr, Serve nor
// Stop. AddrVar, Check, Drain, Admin and Close may be left out.
type Component struct {
	Name    string
	Addr    string                          // host:port to listen on
	AddrVar string                          // the variable that sets Addr, for messages
	Serve   func(net.Listener) error        // serves until Stop is called, then returns nil
	Run     func(ctx context.Context) error // works until ctx ends, then finishes what is under way; to return earlier is a failure
	Check   func(ctx context.Context) error // returns nil if the component is ready; called once a second at most
	Drain   func()                          // asks clients to go elsewhere, and still serves them
	Stop    func(ctx context.Context)       // takes no more requests, finishes those under way, cuts them off when ctx ends
	Admin   func(*http.ServeMux)            // adds routes to the admin port, which only operators should reach
	Close   func()                          // releases what the component holds
}

// Close closes components, the last one first.
func Close(components []Component) {
	for _, c := range slices.Backward(components) {
		if c.Close != nil {
			c.Close()
		}
	}
}

// Config has the settings that every program has.
type Config struct {
	LogLevel     slog.Level    `env:"LOG_LEVEL" envDefault:"info"`
	AdminAddr    string        `env:"ADMIN_ADDR"`                     // of /livez and /readyz
	DrainDelay   time.Duration `env:"DRAIN_DELAY" envDefault:"0s"`    // until load balancers have noticed: 5s in Kubernetes
	DrainTimeout time.Duration `env:"DRAIN_TIMEOUT" envDefault:"20s"` // for the requests under way
}

// reserve is how many bytes a program allocates before the garbage collector starts, beside what the collector allows for by itself: as
// much again as is in use. A service has so little in use that it would spend a fifth of its time collecting.
const reserve = 16 << 20

// Run builds the components and serves them until ctx ends or one of them fails. Then it ends them in reverse order. It logs "ready"
// once, when all of them are.
func Run(ctx context.Context, cfg Config, log *slog.Logger, build func(context.Context) ([]Component, error)) error {
	defer runtime.KeepAlive(make([]byte, reserve)) // counts as in use; the system gives no memory for what nobody writes to

	health, err := serveHealth(ctx, cfg.AdminAddr, log)
	if err != nil {
		return err
	}
	defer health.close()

	components, err := build(ctx)
	if err != nil {
		return err
	}
	defer Close(components)
	for _, c := range components {
		if c.Admin != nil {
			c.Admin(health.mux)
		}
	}

	components = servable(components)
	ended, err := serve(ctx, components, log)
	if err != nil {
		return err
	}
	health.watch(components)
	starting, started := context.WithCancel(ctx)
	defer started()
	go health.announce(starting)

	select {
	case err = <-ended:
		health.drain()
	case <-ctx.Done():
		health.drain()
		log.Info("draining")
		for _, c := range slices.Backward(components) {
			if c.Drain != nil {
				c.Drain()
			}
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

// serve listens for every component that has a port, then serves them all. The channel reports those that end.
func serve(ctx context.Context, components []Component, log *slog.Logger) (ended <-chan error, err error) {
	listeners := make([]net.Listener, len(components))
	for i, c := range components {
		if c.Run != nil {
			continue
		}
		if listeners[i], err = listen(ctx, c.Addr, c.AddrVar); err != nil {
			closeAll(listeners[:i])
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
	}
	ends := make(chan error, len(components))
	for i, c := range components {
		if listeners[i] != nil {
			log.Info("listening", slog.String("component", c.Name), slog.String("addr", listeners[i].Addr().String()))
		}
		go func() { ends <- errors.Join(fmt.Errorf("%s ended", c.Name), c.Serve(listeners[i])) }()
	}
	return ends, nil
}

// listen listens on addr. If another program does, the error says what to do; variable sets addr, or is empty.
func listen(ctx context.Context, addr, variable string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%w: end the program that has the port, or set %s", err, cmp.Or(variable, "another one"))
	}
	return listener, err
}

func closeAll(listeners []net.Listener) {
	for _, l := range listeners {
		if l != nil {
			_ = l.Close()
		}
	}
}
