package app_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/app"
)

// TestNoRequestIsLost ends a server under clients that keep their connections and send nothing twice.
func TestNoRequestIsLost(t *testing.T) {
	for name, test := range map[string]struct {
		delay, thought time.Duration
	}{
		"thoughtful":              {200 * time.Millisecond, 10 * time.Millisecond},
		"back to back":            {200 * time.Millisecond, 0},
		"thoughtful, no delay":    {0, 10 * time.Millisecond},
		"back to back, no delay":  {0, 0},
		"slow thinkers, no delay": {0, 700 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			const tries = 20
			for range tries {
				stall, lost := end(t, test.delay, test.thought)
				switch {
				case lost == nil:
					return
				case stall < 100*time.Millisecond:
					t.Fatal(lost)
				}
				t.Logf("again, for this process stood still for %s: %v", stall, lost)
			}
			t.Error("this process stood still in each try")
		})
	}
}

// end ends a server under clients. It returns the requests that were lost, and how long no goroutine of this process ran: a client
// that thinks for longer than a connection stays open loses it.
func end(t *testing.T, delay, thought time.Duration) (stall time.Duration, lost error) {
	t.Helper()
	const clients = 40
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := app.HTTP("test", "", &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(w, r.Body)
	})})
	served := make(chan error, 1)
	go func() { served <- c.Serve(listener) }()

	var working sync.WaitGroup
	var answers atomic.Int64
	failures := make(chan error, clients)
	for range clients {
		working.Go(func() {
			n, err := post(listener.Addr().String(), thought)
			if answers.Add(n); !errors.Is(err, syscall.ECONNREFUSED) {
				failures <- fmt.Errorf("after %d answers: %w", n, err)
			}
		})
	}
	watch, stop := context.WithCancel(t.Context())
	stalled := make(chan time.Duration)
	go func() { stalled <- longestStall(watch) }()
	time.Sleep(100 * time.Millisecond)
	c.Drain()
	time.Sleep(delay)
	c.Stop(t.Context())
	working.Wait()
	if err := <-served; err != nil {
		t.Error(err)
	}
	close(failures)
	for err := range failures {
		lost = errors.Join(lost, err)
	}
	if answers.Load() < clients {
		lost = errors.Join(lost, fmt.Errorf("only %d answers", answers.Load()))
	}
	stop()
	return <-stalled, lost
}

// longestStall returns by how much the longest of many short sleeps was too long.
func longestStall(ctx context.Context) (longest time.Duration) {
	const nap = 5 * time.Millisecond
	for ctx.Err() == nil {
		began := time.Now()
		time.Sleep(nap)
		longest = max(longest, time.Since(began)-nap)
	}
	return longest
}

// post sends requests until one fails. It connects anew only if an answer asks for it.
func post(addr string, thought time.Duration) (answers int64, err error) {
	for {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return answers, err
		}
		reader := bufio.NewReader(conn)
		for last := false; !last; answers++ {
			if thought > 0 {
				time.Sleep(rand.N(thought))
			}
			if _, err = io.WriteString(conn, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"); err != nil {
				return answers, fmt.Errorf("lost: %w", err)
			}
			if last, err = readAnswer(reader); err != nil {
				return answers, fmt.Errorf("lost: %w", err)
			}
		}
		_ = conn.Close()
	}
}

// readAnswer reads an answer, and reports whether it is the last one on its connection.
func readAnswer(reader *bufio.Reader) (last bool, err error) {
	response, err := http.ReadResponse(reader, nil)
	if err != nil {
		return false, err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return response.Close, err
}

// TestHTTPDrains proves that a connection stays open after Drain, that the next answer on it is the last one, and that Stop closes
// a connection on which no request comes.
func TestHTTPDrains(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := app.HTTP("test", "", &http.Server{Handler: http.NotFoundHandler()})
	go func() { _ = c.Serve(listener) }()
	ask := func(conn net.Conn) (last bool) {
		t.Helper()
		_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
		last, err := readAnswer(bufio.NewReader(conn))
		if err != nil {
			t.Fatal(err)
		}
		return last
	}
	conns := make([]net.Conn, 3)
	for i := range conns {
		if conns[i], err = net.Dial("tcp", listener.Addr().String()); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conns[i].Close() })
		if i < 2 && ask(conns[i]) {
			t.Error("the first answer is the last")
		}
	}
	c.Drain()
	if !ask(conns[0]) || !ask(conns[2]) {
		t.Error("an answer of the draining server is not the last one")
	}
	c.Stop(t.Context())
	if _, err := conns[1].Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("an idle connection after Stop: %v", err)
	}
}

// TestHTTPStopIsBounded proves that the end of the context cuts off what is under way.
func TestHTTPStopIsBounded(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	entered := make(chan struct{})
	c := app.HTTP("test", "", &http.Server{Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(entered)
		<-r.Context().Done()
	})})
	go func() { _ = c.Serve(listener) }()
	conn, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
	<-entered
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c.Stop(ctx)
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Error("the connection is not cut off")
	}
}

func TestLocalAddr(t *testing.T) {
	for addr, want := range map[string]string{
		":8080": "localhost:8080", "0.0.0.0:9090": "localhost:9090", "[::]:9090": "localhost:9090", "127.0.0.1:9090": "127.0.0.1:9090",
		"api.example.com:80": "api.example.com:80", ":http": "localhost:80", ":no-such-name": "localhost:no-such-name", "no port": "no port",
	} {
		if got := app.LocalAddr(addr); got != want {
			t.Errorf("%s is reached at %s, want %s", addr, got, want)
		}
	}
}
