package kafkabus_test

import (
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kfake"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/bustest"
	"github.com/svcgen/svcgen/templates/core/platform/bus/kafkabus"
)

// start starts brokers in this process.
func start(t *testing.T, options ...kfake.Opt) *kfake.Cluster {
	t.Helper()
	cluster, err := kfake.NewCluster(append([]kfake.Opt{kfake.NumBrokers(3)}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	return cluster
}

// configOf is what a service has whose brokers are at addresses.
func configOf(brokers ...string) kafkabus.Config {
	return kafkabus.Config{Brokers: brokers, CreateTopics: true, Partitions: 12, Replication: -1, Retention: time.Hour}
}

func open(t *testing.T, cfg kafkabus.Config) *kafkabus.Bus {
	t.Helper()
	b, err := kafkabus.Open(cfg, "shop.orders", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBus(t *testing.T) {
	t.Parallel()
	bustest.Run(t, func(t *testing.T) func() bus.Bus {
		t.Helper()
		brokers := strings.FieldsFunc(os.Getenv("KAFKA_TEST_BROKERS"), func(r rune) bool { return r == ',' })
		if len(brokers) == 0 {
			brokers = start(t).ListenAddrs()
		}
		return func() bus.Bus { return open(t, configOf(brokers...)) }
	})
}
