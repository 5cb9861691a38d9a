// Package fakesqs is a server within a process that has SQS's API for FIFO queues, as far as package sqsbus uses it: for development and
// tests. It keeps messages in memory.
package fakesqs

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Server has the queues. It answers requests of AWS's JSON protocol, and takes every signature.
type Server struct {
	MaxBytes   int              // of the messages of a request; 0 is 1 MiB, as in AWS
	Remembered time.Duration    // how long a queue knows the deduplication IDs of messages; 0 is 5 minutes, as in AWS
	Clock      func() time.Time // nil: that of this process

	mu     sync.Mutex
	queues map[string]*queue // by name
}

// New returns a server without queues.
func New() *Server { return &Server{queues: map[string]*queue{}} }

// Start starts a server at an address such as 127.0.0.1:0, and returns its URL.
func Start(ctx context.Context, address string) (url string, stop func(), err error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return "", nil, fmt.Errorf("start an SQS server: %w", err)
	}
	server := &http.Server{Handler: New(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }() // it ends with stop
	return "http://" + listener.Addr().String(), func() { _ = server.Close() }, nil
}

// maxRequest is the size of the largest request, in bytes: messages are JSON in it, which escapes their quotes.
const maxRequest = 8 << 20

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	w.Header().Set("Date", s.now().UTC().Format(http.TimeFormat))
	former := map[string]string{ // names of errors in the protocol before, which clients show
		"QueueDoesNotExist": "AWS.SimpleQueueService.NonExistentQueue", "QueueNameExists": "QueueAlreadyExists",
		"BatchRequestTooLong": "AWS.SimpleQueueService.BatchRequestTooLong",
	}
	answer, err := s.do(r.Context(), r, json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequest)))
	if err != nil {
		refused, ok := errors.AsType[*fault](err)
		if !ok {
			refused = &fault{"SerializationException", err.Error()}
		}
		w.Header().Set("X-Amzn-Query-Error", cmp.Or(former[refused.code], refused.code)+";Sender")
		w.WriteHeader(http.StatusBadRequest)
		answer = map[string]string{"__type": "com.amazonaws.sqs#" + refused.code, "message": refused.message}
	}
	_ = json.NewEncoder(w).Encode(answer) // the client has gone
}

// now returns the time by the clock of the server.
func (s *Server) now() time.Time {
	if s.Clock != nil {
		return s.Clock()
	}
	return time.Now()
}

// do does what a request asks for.
func (s *Server) do(ctx context.Context, r *http.Request, body *json.Decoder) (any, error) {
	if !strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 ") {
		return nil, &fault{"MissingAuthenticationToken", "the request is not signed"}
	}
	action := strings.TrimPrefix(r.Header.Get("X-Amz-Target"), "AmazonSQS.")
	switch action {
	case "CreateQueue":
		return with(body, func(q createQueue) (any, error) { return s.create(r.Host, q) })
	case "GetQueueUrl":
		return with(body, func(q createQueue) (any, error) { return s.find(r.Host, q) })
	case "GetQueueAttributes":
		return with(body, s.attributes)
	case "DeleteQueue":
		return with(body, s.drop)
	case "SendMessageBatch":
		return with(body, s.send)
	case "ReceiveMessage":
		return with(body, func(q receiveMessage) (any, error) { return s.receive(ctx, q) })
	case "DeleteMessageBatch":
		return with(body, s.remove)
	case "ChangeMessageVisibilityBatch":
		return with(body, s.hide)
	}
	return nil, &fault{"UnsupportedOperation", "unknown here: " + action}
}

// with reads a request, and answers it.
func with[Q any](body *json.Decoder, answer func(Q) (any, error)) (any, error) {
	var request Q
	if err := body.Decode(&request); err != nil {
		return nil, err
	}
	return answer(request)
}

// fault is an error of SQS.
type fault struct{ code, message string }

// Error says what is wrong.
func (f *fault) Error() string { return f.code + ": " + f.message }
