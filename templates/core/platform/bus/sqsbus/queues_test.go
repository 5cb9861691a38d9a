package sqsbus_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/bustest"
	"github.com/svcgen/svcgen/templates/core/platform/bus/sqsbus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/fakesqs"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

const topic = "shop.catalog.product"

// receive receives until stop is called.
func receive(t *testing.T, b bus.Bus, s bus.Subscription, in bus.Inbox) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var receiving sync.WaitGroup
	receiving.Go(func() { b.Receive(ctx, s, in) })
	return func() { cancel(); receiving.Wait() }
}

// clientOf returns a client without package sqsbus.
func clientOf(url string) *sqs.Client {
	return sqs.New(sqs.Options{Region: "eu-central-1", BaseEndpoint: &url, Credentials: credentials.NewStaticCredentialsProvider("test", "test", "")})
}

func published() []event.Message {
	return []event.Message{{ID: ids.New(), Topic: topic, Key: "a", Type: "x", Time: time.Now(), Data: []byte("data")}}
}

// TestMissing wants a worker that is not ready before somebody has created its queues.
func TestMissing(t *testing.T) {
	t.Parallel()
	url := serve(t, fakesqs.New())
	cfg := configOf(url)
	cfg.CreateQueues = false
	b := open(t, cfg, "shop.orders")
	if err := b.Ready(t.Context()); err != nil {
		t.Errorf("before the queue is needed: %v", err)
	}
	const want = "EVENTS_CREATE_QUEUES is false"
	if err := b.Sweep(t.Context(), []string{topic}); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v", err)
	}
	if err := b.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), want+": shop-orders-test.fifo") {
		t.Errorf("got %v", err)
	}
	if err := open(t, configOf(url), "shop.orders").Sweep(t.Context(), []string{topic}); err != nil {
		t.Fatal(err)
	}
	if err := b.Publish(t.Context(), topic, published()); err != nil {
		t.Error(err)
	}
	if err := b.Ready(t.Context()); err != nil {
		t.Errorf("after the queue is there: %v", err)
	}
}

// TestDeleted lets somebody delete a queue: it is created again.
func TestDeleted(t *testing.T) {
	t.Parallel()
	url := serve(t, fakesqs.New())
	b, in := open(t, configOf(url), "shop.orders"), bustest.NewInbox()
	defer receive(t, b, bus.Subscription{Consumer: "test", Topics: []string{topic}}, in)()
	publish := func() error { return b.Publish(t.Context(), topic, published()) }
	if err := publish(); err != nil {
		t.Fatal(err)
	}
	in.Wait(t, 1)
	client := clientOf(url)
	if _, err := client.DeleteQueue(t.Context(), &sqs.DeleteQueueInput{QueueUrl: aws.String(url + "/000000000000/shop-orders-test.fifo")}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the first one may find the queue missing
		if err := publish(); err == nil {
			break
		}
	}
	in.Wait(t, 2)
}

// TestNames wants queues whose names SQS takes, different ones for different consumers.
func TestNames(t *testing.T) {
	t.Parallel()
	url := serve(t, fakesqs.New())
	long := strings.Repeat("long", 30)
	services := []string{"shop.orders", "shop_orders.a", "shop." + long + "a", "shop." + long + "b"}
	for _, name := range services {
		if err := open(t, configOf(url), name).Publish(t.Context(), topic, published()); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range services {
		in := bustest.NewInbox()
		stop := receive(t, open(t, configOf(url), name), bus.Subscription{Consumer: "test", Topics: []string{topic}}, in)
		in.Wait(t, 1)
		stop()
		if len(in.Stored) != 1 {
			t.Errorf("%s: %d messages", name, len(in.Stored))
		}
	}
}

// TestForeign passes over messages that are no events, and says so.
func TestForeign(t *testing.T) {
	t.Parallel()
	url := serve(t, fakesqs.New())
	var log bytes.Buffer
	b, err := sqsbus.Open(t.Context(), configOf(url), "shop.orders", func(string) []string { return []string{"shop.orders.test"} }, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Sweep(t.Context(), []string{topic}); err != nil {
		t.Fatal(err)
	}
	id, now := ids.New().String(), time.Now().Format(time.RFC3339Nano)
	bodies := []string{
		"hello", "{}", "null", `{"id":"1"}`, `{"id":"` + id + `","time":"today"}`, `{"id":"` + id + `","time":"` + now + `","data_base64":"*"}`,
		`{"id":"` + id + `","time":"` + now + `","topic":"t","type":"x"}`,
		`{"id":"` + id + `","time":"` + now + `","topic":"t","type":"x","subject":"a\u0000"}`,
		`{"id":"` + id + `","time":"` + now + `","topic":"t","type":"x","subject":"` + strings.Repeat("k", 1025) + `"}`,
		`{"id":"` + id + `","time":"` + now + `","topic":"t","type":"x","subject":"a","data":{}}`,
		`{"id":"` + id + `","time":"` + now + `","topic":"t","type":"x","subject":"a","b\u0000":"c"}`,
	}
	for _, body := range bodies {
		_, err := clientOf(url).SendMessageBatch(t.Context(), &sqs.SendMessageBatchInput{
			QueueUrl: aws.String(url + "/000000000000/shop-orders-test.fifo"),
			Entries:  []types.SendMessageBatchRequestEntry{{Id: aws.String("0"), MessageBody: &body, MessageGroupId: aws.String("a"), MessageDeduplicationId: aws.String(ids.New().String())}},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Publish(t.Context(), topic, published()); err != nil {
		t.Fatal(err)
	}
	in := bustest.NewInbox()
	stop := receive(t, b, bus.Subscription{Consumer: "test", Topics: []string{topic}}, in)
	in.Wait(t, 1)
	stop()
	if len(in.Stored) != 1 || string(in.Stored[0].Data) != "data" {
		t.Errorf("stored %+v", in.Stored)
	}
	if got := strings.Count(log.String(), "a message is no event"); got != len(bodies) {
		t.Errorf("%d of %d messages were passed over:\n%s", got, len(bodies), log.String())
	}
}

// TestJSON sends an event in JSON, which is in the message as it is, and receives it with its attributes.
func TestJSON(t *testing.T) {
	t.Parallel()
	url := serve(t, fakesqs.New())
	b, in := open(t, configOf(url), "shop.orders"), bustest.NewInbox()
	sent := published()[0]
	sent.Data, sent.Attributes = []byte(`{"title":"<kettle>"}`), map[string]string{"version": "1"}
	sent.SetMediaType("application/json")
	if err := b.Publish(t.Context(), topic, []event.Message{sent, published()[0]}); err != nil {
		t.Fatal(err)
	}
	defer receive(t, b, bus.Subscription{Consumer: "test", Topics: []string{topic}}, in)()
	stored := in.Wait(t, 2)
	var data map[string]string
	if err := json.Unmarshal(stored[0].Data, &data); err != nil || data["title"] != "<kettle>" || !stored[0].IsJSON() || stored[0].Attributes["version"] != "1" {
		t.Errorf("got %+v, %v", stored[0], err)
	}
	if stored[1].IsJSON() || string(stored[1].Data) != "data" || len(stored[1].Attributes) > 0 {
		t.Errorf("got %+v", stored[1])
	}
}

func TestConfig(t *testing.T) {
	t.Parallel()
	if err := configOf("").Check(); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*sqsbus.Config){
		"EVENTS_ENDPOINT must be a URL":           func(c *sqsbus.Config) { c.Endpoint = "localhost:9324" },
		"EVENTS_SECRET_ACCESS_KEY must be set":    func(c *sqsbus.Config) { c.Key = "" },
		"EVENTS_RETENTION must be 1m to 336h":     func(c *sqsbus.Config) { c.Retention = 337 * time.Hour },
		"must be 1m to 336h with SQS, not 1s":     func(c *sqsbus.Config) { c.Retention = time.Second },
		"EVENTS_MAX_BYTES must be at most 774144": func(c *sqsbus.Config) { c.MaxBytes = 800_000 },
		"EVENTS_ENDPOINT must be a URL such as ":  func(c *sqsbus.Config) { c.Endpoint = "%" },
	} {
		cfg := configOf("")
		change(&cfg)
		if err := cfg.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
