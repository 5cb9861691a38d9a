package sqsbus

import (
	"cmp"
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

// Publish implements bus.Bus. It sends to all queues at a time, and tells of all that have failed. That one of them refuses a message is told when
// the others have it: after that nobody sends it again.
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
	refused, failed := make([]error, len(readers)), make([]error, len(readers))
	var sending sync.WaitGroup
	for i, queue := range readers {
		sending.Go(func() {
			refused[i], failed[i] = b.queues.sendAll(ctx, queue, messages)
			b.queues.forget(ctx, queue, failed[i])
		})
	}
	sending.Wait()
	return cmp.Or(errors.Join(failed...), errors.Join(refused...))
}

// sendAll sends messages to the queue of a consumer in waves, each after SQS has all of the one before. A wave has one message of each group at
// most, since SQS may take some messages of a request and refuse others: no later one of a group may be among those it takes. It passes over messages
// that SQS will never take; refused is the first *bus.RefusedError.
func (q *queues) sendAll(ctx context.Context, queue string, messages []outgoing) (refused, failed error) {
	url, err := q.url(ctx, queue)
	if err != nil {
		return nil, err
	}
	for limit := maxEntries; len(messages) > 0; {
		wave, rest := nextWave(messages, limit)
		err := q.send(ctx, url, wave)
		no, isRefused := errors.AsType[*bus.RefusedError](err)
		switch {
		case err == nil:
			messages, limit = rest, min(2*limit, maxEntries)
		case isRefused:
			refused = cmp.Or(refused, error(&bus.RefusedError{ID: no.ID, Err: q.failed(nameOf(queue), no.Err)}))
			messages = slices.DeleteFunc(slices.Concat(wave, rest), func(m outgoing) bool { return m.ID == no.ID })
		case isTooLong(err): // the queue allows less
			limit = len(wave) / 2
		default:
			return refused, q.failed(nameOf(queue), err)
		}
	}
	return refused, nil
}

// nextWave returns the messages that are sent next, the first of each group and at most limit, and those that are left.
func nextWave(messages []outgoing, limit int) (wave, rest []outgoing) {
	groups, bytes := map[string]bool{}, 0
	for i, m := range messages {
		if len(wave) == limit {
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
