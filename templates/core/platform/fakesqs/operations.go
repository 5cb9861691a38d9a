package fakesqs

import (
	"cmp"
	"context"
	"crypto/md5" // #nosec G501 -- as SQS does
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

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
		if len(e.MessageBody) > q.maxBytes {
			done.fail(e.ID, &fault{"InvalidParameterValue", fmt.Sprintf("the message is longer than %d bytes", q.maxBytes)})
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

	ReceiveRequestAttemptID     string
	MessageSystemAttributeNames []string
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
				taken = append(taken, m.answer(request.MessageSystemAttributeNames))
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

// answer returns the message as SQS gives it, with the attributes that are asked for.
func (m *message) answer(names []string) map[string]any {
	attributes := map[string]string{
		"SentTimestamp": strconv.FormatInt(m.sent.UnixMilli(), 10), "MessageGroupId": m.group, "ApproximateReceiveCount": strconv.Itoa(m.received),
	}
	maps.DeleteFunc(attributes, func(name, _ string) bool { return !slices.Contains(names, name) && !slices.Contains(names, "All") })
	return map[string]any{"MessageId": m.id, "ReceiptHandle": m.receipt, "Body": m.body, "MD5OfBody": sum(m.body), "Attributes": attributes}
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
