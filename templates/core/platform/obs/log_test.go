package obs_test

import (
	"bytes"
	"log/slog"
	"strings"
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
