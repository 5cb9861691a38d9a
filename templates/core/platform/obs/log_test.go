package obs_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

func TestLogger(t *testing.T) {
	var out bytes.Buffer
	log := obs.NewLogger(&out, slog.LevelInfo).With("service", "catalog")
	log.Debug("not shown")
	log.InfoContext(t.Context(), "without")
	log.InfoContext(obs.WithRequestID(t.Context(), "r1"), "with")
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || strings.Contains(lines[0], "request_id") || !strings.HasSuffix(lines[1], `"msg":"with","service":"catalog","request_id":"r1"}`) {
		t.Errorf("got %s", out.String())
	}
}

type key struct{}

func TestAddAttrs(t *testing.T) {
	var out bytes.Buffer
	log := obs.NewLogger(&out, slog.LevelInfo)
	ctx := obs.WithRequestID(t.Context(), "r1")
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			obs.AddAttrs(inner, slog.Int("step", 1))
			log.InfoContext(inner, "working")
		})
	}
	wg.Wait()
	obs.AddAttrs(inner, slog.String("user", "u1"))
	obs.AddAttrs(t.Context(), slog.String("user", "nobody"))
	other := obs.WithRequestID(context.WithValue(ctx, key{}, "kept"), "r2")
	if other.Value(key{}) != "kept" {
		t.Error("a request hides the values of the context around it")
	}

	out.Reset()
	log.InfoContext(ctx, "call")
	if got := out.String(); !strings.Contains(got, `"request_id":"r1","step":1`) || !strings.Contains(got, `"user":"u1"}`) {
		t.Errorf("the outer line lacks what was added inside: %s", got)
	}
	out.Reset()
	log.InfoContext(other, "another call")
	if got := out.String(); strings.Contains(got, "user") || !strings.Contains(got, `"request_id":"r2"`) {
		t.Errorf("another request has the attributes: %s", got)
	}
}
