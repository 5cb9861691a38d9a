package fakesqs

import (
	"cmp"
	"context"
	"crypto/md5" // #nosec G501 -- as SQS does
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// createQueue asks for a queue that is created if it does not exist. Without attributes, it asks where the queue is.
type createQueue struct {
	QueueName  string
	Attributes map[string]string
}

var names = regexp.MustCompile(`^[A-Za-z0-9_-]{1,75}\.fifo$`)

func (s *Server) create(host string, request createQueue) (any, error) {
	if !names.MatchString(request.QueueName) || request.Attributes["FifoQueue"] != "true" {
		return nil, &fault{"InvalidParameterValue", "only FIFO queues are here; a name is at most 80 letters, digits, - and _, .fifo included"}
	}
	seconds, err := strconv.Atoi(cmp.Or(request.Attributes["MessageRetentionPeriod"], "345600"))
	if err != nil || seconds < 60 || seconds > 1209600 {
		return nil, &fault{"InvalidAttributeValue", "MessageRetentionPeriod must be 60 to 1209600"}
	}
	s.mu.Lock()
	q := s.queues[request.QueueName]
	if q == nil {
		q = newQueue(request.Attributes, time.Duration(seconds)*time.Second, cmp.Or(s.Remembered, remembered))
		s.queues[request.QueueName] = q
	}
	s.mu.Unlock()
	if !maps.Equal(q.attributes, request.Attributes) {
		return nil, &fault{"QueueNameExists", "a queue of this name has other attributes"}
	}
	return s.find(host, request)
}

func (s *Server) find(host string, request createQueue) (any, error) {
	if _, err := s.queue(request.QueueName); err != nil {
		return nil, err
	}
	return map[string]string{"QueueUrl": "http://" + host + "/000000000000/" + request.QueueName}, nil
}

// queue returns the queue with a name or a URL.
func (s *Server) queue(url string) (*queue, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if q := s.queues[path.Base(url)]; q != nil {
		return q, nil
	}
	return nil, &fault{"QueueDoesNotExist", "the specified queue does not exist"}
}

// about is a request for a queue. The names in JSON are those of the fields, with Url and Id: case does not matter.
type about struct{ QueueURL string }

func (s *Server) drop(request about) (any, error) {
	if _, err := s.queue(request.QueueURL); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.queues, path.Base(request.QueueURL))
	return struct{}{}, nil
}

// batch is a request for a queue with entries.
type batch[E any] struct {
	about

	Entries []E
}

type sendEntry struct {
	ID, MessageBody, MessageGroupID, MessageDeduplicationID string
}

// printable are the IDs of groups, and those by which SQS knows a message again.
var printable = regexp.MustCompile(`^[[:graph:]]{1,128}$`)

// allowed reports whether a message in SQS may have a character: those of XML.
func allowed(c rune) bool {
	return c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c != 0xFFFE && c != 0xFFFF
}

func (s *Server) send(request batch[sendEntry]) (any, error) {
	q, err := s.queue(request.QueueURL)
	if err != nil {
		return nil, err
	}
	bytes := 0
	ids := map[string]bool{}
	for _, e := range request.Entries {
		bytes += len(e.MessageBody)
		ids[e.ID] = true
	}
	switch limit := cmp.Or(s.MaxBytes, 1<<20); {
	case len(request.Entries) == 0:
		return nil, &fault{"EmptyBatchRequest", "there are no entries"}
	case len(request.Entries) > 10:
		return nil, &fault{"TooManyEntriesInBatchRequest", "at most 10 entries"}
	case len(ids) < len(request.Entries):
		return nil, &fault{"BatchEntryIdsNotDistinct", "two entries have one Id"}
	case bytes > limit:
		return nil, &fault{"BatchRequestTooLong", fmt.Sprintf("the messages have %d bytes, more than %d", bytes, limit)}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var done answers
	for _, e := range request.Entries {
		if !printable.MatchString(e.MessageGroupID) || !printable.MatchString(e.MessageDeduplicationID) || e.MessageBody == "" {
			done.fail(e.ID, &fault{"InvalidParameterValue", "a message needs a body, a group and a deduplication ID"})
			continue
		}
		if strings.ContainsFunc(e.MessageBody, func(c rune) bool { return !allowed(c) }) {
			done.fail(e.ID, &fault{"InvalidMessageContents", "a character of the body is not allowed"})
			continue
		}
		sent := q.push(&message{id: fmt.Sprintf("%s-%d", e.MessageDeduplicationID, q.last), body: e.MessageBody, group: e.MessageGroupID, sent: s.now()}, e.MessageDeduplicationID)
		done.Successful = append(done.Successful, map[string]string{
			"Id": e.ID, "MessageId": sent.id, "MD5OfMessageBody": sum(e.MessageBody), "SequenceNumber": fmt.Sprintf("%020d", sent.number),
		})
	}
	return done, nil
}

type receiveMessage struct {
	about

	MaxNumberOfMessages, WaitTimeSeconds, VisibilityTimeout int

	ReceiveRequestAttemptID string
}

func (s *Server) receive(ctx context.Context, request receiveMessage) (any, error) {
	if request.MaxNumberOfMessages < 1 || request.MaxNumberOfMessages > 10 || request.WaitTimeSeconds > 20 {
		return nil, &fault{"InvalidParameterValue", "MaxNumberOfMessages must be 1 to 10, WaitTimeSeconds 0 to 20"}
	}
	for end := s.now().Add(time.Duration(request.WaitTimeSeconds) * time.Second); ; {
		q, err := s.queue(request.QueueURL)
		if err != nil {
			return nil, err
		}
		s.mu.Lock()
		now := s.now()
		var taken []map[string]any
		if ctx.Err() == nil {
			for _, m := range q.take(request.ReceiveRequestAttemptID, request.MaxNumberOfMessages, time.Duration(request.VisibilityTimeout)*time.Second, now) {
				taken = append(taken, m.answer())
			}
		}
		wake := end
		if next := q.next(now); !next.IsZero() && next.Before(end) {
			wake = next
		}
		changed := q.changed
		s.mu.Unlock()
		if len(taken) > 0 || !now.Before(end) || ctx.Err() != nil {
			return map[string]any{"Messages": taken}, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
		case <-time.After(wake.Sub(s.now())):
		}
	}
}

// answer returns the message as SQS gives it.
func (m *message) answer() map[string]any {
	return map[string]any{
		"MessageId": m.id, "ReceiptHandle": m.receipt, "Body": m.body, "MD5OfBody": sum(m.body),
		"Attributes": map[string]string{
			"SentTimestamp": strconv.FormatInt(m.sent.UnixMilli(), 10), "MessageGroupId": m.group, "ApproximateReceiveCount": strconv.Itoa(m.received),
		},
	}
}

type receiptEntry struct {
	ID, ReceiptHandle string
	VisibilityTimeout int
}

func (s *Server) remove(request batch[receiptEntry]) (any, error) {
	return s.each(request, func(q *queue, at int, _ receiptEntry) { q.messages = append(q.messages[:at:at], q.messages[at+1:]...) })
}

func (s *Server) hide(request batch[receiptEntry]) (any, error) {
	return s.each(request, func(q *queue, at int, e receiptEntry) {
		q.messages[at].hidden = s.now().Add(time.Duration(e.VisibilityTimeout) * time.Second)
	})
}

// each does something with each message that a request names by its receipt.
func (s *Server) each(request batch[receiptEntry], do func(q *queue, at int, e receiptEntry)) (any, error) {
	q, err := s.queue(request.QueueURL)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var done answers
	for _, e := range request.Entries {
		at, expired := q.held(e.ReceiptHandle, s.now())
		if expired != nil {
			done.fail(e.ID, expired)
			continue
		}
		if at >= 0 {
			do(q, at, e)
		}
		done.Successful = append(done.Successful, map[string]string{"Id": e.ID})
	}
	q.ring()
	return done, nil
}

// answers are those to the entries of a batch.
type answers struct {
	Successful []map[string]string
	Failed     []map[string]any
}

func (a *answers) fail(id string, f *fault) {
	a.Failed = append(a.Failed, map[string]any{"Id": id, "Code": f.code, "Message": f.message, "SenderFault": true})
}

// sum returns the MD5 sum by which clients check a message.
func sum(text string) string {
	md := md5.Sum([]byte(text)) // #nosec G401 -- as SQS does
	return hex.EncodeToString(md[:])
}
