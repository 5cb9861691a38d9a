package app

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync/atomic"
	"time"
)

// How long Stop of an HTTP component waits for its clients, at most.
const (
	settleTime = 100 * time.Millisecond // for clients that were asked to connect anew and came back
	idleGrace  = time.Second            // for a last request on each open connection, whose answer says that it is the last
)

// LocalAddr returns the address at which this machine reaches a server that listens on addr: localhost:8080 for :8080 and 0.0.0.0:8080,
// localhost:80 for :http.
func LocalAddr(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr // the server reports it
	}
	if number, err := net.DefaultResolver.LookupPort(context.Background(), "tcp", port); err == nil {
		port = strconv.Itoa(number)
	}
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// HTTP returns a component that serves HTTP on addr and loses no request when it ends. It wraps the handler of server and its
// ConnState, so it must be called before server is used.
//
// A client sees that an idle connection was closed only when its next request has failed. So the component closes no connection
// that a client may be about to use: from Drain on each answer says Connection: close, upon which the client connects anew, to
// another replica if there is one.
func HTTP(name, addr string, server *http.Server) Component {
	s := &httpServer{Server: server}
	handler, watch := server.Handler, server.ConnState
	server.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.leaving.Load() {
			w.Header().Set("Connection", "close")
		}
		handler.ServeHTTP(w, r)
	})
	server.ConnState = func(conn net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			s.open.Add(1)
		case http.StateClosed, http.StateHijacked:
			s.open.Add(-1)
		case http.StateActive, http.StateIdle:
		}
		if watch != nil {
			watch(conn, state)
		}
	}
	return Component{
		Name:  name,
		Addr:  addr,
		Serve: s.serve,
		Drain: func() { s.leaving.Store(true) },
		Stop:  s.stop,
	}
}

type httpServer struct {
	*http.Server

	listener atomic.Pointer[net.Listener]
	leaving  atomic.Bool  // answers say Connection: close
	stopping atomic.Bool  // the listener is closed on purpose
	open     atomic.Int64 // connections
}

func (s *httpServer) serve(listener net.Listener) error {
	s.listener.Store(&listener)
	err := s.Serve(listener)
	if s.stopping.Load() || errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// stop closes the listener, then the connections. The kernel resets a connection that a client has made and the program has not
// accepted, request and all. So clients that came back while the component drained keep their connections for a moment, and the
// listener closes when all of them have been accepted.
func (s *httpServer) stop(ctx context.Context) {
	s.leaving.Store(false)
	sleep(ctx, settleTime)
	s.accepted(ctx)
	s.stopping.Store(true)
	if listener := s.listener.Load(); listener != nil {
		_ = (*listener).Close()
	}
	s.leaving.Store(true)
	for end := time.Now().Add(idleGrace); s.open.Load() > 0 && time.Now().Before(end) && ctx.Err() == nil; {
		sleep(ctx, 5*time.Millisecond)
	}
	if err := s.Shutdown(ctx); err != nil {
		_ = s.Close() // ctx has ended: cut off what is left
	}
}

// accepted waits until the connections that clients have made so far are accepted: the kernel hands them over in order, so they are
// if an own one is answered.
func (s *httpServer) accepted(ctx context.Context) {
	listener := s.listener.Load()
	if listener == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, idleGrace)
	defer cancel()
	addr := (*listener).Addr()
	conn, err := new(net.Dialer).DialContext(ctx, addr.Network(), addr.String())
	if err != nil {
		return // nobody can connect
	}
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	defer conn.Close()
	_, _ = io.WriteString(conn, "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
	_, _ = conn.Read(make([]byte, 1)) // what is answered does not matter
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
