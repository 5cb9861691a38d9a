package inbox_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/kafkabus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/pgbus"
	"github.com/svcgen/svcgen/templates/core/platform/fakekafka"
	"github.com/svcgen/svcgen/templates/core/platform/inbox"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// openBus opens the bus in a database, in queues of SQS or at brokers.
func openBus(ctx context.Context, address string, log *slog.Logger) (bus.Bus, error) {
	switch {
	case strings.HasPrefix(address, "postgres"):
		return pgbus.Open(ctx, pgbus.Config{URL: address, Retention: time.Hour}, log)
	case strings.HasPrefix(address, "http"):
		return openQueues(ctx, address, log)
	}
	return kafkabus.Open(kafkabus.Config{Brokers: []string{address}, CreateTopics: true, Partitions: 5, Replication: 1, Retention: time.Hour}, "shop.catalog", log)
}

func startKafka(t *testing.T) (address string) {
	t.Helper()
	address, stop, err := fakekafka.Start("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return address
}

// TestWorkersKilledWithKafka is TestWorkersKilled with Kafka as bus.
func TestWorkersKilledWithKafka(t *testing.T) {
	s := newScene(t)
	s.bus = startKafka(t)
	s.killWorkers(share(200))
}

// TestSwitched lets Kafka and SQS carry events after PostgreSQL, as docs/spec.md says: publishing stops until all is received, and things change
// meanwhile.
func TestSwitched(t *testing.T) { //nolint:tparallel // one bus after the other
	t.Parallel()
	pool := pgtest.New(t, migrations)
	out := newOutbox(pool)
	changeAll := func() {
		for n := range 60 {
			if err := change(t.Context(), pool, out, fmt.Sprint("thing ", n%7)); err != nil {
				t.Fatal(err)
			}
		}
	}
	begun := false
	first := pgtest.New(t, empty).Config().ConnString()
	for _, address := range []string{first, startKafka(t), startQueues(t), first} {
		changeAll() // nobody publishes
		b, err := openBus(t.Context(), address, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.Split(address, ":")[0], func(t *testing.T) {
			effects := consumer("effects", recordEffect)
			effects.FromNow = begun // it leaves nothing out that came after it began
			begun = true
			start(t, pool, b, config, effects)
			changeAll()
			eventually(t, pool, "SELECT (SELECT sum(version) FROM things) = (SELECT count(*) FROM effects)")
		})
		b.Close()
	}
	checkEffects(t, pool)
	if dead, err := inbox.DeadLetters(t.Context(), pool, inbox.Choice{}); err != nil || len(dead) > 0 {
		t.Errorf("%d dead, %v", len(dead), err)
	}
}
