package sqsbus_test

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/bus"
	"github.com/svcgen/svcgen/templates/core/platform/bus/bustest"
	"github.com/svcgen/svcgen/templates/core/platform/event"
	"github.com/svcgen/svcgen/templates/core/platform/fakesqs"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
)

// faulty is SQS that fails now and then: it does nothing, it does something and its answer is lost, or it does a part of what it is asked for.
type faulty struct {
	http.Handler

	left atomic.Int32 // requests that still fail
}

func (f *faulty) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f.left.Add(-1) < 0 {
		f.Handler.ServeHTTP(w, r)
		return
	}
	switch rand.IntN(4) {
	case 0: // an error before
		http.Error(w, `{"__type":"InternalFailure"}`, http.StatusInternalServerError)
	case 1: // an error after
		f.Handler.ServeHTTP(httptest.NewRecorder(), r)
		http.Error(w, `{"__type":"ServiceUnavailable"}`, http.StatusServiceUnavailable)
	case 2: // no answer
		f.Handler.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	case 3:
		f.some(w, r)
	}
}

// some does what a request asks for with some of its entries.
func (f *faulty) some(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var request struct {
		QueueURL string `json:"QueueUrl"`
		Entries  []map[string]any
	}
	_ = json.Unmarshal(body, &request)
	var failed []map[string]any
	if len(request.Entries) > 1 {
		rand.Shuffle(len(request.Entries), func(i, j int) {
			request.Entries[i], request.Entries[j] = request.Entries[j], request.Entries[i]
		})
		for _, e := range request.Entries[1:] {
			failed = append(failed, map[string]any{"Id": e["Id"], "Code": "InternalError", "Message": "try again"})
		}
		request.Entries = request.Entries[:1]
		body, _ = json.Marshal(request)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if failed == nil {
		f.Handler.ServeHTTP(w, r)
		return
	}
	answer := httptest.NewRecorder()
	f.Handler.ServeHTTP(answer, r)
	var done map[string]any
	_ = json.Unmarshal(answer.Body.Bytes(), &done)
	done["Failed"] = failed
	_ = json.NewEncoder(w).Encode(done)
}

func TestFaults(t *testing.T) {
	t.Parallel()
	server := &faulty{Handler: fakesqs.New()}
	url, name := serve(t, server), newName()
	bustest.Disturbed(t, 30, func() bus.Bus { return open(t, configOf(url), name) }, func(round int) { server.left.Store(int32(round % 7)) })
}

// TestCut cuts all connections at random moments, so that requests and answers are lost.
func TestCut(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(fakesqs.New())
	t.Cleanup(server.Close)
	t.Cleanup(server.CloseClientConnections)
	name, end := newName(), make(chan struct{})
	var cutting sync.WaitGroup
	cutting.Go(func() {
		for {
			select {
			case <-end:
				return
			case <-time.After(time.Duration(rand.IntN(int(200 * time.Millisecond)))):
				server.CloseClientConnections()
			}
		}
	})
	bustest.Disturbed(t, 30, func() bus.Bus { return open(t, configOf(server.URL), name) }, func(int) {})
	close(end)
	cutting.Wait()
}

// TestNobodyThere wants errors that name the server and the queue within a bounded time.
func TestNobodyThere(t *testing.T) {
	t.Parallel()
	b := open(t, configOf("http://127.0.0.1:1"), "shop.orders")
	began := time.Now()
	err := b.Publish(t.Context(), "shop.catalog.product", []event.Message{{ID: ids.New(), Key: "a", Type: "x", Time: time.Now()}})
	if err == nil || !strings.Contains(err.Error(), "queue shop-orders-test.fifo at http://127.0.0.1:") || !strings.Contains(err.Error(), "refused") {
		t.Errorf("got %v", err)
	}
	if took := time.Since(began); took > time.Minute {
		t.Errorf("it took %s", took)
	}
	if err := b.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Errorf("got %v", err)
	}
}

// TestFull holds that messages which are stored are deleted before the receiver waits for room: they would come again if it took long.
func TestFull(t *testing.T) {
	t.Parallel()
	var deleted atomic.Int32
	server := fakesqs.New()
	b := open(t, configOf(serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		server.ServeHTTP(w, r)
		if strings.HasSuffix(r.Header.Get("X-Amz-Target"), ".DeleteMessageBatch") {
			deleted.Add(1)
		}
	}))), "shop.orders")
	in, full := bustest.NewInbox(), make(chan int32, 1)
	in.Full = func() {
		select {
		case full <- deleted.Load():
		default:
		}
	}
	if err := b.Publish(t.Context(), topic, published()); err != nil {
		t.Fatal(err)
	}
	defer receive(t, b, bus.Subscription{Consumer: "test", Topics: []string{topic}}, in)()
	if before := <-full; before != 1 {
		t.Errorf("it deleted %d times before it waited, want 1", before)
	}
}

// TestForgotten publishes again and again what the queue has forgotten: order and effects are as if it had not.
func TestForgotten(t *testing.T) {
	t.Parallel()
	server := fakesqs.New()
	server.Remembered = time.Millisecond
	faults := &faulty{Handler: server}
	url, name := serve(t, faults), newName()
	bustest.Disturbed(t, 20, func() bus.Bus { return open(t, configOf(url), name) }, func(round int) { faults.left.Store(int32(round % 5)) })
}
