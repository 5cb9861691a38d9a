package sqsbus

import (
	"context"
	"log/slog"
	"maps"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

const (
	backoff = time.Second
	moved   = 100 * time.Millisecond // after another receiver was faster

	// hidden is how long nobody else receives what a receiver has: after it was killed, the keys of its messages wait as long. Storing may
	// take longer; then the messages come again, and the inbox knows them.
	hidden = 10 * time.Second

	wait = 20 * time.Second // for new messages, at SQS: the longest that it allows
)

// begun is the part of a topic's name in the places of an inbox: since when, in milliseconds by the clock of SQS, its messages count. SQS has
// no other places.
const begun = "/sqs"

// receiver receives for a consumer. Any number of them may receive at the same time: SQS gives the messages of a group in their order and,
// until these are deleted, no later ones, so whoever stores messages stores those that follow the ones which are stored.
type receiver struct {
	bus.Subscription
	*queues

	queue string // shop.orders.forget_product
	in    bus.Inbox
	log   *slog.Logger
}

// run receives until something fails or ctx ends.
func (r *receiver) run(ctx context.Context) error {
	url, err := r.url(ctx, r.queue)
	if err != nil {
		return err
	}
	since, err := r.begin(ctx)
	if err != nil {
		return err
	}
	for err == nil {
		err = r.poll(ctx, url, since)
	}
	r.forget(ctx, r.queue, err)
	return err
}

// begin returns since when the messages of the topics count, and stores that for those which are new.
func (r *receiver) begin(ctx context.Context) (since map[string]int64, err error) {
	since, err = r.in.Places(ctx)
	if err != nil {
		return nil, err
	}
	places, now := map[string]int64{}, int64(0)
	for _, topic := range r.Topics {
		if _, known := since[topic+begun]; known {
			continue
		}
		places[topic+begun] = 0
		switch {
		case bus.Knows(since, topic): // another driver carried it
		case r.FromNow:
			if now == 0 {
				if now, err = r.now(ctx, r.queue); err != nil {
					return nil, err
				}
			}
			places[topic+begun] = now
		default:
			r.log.InfoContext(ctx, "a consumer begins: its queue has nothing from before it was created; announce in the service that publishes sends what there is", slog.String("topic", topic))
		}
	}
	if len(places) == 0 {
		return since, nil
	}
	if err := r.in.Store(ctx, nil, nil, places); err != nil {
		return nil, err
	}
	maps.Copy(since, places)
	return since, nil
}

// poll waits for the next messages and stores them.
func (r *receiver) poll(ctx context.Context, url string, since map[string]int64) error {
	request := &sqs.ReceiveMessageInput{
		QueueUrl: &url, MaxNumberOfMessages: maxEntries, WaitTimeSeconds: int32(wait.Seconds()), VisibilityTimeout: int32(hidden.Seconds()),
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{types.MessageSystemAttributeNameSentTimestamp},
		ReceiveRequestAttemptId:     aws.String(ids.New().String()),
	}
	polling, cancel := context.WithTimeout(ctx, wait+askLimit)
	defer cancel()
	out, err := r.client.ReceiveMessage(polling, request)
	if err != nil {
		r.giveBack(ctx, request)
		return r.failed(nameOf(r.queue), err)
	}
	if len(out.Messages) == 0 {
		return nil
	}
	var batch []event.Message
	for _, received := range out.Messages {
		m, err := decode(aws.ToString(received.Body))
		if err != nil {
			r.log.ErrorContext(ctx, "a message is no event, and is passed over", slog.String("message", aws.ToString(received.MessageId)), slog.String("error", err.Error()))
			continue
		}
		sent, unknown := strconv.ParseInt(received.Attributes["SentTimestamp"], 10, 64)
		if unknown != nil || sent >= since[m.Topic+begun] {
			batch = append(batch, m)
		}
	}
	if err := r.in.Store(ctx, batch, nil, nil); err != nil {
		r.release(ctx, url, out.Messages)
		return err
	}
	if err := r.delete(ctx, url, out.Messages); err != nil {
		return err
	}
	return r.in.Room(ctx)
}

// delete deletes messages that are stored. Those that cannot be deleted come again, and the inbox knows them.
func (r *receiver) delete(ctx context.Context, url string, messages []types.Message) error {
	entries := make([]types.DeleteMessageBatchRequestEntry, len(messages))
	for i, m := range messages {
		entries[i] = types.DeleteMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(i)), ReceiptHandle: m.ReceiptHandle}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), askLimit)
	defer cancel()
	out, err := r.client.DeleteMessageBatch(ctx, &sqs.DeleteMessageBatchInput{QueueUrl: &url, Entries: entries})
	if err != nil {
		return r.failed(nameOf(r.queue), err)
	}
	for _, f := range out.Failed {
		r.log.WarnContext(ctx, "a message that is stored cannot be deleted, and comes again", slog.String("code", aws.ToString(f.Code)), slog.String("error", aws.ToString(f.Message)))
	}
	return nil
}

// giveBack lets messages be received again at once that SQS may have given in an answer that did not come: it gives them again to whoever
// asks with the same ID.
func (r *receiver) giveBack(ctx context.Context, request *sqs.ReceiveMessageInput) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), backoff)
	defer cancel()
	request.WaitTimeSeconds = 0
	out, err := r.client.ReceiveMessage(ctx, request)
	if err == nil && len(out.Messages) > 0 { // otherwise they are hidden for a while
		r.release(ctx, aws.ToString(request.QueueUrl), out.Messages)
	}
}

// release lets messages that could not be stored be received again at once.
func (r *receiver) release(ctx context.Context, url string, messages []types.Message) {
	entries := make([]types.ChangeMessageVisibilityBatchRequestEntry, len(messages))
	for i, m := range messages {
		entries[i] = types.ChangeMessageVisibilityBatchRequestEntry{Id: aws.String(strconv.Itoa(i)), ReceiptHandle: m.ReceiptHandle}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), askLimit)
	defer cancel()
	_, err := r.client.ChangeMessageVisibilityBatch(ctx, &sqs.ChangeMessageVisibilityBatchInput{QueueUrl: &url, Entries: entries})
	if err != nil {
		r.log.WarnContext(ctx, "events that could not be stored come later", slog.Duration("after", hidden), slog.String("error", err.Error()))
	}
}
