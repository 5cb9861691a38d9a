package inbox_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/worker"
)

// TestPause holds that events wait in the outbox while publishing is paused, on the bus while consuming is, and that they go on afterwards.
func TestPause(t *testing.T) {
	pool, b := databases(t)
	if err := change(t.Context(), pool, newOutbox(pool), "a"); err != nil {
		t.Fatal(err)
	}
	paused := func(work ...string) *worker.Worker {
		w := newWorker(pool, b, config, slog.New(slog.DiscardHandler), consumer("effects", recordEffect))
		w.Pause = work
		return w
	}
	const left = `SELECT (SELECT count(*) FROM outbox) = $1 AND (SELECT count(*) FROM inbox) = $2`

	stop := run(t, paused(worker.Publish))
	time.Sleep(500 * time.Millisecond)
	stop()
	eventually(t, pool, left, 1, 0)

	stop = run(t, paused(worker.Consume))
	eventually(t, pool, left, 0, 0)
	time.Sleep(500 * time.Millisecond)
	stop()
	eventually(t, pool, left, 0, 0)

	defer run(t, paused())()
	eventually(t, pool, "SELECT count(*) = 1 FROM effects")
}

func TestPauseSetting(t *testing.T) {
	for setting, fine := range map[string]bool{"publish": true, "consume": true, "all": false, "": false} {
		if err := (worker.Config{Pause: []string{setting}}).Check(); (err == nil) != fine {
			t.Errorf("EVENTS_PAUSE=%s: %v", setting, err)
		}
	}
}
