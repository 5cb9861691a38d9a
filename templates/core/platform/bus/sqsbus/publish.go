package sqsbus

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/event"
)

const (
	maxEntries = 10      // of a request
	maxBytes   = 1 << 20 // of the messages of a request
)

// outgoing is a message as SQS takes it.
type outgoing struct {
	event.Message

	body, group string
}

// Publish implements bus.Bus. It sends to all queues at a time, and tells of all that have failed.
func (b *Bus) Publish(ctx context.Context, topic string, batch []event.Message) error {
	messages := make([]outgoing, len(batch))
	for i, m := range batch {
		body, err := encode(topic, m)
		if err != nil {
			return &bus.RefusedError{ID: m.ID, Err: err}
		}
		messages[i] = outgoing{m, body, group(m.Key)}
	}
	readers := b.readers(topic)
	failed := make([]error, len(readers))
	var sending sync.WaitGroup
	for i, queue := range readers {
		sending.Go(func() {
			failed[i] = b.queues.sendAll(ctx, queue, messages)
			b.queues.forget(queue, failed[i])
		})
	}
	sending.Wait()
	return errors.Join(failed...)
}

// sendAll sends messages to the queue of a consumer in waves, each after SQS has all of the one before. A wave has one message of each group at
// most, since SQS may take some messages of a request and refuse others: no later one of a group may be among those it takes.
func (q *queues) sendAll(ctx context.Context, queue string, messages []outgoing) error {
	url, err := q.url(ctx, queue)
	if err != nil {
		return err
	}
	for len(messages) > 0 && err == nil {
		var wave []outgoing
		wave, messages = nextWave(messages)
		if err = q.send(ctx, url, wave); isTooLong(err) && len(wave) > 1 { // some servers allow less
			err = nil
			for m := range slices.Chunk(wave, 1) {
				if err = q.send(ctx, url, m); err != nil {
					break
				}
			}
		}
	}
	if _, refused := errors.AsType[*bus.RefusedError](err); err == nil || refused {
		return err
	}
	return q.failed(nameOf(queue), err)
}

// nextWave returns the messages that are sent next, the first of each group, and those that are left.
func nextWave(messages []outgoing) (wave, rest []outgoing) {
	groups, bytes := map[string]bool{}, 0
	for i, m := range messages {
		if len(wave) == maxEntries {
			return wave, append(rest, messages[i:]...)
		}
		if groups[m.group] || len(wave) > 0 && bytes+len(m.body) > maxBytes {
			rest = append(rest, m)
		} else {
			wave = append(wave, m)
			bytes += len(m.body)
		}
		groups[m.group] = true
	}
	return wave, rest
}

// send sends a wave, and returns nil when SQS has all of it. One message that SQS will never take is a *bus.RefusedError.
func (q *queues) send(ctx context.Context, url string, wave []outgoing) error {
	entries := make([]types.SendMessageBatchRequestEntry, len(wave))
	for i, m := range wave {
		entries[i] = types.SendMessageBatchRequestEntry{
			Id: aws.String(strconv.Itoa(i)), MessageBody: &m.body, MessageGroupId: &m.group, MessageDeduplicationId: aws.String(m.ID.String()),
		}
	}
	ctx, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	out, err := q.client.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: &url, Entries: entries})
	if isTooLong(err) && len(wave) == 1 {
		return &bus.RefusedError{ID: wave[0].ID, Err: err}
	}
	if err != nil {
		return err
	}
	if len(out.Failed) == 0 {
		return nil
	}
	f := out.Failed[0]
	err = fmt.Errorf("%s: %s", aws.ToString(f.Code), aws.ToString(f.Message))
	at, unknown := strconv.Atoi(aws.ToString(f.Id))
	if unknown == nil && slices.Contains([]string{"InvalidParameterValue", "InvalidMessageContents"}, aws.ToString(f.Code)) {
		return &bus.RefusedError{ID: wave[at].ID, Err: err}
	}
	return err
}

// isTooLong reports whether SQS has refused messages because of their size.
func isTooLong(err error) bool {
	return hasCode(err, "BatchRequestTooLong", "AWS.SimpleQueueService.BatchRequestTooLong")
}
