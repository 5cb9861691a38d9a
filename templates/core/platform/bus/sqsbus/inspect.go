package sqsbus

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// inspect looks at a queue that somebody else may have made, and notes what loses events. Where it may not look, it says so, and the queue is used.
func (q *queues) inspect(ctx context.Context, name, url string) {
	limited, cancel := context.WithTimeout(ctx, askLimit)
	defer cancel()
	out, err := q.client.GetQueueAttributes(limited, &sqs.GetQueueAttributesInput{QueueUrl: &url, AttributeNames: []types.QueueAttributeName{
		types.QueueAttributeNameRedrivePolicy, types.QueueAttributeNameMaximumMessageSize, types.QueueAttributeNameMessageRetentionPeriod,
	}})
	if err != nil {
		q.log.WarnContext(ctx, "the attributes of a queue are not known", slog.String("queue", name), slog.String("error", err.Error()))
		return
	}
	fault := q.fault(out.Attributes)
	q.mu.Lock()
	defer q.mu.Unlock()
	before := q.unfit[name]
	if delete(q.unfit, name); fault != "" {
		q.unfit[name] = fault
	}
	if fault != "" && fault != before {
		q.log.ErrorContext(ctx, "a queue loses events", slog.String("queue", name), slog.String("fault", fault))
	}
	if kept := retention(out.Attributes); kept > q.Retention {
		q.log.WarnContext(ctx, "a queue keeps events for longer than consumers remember what they handled: set EVENTS_RETENTION to as much",
			slog.String("queue", name), slog.Duration("kept", kept), slog.Duration("remembered", q.Retention))
	}
}

// toMend returns the queues that lost events when they were looked at, with their URLs: somebody may have mended them.
func (q *queues) toMend() map[string]string {
	q.mu.Lock()
	defer q.mu.Unlock()
	urls := map[string]string{}
	for name := range q.unfit {
		urls[name] = q.urls[name]
	}
	return urls
}

// envelope is what a message has beside its data, in bytes: more than the members of all that svcgen publishes.
const envelope = 16 << 10

// fault says what of a queue's attributes loses events; "" if nothing does.
func (q *queues) fault(attributes map[string]string) string {
	if attributes[string(types.QueueAttributeNameRedrivePolicy)] != "" {
		return "its RedrivePolicy takes events away that cannot be stored for a while, such as when the consumer's database is down: remove it"
	}
	size, err := strconv.Atoi(cmp.Or(attributes[string(types.QueueAttributeNameMaximumMessageSize)], strconv.Itoa(maxBytes)))
	if needed := sizeOf(q.MaxBytes); err == nil && size < needed {
		return fmt.Sprintf("its MaximumMessageSize is %d, and an event of EVENTS_MAX_BYTES=%d needs %d", size, q.MaxBytes, needed)
	}
	return ""
}

// sizeOf returns the size of a message with data of some bytes, which are in base64 in it.
func sizeOf(data int) int { return (data+2)/3*4 + envelope }

// retention returns how long a queue keeps messages; 0 if it does not say.
func retention(attributes map[string]string) time.Duration {
	seconds, _ := strconv.Atoi(attributes[string(types.QueueAttributeNameMessageRetentionPeriod)])
	return time.Duration(seconds) * time.Second
}
