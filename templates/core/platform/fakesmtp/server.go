// Package fakesmtp is a mail server that keeps what it gets, for tests and make dev.
package fakesmtp

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/textproto"
	"strings"
	"sync"
	"time"
)

// Mail is a mail that the server has got.
type Mail struct{ To, From, Subject, Text string }

// Server is a mail server on this machine.
type Server struct {
	URL string // smtp://127.0.0.1:40123

	listener net.Listener
	running  sync.WaitGroup
	mu       sync.Mutex
	mails    []Mail
	count    int // of all mails so far
}

// New starts a server at an address: 127.0.0.1:0.
func New(addr string) (*Server, error) {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", addr)
	if err != nil {
		return nil, err
	}
	s := &Server{URL: "smtp://" + listener.Addr().String(), listener: listener}
	s.running.Go(s.accept)
	return s, nil
}

// Close stops the server.
func (s *Server) Close() {
	_ = s.listener.Close() // nothing can be done about it
	s.running.Wait()
}

// Count returns how many mails the server has got.
func (s *Server) Count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count
}

// Take waits for a mail to an address, and returns and forgets it: the first one that it has not returned yet. "" is any address.
func (s *Server) Take(ctx context.Context, to string) (Mail, error) {
	for {
		if m, ok := s.take(to); ok {
			return m, nil
		}
		select {
		case <-time.After(5 * time.Millisecond):
		case <-ctx.Done():
			return Mail{}, fmt.Errorf("no mail to %q: %w", to, ctx.Err())
		}
	}
}

func (s *Server) take(to string) (Mail, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, m := range s.mails {
		if to == "" || m.To == to {
			s.mails = append(s.mails[:i:i], s.mails[i+1:]...)
			return m, true
		}
	}
	return Mail{}, false
}

func (s *Server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return // closed
		}
		s.running.Go(func() {
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(10 * time.Second)) // it is on this machine
			s.talk(conn)
		})
	}
}

// talk takes the mails of a client.
func (s *Server) talk(conn net.Conn) {
	lines := textproto.NewReader(bufio.NewReader(conn))
	say := func(text string) { _, _ = io.WriteString(conn, text+"\r\n") } // a client that is gone is noticed by the next read
	say("220 fakesmtp")
	var to string
	for {
		line, err := lines.ReadLine()
		if err != nil {
			return
		}
		switch command, argument, _ := strings.Cut(line, " "); strings.ToUpper(command) {
		case "RCPT":
			_, path, _ := strings.Cut(argument, ":")
			to = strings.Trim(path, "<> ")
			say("250 ok")
		case "DATA":
			say("354 go on")
			text, err := lines.ReadDotBytes()
			if err != nil {
				return
			}
			if err := s.keep(to, string(text)); err != nil {
				say("554 " + err.Error())
				continue
			}
			say("250 ok")
		case "QUIT":
			say("221 bye")
			return
		case "AUTH":
			say("235 ok")
		default:
			say("250 ok")
		}
	}
}

func (s *Server) keep(to, text string) error {
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return err
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails = append(s.mails, Mail{to, m.Header.Get("From"), subject, string(body)})
	s.count++
	return nil
}
