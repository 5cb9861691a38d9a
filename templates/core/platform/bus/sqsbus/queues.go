package sqsbus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	smithy "github.com/aws/smithy-go"
)

const (
	askLimit = 10 * time.Second       // for an answer of SQS
	clocks   = 100 * time.Millisecond // may differ by that between the servers of SQS
)

// queues finds the queues of consumers, and creates them.
type queues struct {
	Config

	client *sqs.Client
	log    *slog.Logger

	mu      sync.Mutex
	reached bool              // SQS has answered
	urls    map[string]string // by name
	missing map[string]bool   // queues that do not exist, and are not created here
	unfit   map[string]string // what of a queue loses events, by its name
}

const (
	fifo    = ".fifo" // ends the names of FIFO queues
	maxName = 80      // bytes
)

// nameOf returns the name of the queue of a consumer: shop-orders-forget_product.fifo of shop.orders.forget_product.
func nameOf(queue string) string {
	name := strings.ReplaceAll(queue, ".", "-")
	if longest := maxName - len(fifo); len(name) > longest {
		sum := sha256.Sum256([]byte(queue))
		end := "-" + hex.EncodeToString(sum[:8])
		name = name[:longest-len(end)] + end
	}
	return name + fifo
}

// check returns nil if SQS has answered once, and no queue is missing or loses events.
func (q *queues) check(ctx context.Context, name string) error {
	q.mu.Lock()
	reached := q.reached
	q.mu.Unlock()
	if !reached {
		if _, err := q.find(ctx, nameOf(name)); err != nil && !isAbsent(err) {
			return err
		}
	}
	for name, url := range q.toMend() {
		q.inspect(ctx, name, url)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.reached = true
	if len(q.missing) > 0 {
		return fmt.Errorf("queues are missing, and EVENTS_CREATE_QUEUES is false: %s", strings.Join(slices.Sorted(maps.Keys(q.missing)), ", "))
	}
	var unfit []error
	for _, name := range slices.Sorted(maps.Keys(q.unfit)) {
		unfit = append(unfit, q.failed(name, errors.New(q.unfit[name])))
	}
	return errors.Join(unfit...)
}

// url returns the URL of the queue of a consumer, after it has created it if it does not exist.
func (q *queues) url(ctx context.Context, queue string) (string, error) {
	name := nameOf(queue)
	q.mu.Lock()
	url, known := q.urls[name]
	q.mu.Unlock()
	if known {
		return url, nil
	}
	url, err := q.find(ctx, name)
	if isAbsent(err) {
		url, err = q.create(ctx, name)
	}
	if err != nil {
		return "", err
	}
	q.inspect(ctx, name, url)
	q.mu.Lock()
	defer q.mu.Unlock()
	q.reached, q.urls[name] = true, url
	delete(q.missing, name)
	return url, nil
}

// find returns the URL of a queue that exists.
func (q *queues) find(ctx context.Context, name string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	out, err := q.client.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: &name})
	if err != nil {
		return "", q.failed(name, err)
	}
	return aws.ToString(out.QueueUrl), nil
}

// now returns a time in milliseconds by the clock of SQS, when it has passed there: what is sent from then on is not older. The clock of this
// process may be another one.
func (q *queues) now(ctx context.Context, queue string) (int64, error) {
	name := nameOf(queue)
	limited, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	out, err := q.client.GetQueueUrl(limited, &sqs.GetQueueUrlInput{QueueName: &name})
	if err != nil {
		return 0, q.failed(name, err)
	}
	second, known := middleware.GetServerTime(out.ResultMetadata)
	if !known {
		second = time.Now()
	}
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-time.After(time.Second + clocks):
		return second.Add(time.Second).UnixMilli(), nil
	}
}

// create creates a queue, unless somebody else has to. Each group has throughput of its own.
func (q *queues) create(ctx context.Context, name string) (string, error) {
	if !q.CreateQueues {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.missing[name] = true
		return "", q.failed(name, errors.New("it is missing, and EVENTS_CREATE_QUEUES is false"))
	}
	limited, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	out, err := q.client.CreateQueue(limited, &sqs.CreateQueueInput{QueueName: &name, Attributes: map[string]string{
		"FifoQueue":              "true",
		"DeduplicationScope":     "messageGroup",
		"FifoThroughputLimit":    "perMessageGroupId",
		"MessageRetentionPeriod": strconv.Itoa(int(q.Retention.Seconds())),
	}})
	if hasCode(err, "QueueNameExists", "QueueAlreadyExists") { // another process was faster, with another retention
		return q.find(ctx, name)
	}
	if err != nil {
		return "", q.failed(name, fmt.Errorf("create it: %w", err))
	}
	return aws.ToString(out.QueueUrl), nil
}

// forget lets SQS be asked for a queue again, if an error says that it does not exist: somebody has deleted it.
func (q *queues) forget(ctx context.Context, queue string, err error) {
	if !isAbsent(err) {
		return
	}
	name := nameOf(queue)
	q.mu.Lock()
	defer q.mu.Unlock()
	if _, known := q.urls[name]; known {
		delete(q.urls, name)
		delete(q.unfit, name)
		q.log.ErrorContext(ctx, "a queue is gone, and the events in it are lost: announce in the services that publish them sends what there is", slog.String("queue", name))
	}
}

// isAbsent reports whether an error says that a queue does not exist.
func isAbsent(err error) bool {
	return hasCode(err, "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue")
}

// hasCode reports whether SQS has answered with an error of a name, or of the one that it had in the protocol before, which servers use, too.
func hasCode(err error, name, before string) bool {
	answer, ok := errors.AsType[smithy.APIError](err)
	return ok && (answer.ErrorCode() == name || answer.ErrorCode() == before)
}
