package kafkabus_test

import (
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kfake"
	"github.com/twmb/franz-go/pkg/kmsg"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/bustest"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

// TestFaults lets brokers fail before and after they have stored, and move the leaders of partitions.
func TestFaults(t *testing.T) {
	t.Parallel()
	cluster := start(t)
	faults := []*kerr.Error{
		kerr.NotEnoughReplicasAfterAppend, kerr.RequestTimedOut, kerr.NotEnoughReplicas, kerr.NotLeaderForPartition, kerr.KafkaStorageError,
		kerr.UnknownServerError, kerr.TopicAuthorizationFailed, kerr.OutOfOrderSequenceNumber, kerr.InvalidProducerEpoch, kerr.CorruptMessage,
	}
	bustest.Disturbed(t, 3*len(faults), func() bus.Bus { return open(t, configOf(cluster.ListenAddrs()...)) }, func(round int) {
		cluster.Fault(
			kfake.Fault{Keys: []kmsg.Key{kmsg.Produce}, Err: faults[round%len(faults)], Partitions: []int32{rand.Int32N(12), rand.Int32N(12)}, Count: 1 + round/len(faults)},
			kfake.Fault{Keys: []kmsg.Key{kmsg.Fetch}, Err: faults[round%len(faults)], Partitions: []int32{rand.Int32N(12)}},
		)
		if round%5 == 0 {
			cluster.ShufflePartitionLeaders()
		}
	})
}

// cutter is a listener whose connections all end at a call of cut.
type cutter struct {
	net.Listener

	mu    sync.Mutex
	conns []net.Conn
}

func (c *cutter) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err == nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.conns = append(c.conns, conn)
	}
	return conn, err
}

func (c *cutter) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.conns {
		_ = conn.Close()
	}
	c.conns = nil
}

// TestCut cuts all connections at random moments, so that answers are lost.
func TestCut(t *testing.T) {
	t.Parallel()
	var listeners []*cutter
	cluster := start(t, kfake.ListenFn(func(network, address string) (net.Listener, error) {
		l, err := net.Listen(network, address)
		c := &cutter{Listener: l}
		listeners = append(listeners, c)
		return c, err
	}))
	end := make(chan struct{})
	var cutting sync.WaitGroup
	cutting.Go(func() {
		for {
			select {
			case <-end:
				return
			case <-time.After(time.Duration(rand.IntN(int(100 * time.Millisecond)))):
				listeners[rand.IntN(len(listeners))].cut()
			}
		}
	})
	bustest.Disturbed(t, 60, func() bus.Bus { return open(t, configOf(cluster.ListenAddrs()...)) }, func(int) {})
	close(end)
	cutting.Wait()
}

// TestAway lets the broker go away and come back, with what it had stored.
func TestAway(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	port := freePort(t)
	options := []kfake.Opt{kfake.NumBrokers(1), kfake.Ports(port), kfake.DataDir(dir)}
	cluster := start(t, options...)
	addresses := cluster.ListenAddrs()
	var restarting sync.WaitGroup
	bustest.Disturbed(t, 6, func() bus.Bus { return open(t, configOf(addresses...)) }, func(round int) {
		if round%2 == 0 {
			return
		}
		restarting.Wait()
		cluster.Close()
		restarting.Go(func() {
			time.Sleep(500 * time.Millisecond)
			cluster = start(t, options...)
		})
	})
	restarting.Wait()
}

// freePort returns a port that nobody has, and that neither clients nor listeners without a port get.
func freePort(t *testing.T) int {
	t.Helper()
	for range 100 {
		port := 20_000 + rand.IntN(12_000)
		if l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(port)); err == nil {
			_ = l.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return 0
}

// TestNobodyThere wants errors that name the broker and the topic within a bounded time.
func TestNobodyThere(t *testing.T) {
	t.Parallel()
	cluster := start(t, kfake.NumBrokers(1), kfake.Ports(freePort(t)))
	addresses := cluster.ListenAddrs()
	b := open(t, configOf(addresses...))
	defer b.Close()
	message := func() []event.Message { return []event.Message{{ID: ids.New(), Key: "a", Type: "x", Time: time.Now()}} }
	if err := b.Publish(t.Context(), "shop.catalog.product", message()); err != nil {
		t.Fatal(err)
	}
	cluster.Close()
	began := time.Now()
	err := b.Publish(t.Context(), "shop.catalog.product", message())
	if err == nil || !strings.Contains(err.Error(), addresses[0]) || !strings.Contains(err.Error(), "topic shop.catalog.product") || !strings.Contains(err.Error(), "refused") {
		t.Errorf("got %v", err)
	}
	if took := time.Since(began); took > time.Minute {
		t.Errorf("it took %s", took)
	}
	away := open(t, configOf("127.0.0.1:1"))
	defer away.Close()
	if err := away.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Errorf("got %v", err)
	}
}

// TestRefused publishes a message that is larger than the topic allows.
func TestRefused(t *testing.T) {
	t.Parallel()
	cluster := start(t, kfake.BrokerConfigs(map[string]string{"message.max.bytes": "100000"}))
	b := open(t, configOf(cluster.ListenAddrs()...))
	defer b.Close()
	const topic = "shop.catalog.product"
	var batch []event.Message
	for i := range 20 { // together they are too large, but only one is alone
		m := event.Message{ID: ids.New(), Topic: topic, Key: "a", Type: strconv.Itoa(i), Time: time.Now(), Data: make([]byte, 20_000)}
		if i == 7 {
			m.Data = make([]byte, 200_000)
		}
		for j := range m.Data {
			m.Data[j] = byte(rand.IntN(256))
		}
		batch = append(batch, m)
	}
	refused, ok := errors.AsType[*bus.RefusedError](b.Publish(t.Context(), topic, batch))
	if !ok || refused.ID != batch[7].ID {
		t.Fatalf("got %v", refused)
	}
	if err := b.Publish(t.Context(), topic, append(batch[:7:7], batch[8:]...)); err != nil {
		t.Error(err)
	}
}
