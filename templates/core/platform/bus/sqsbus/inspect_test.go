package sqsbus_test

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/svcgen/svcgen/templates/core/platform/bus/sqsbus"
	"github.com/svcgen/svcgen/templates/core/platform/fakesqs"
)

// TestOtherAttributes uses queues that somebody else has made, with attributes of his own: the worker is not ready if they lose events.
func TestOtherAttributes(t *testing.T) {
	t.Parallel()
	const redrive = `{"deadLetterTargetArn":"arn:aws:sqs:eu-central-1:000000000000:dead.fifo","maxReceiveCount":3}`
	for _, test := range []struct{ name, value, want, logged string }{
		{"RedrivePolicy", redrive, "its RedrivePolicy takes events away", "a queue loses events"},
		{"MaximumMessageSize", "262144", "its MaximumMessageSize is 262144, and an event of EVENTS_MAX_BYTES=524288 needs 715436", "a queue loses events"},
		{"MaximumMessageSize", "720000", "", ""},
		{"MessageRetentionPeriod", "345601", "", "set EVENTS_RETENTION to as much"},
		{"MessageRetentionPeriod", "3600", "", ""},
	} {
		t.Run(test.name+test.value, func(t *testing.T) {
			t.Parallel()
			url := serve(t, fakesqs.New())
			_, err := clientOf(url).CreateQueue(t.Context(), &sqs.CreateQueueInput{
				QueueName: aws.String("shop-orders-test.fifo"), Attributes: map[string]string{"FifoQueue": "true", test.name: test.value},
			})
			if err != nil {
				t.Fatal(err)
			}
			var log bytes.Buffer
			cfg := configOf(url)
			cfg.Retention = 96 * time.Hour
			b, err := sqsbus.Open(t.Context(), cfg, "shop.orders", func(string) []string { return []string{"shop.orders.test"} }, slog.New(slog.NewTextHandler(&log, nil)))
			if err != nil {
				t.Fatal(err)
			}
			if err := b.Publish(t.Context(), topic, published()); err != nil {
				t.Fatal(err)
			}
			err = b.Ready(t.Context())
			if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("ready: %v, want %q", err, test.want)
			}
			queue := aws.String(url + "/000000000000/shop-orders-test.fifo") // it is mended
			if _, err := clientOf(url).DeleteQueue(t.Context(), &sqs.DeleteQueueInput{QueueUrl: queue}); err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(open(t, cfg, "shop.orders").Sweep(t.Context(), []string{topic}), b.Ready(t.Context())); err != nil {
				t.Errorf("after the queue is mended: %v", err)
			}
			if got := log.String(); (got == "") != (test.logged == "") || !strings.Contains(got, test.logged) {
				t.Errorf("logged %q, want %q", got, test.logged)
			}
		})
	}
}

// TestAttributesUnknown uses a queue whose attributes the worker may not read.
func TestAttributesUnknown(t *testing.T) {
	t.Parallel()
	server := fakesqs.New()
	url := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".GetQueueAttributes") {
			w.WriteHeader(http.StatusForbidden)
			_, _ = io.WriteString(w, `{"__type":"com.amazon.coral.service#AccessDeniedException"}`)
			return
		}
		server.ServeHTTP(w, r)
	}))
	b := open(t, configOf(url), "shop.orders")
	if err := errors.Join(b.Publish(t.Context(), topic, published()), b.Ready(t.Context())); err != nil {
		t.Error(err)
	}
}
