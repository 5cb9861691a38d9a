package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// health answers /livez and /readyz.
type health struct {
	log    *slog.Logger
	mux    *http.ServeMux
	server *http.Server

	mu         sync.Mutex
	unready    error // why the program as a whole is not ready
	components []Component
	checked    time.Time
	failure    error // names the components that were not ready at the last check, and what to do; the log has the reasons
}

func serveHealth(ctx context.Context, addr string, log *slog.Logger) (*health, error) {
	listener, err := listen(ctx, addr, "ADMIN_ADDR")
	if err != nil {
		return nil, err
	}
	h := &health{log: log, mux: http.NewServeMux(), unready: errors.New("starting")}
	h.mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { answer(w, nil) })
	h.mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) { answer(w, h.check()) })
	h.server = &http.Server{Handler: h.mux, ReadHeaderTimeout: time.Second}
	go func() { _ = h.server.Serve(listener) }() // until close
	return h, nil
}

func answer(w http.ResponseWriter, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	_, _ = io.WriteString(w, "ok\n")
}

// watch begins to ask components whether they are ready.
func (h *health) watch(components []Component) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.unready, h.components = nil, components
}

// announce logs, once, that the program is ready.
func (h *health) announce(ctx context.Context) {
	for h.check() != nil {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
	h.log.Info("ready")
}

func (h *health) drain() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.unready = errors.New("draining")
}

func (h *health) close() { _ = h.server.Close() }

func (h *health) check() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.unready != nil || time.Since(h.checked) < time.Second {
		return errors.Join(h.unready, h.failure)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	h.failure = nil
	for _, c := range h.components {
		if c.Check == nil {
			continue
		}
		if err := c.Check(ctx); err != nil {
			h.log.Warn("not ready", slog.String("component", c.Name), slog.String("error", err.Error()))
			h.failure = errors.Join(h.failure, fmt.Errorf("%s: %s", c.Name, remedy(err)))
		}
	}
	h.checked = time.Now()
	return h.failure
}

// remedy returns what clients may know about a component that is not ready: the message of an errs.Error, which says what to do.
// Other errors hold addresses and the like.
func remedy(err error) string {
	if e, ok := errors.AsType[*errs.Error](err); ok {
		return e.Message
	}
	return "not ready"
}

// healthcheck asks the program that listens on addr whether it is ready. Images without a shell cannot run curl.
func healthcheck(ctx context.Context, addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		host = "localhost"
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		reason, _ := io.ReadAll(response.Body)
		return errors.New(strings.TrimSpace(string(reason)))
	}
	return nil
}
