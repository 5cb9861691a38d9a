package fakesqs

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// remembered is how long a queue of AWS knows the deduplication IDs of messages.
const remembered = 5 * time.Minute

// queue is a FIFO queue. Of a group with messages that somebody is receiving, it gives no others.
type queue struct {
	attributes map[string]string
	retention  time.Duration
	remembered time.Duration
	maxBytes   int        // of a message
	messages   []*message // in the order in which they came
	known      map[string]known
	last       int           // sequence number
	changed    chan struct{} // closed when there may be more to receive
}

// message is a message of a queue.
type message struct {
	id, body, group string
	number          int // sequence number
	sent            time.Time
	receipt         string    // of the last reception; "" if nobody has received it
	attempt         string    // of the last reception
	hidden          time.Time // until when it is not given again
	received        int       // times
}

// known is what a queue remembers of a message that was sent.
type known struct {
	id     string
	number int
	sent   time.Time
}

func newQueue(attributes map[string]string, retention, remembered time.Duration, maxBytes int) *queue {
	return &queue{attributes: attributes, retention: retention, remembered: remembered, maxBytes: maxBytes, known: map[string]known{}, changed: make(chan struct{})}
}

// push adds a message, unless one with its deduplication ID came in the last minutes. It returns what it knows of it.
func (q *queue) push(m *message, deduplication string) known {
	for id, k := range q.known {
		if m.sent.Sub(k.sent) > q.remembered {
			delete(q.known, id)
		}
	}
	if before, twice := q.known[deduplication]; twice {
		return before
	}
	q.last++
	m.number = q.last
	q.messages = append(q.messages, m)
	q.known[deduplication] = known{m.id, m.number, m.sent}
	q.ring()
	return q.known[deduplication]
}

// take returns the next messages, at most limit, and hides them for a while. An attempt that has some already gets the same again.
func (q *queue) take(attempt string, limit int, hide time.Duration, now time.Time) []*message {
	for len(q.messages) > 0 && now.Sub(q.messages[0].sent) > q.retention {
		q.messages = q.messages[1:]
	}
	busy := map[string]bool{}
	var taken []*message
	for _, m := range q.messages {
		if m.hidden.After(now) {
			busy[m.group] = true
			if attempt != "" && m.attempt == attempt {
				m.hidden = now.Add(hide)
				taken = append(taken, m)
			}
		}
	}
	if len(taken) > 0 {
		return taken
	}
	groups := map[string][]*message{}
	for _, m := range q.messages {
		if !busy[m.group] {
			groups[m.group] = append(groups[m.group], m)
		}
	}
	for _, messages := range groups { // SQS has no order between groups
		for _, m := range messages[:min(len(messages), limit-len(taken))] {
			m.received++
			m.receipt, m.attempt, m.hidden = fmt.Sprintf("%d.%d", m.number, m.received), attempt, now.Add(hide)
			taken = append(taken, m)
		}
	}
	return taken
}

// next returns when a message that is hidden can be received again; the zero time if there is none.
func (q *queue) next(now time.Time) (at time.Time) {
	for _, m := range q.messages {
		if m.hidden.After(now) && (at.IsZero() || m.hidden.Before(at)) {
			at = m.hidden
		}
	}
	return at
}

// held returns the position of the message that was received with a receipt and is still hidden; -1 if it has been deleted.
func (q *queue) held(receipt string, now time.Time) (int, *fault) {
	for i, m := range q.messages {
		if !strings.HasPrefix(receipt, strconv.Itoa(m.number)+".") {
			continue
		}
		if m.receipt != receipt || !m.hidden.After(now) {
			return 0, &fault{"InvalidParameterValue", "the receipt handle has expired"}
		}
		return i, nil
	}
	return -1, nil
}

// ring tells those who wait that there may be more to receive.
func (q *queue) ring() {
	close(q.changed)
	q.changed = make(chan struct{})
}
