package mail

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	netmail "net/mail"
	"net/url"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/fakesmtp"
)

func newServer(t *testing.T) (server *fakesmtp.Server, addr string) {
	t.Helper()
	server, err := fakesmtp.New("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server, strings.TrimPrefix(server.URL, "smtp://")
}

// TestNoPlainText holds that no link goes through a network that everybody can read, and no password of the mail server.
func TestNoPlainText(t *testing.T) {
	t.Parallel()
	server, addr := newServer(t)
	for name, s := range map[string]*smtpSender{
		"no STARTTLS":   {addr: addr, host: "mail.example.com", user: url.UserPassword("forum", "s3cret")},
		"a name like":   {addr: addr, host: "localhost.example.com"},
		"TLS, answered": {addr: addr, host: "mail.example.com", implicit: true},
	} {
		s.from = netmail.Address{Address: "forum@example.com"}
		if err := s.Send(t.Context(), Message{To: "alice@example.com", Text: "the link"}); err == nil || server.Count() != 0 {
			t.Errorf("%s: the mail is sent, %v", name, err)
		}
	}
}

// TestTLS sends over TLS to a server with a certificate of a known authority, and to others.
func TestTLS(t *testing.T) {
	t.Parallel()
	server, addr := newServer(t)
	certified := httptest.NewTLSServer(http.NotFoundHandler()) // has a certificate for example.com
	t.Cleanup(certified.Close)
	transport, ok := certified.Client().Transport.(*http.Transport)
	if !ok {
		t.Fatal("no transport")
	}
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: certified.TLS.Certificates, MinVersion: tls.VersionTLS12})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go forward(listener, addr)
	s := &smtpSender{
		addr: listener.Addr().String(), host: "example.com", implicit: true, user: url.UserPassword("forum", "s3cret"),
		from: netmail.Address{Address: "forum@example.com"}, roots: transport.TLSClientConfig.RootCAs,
	}
	if err := s.Send(t.Context(), Message{To: "alice@example.com", Text: "the link"}); err != nil || server.Count() != 1 {
		t.Errorf("%d mails, %v", server.Count(), err)
	}
	stranger := *s
	stranger.roots = nil
	if err := stranger.Send(t.Context(), Message{To: "alice@example.com", Text: "the link"}); err == nil || server.Count() != 1 {
		t.Errorf("an unknown authority: %d mails, %v", server.Count(), err)
	}
	other := *s
	other.host = "mail.example.org"
	if err := other.Send(t.Context(), Message{To: "alice@example.com", Text: "the link"}); err == nil || server.Count() != 1 {
		t.Errorf("another name: %d mails, %v", server.Count(), err)
	}
}

// forward connects each client with a server.
func forward(listener net.Listener, addr string) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return // closed
		}
		go func() {
			defer client.Close()
			server, err := net.Dial("tcp", addr)
			if err != nil {
				return
			}
			defer server.Close()
			go func() { _, _ = io.Copy(server, client) }() // ends with the connection
			_, _ = io.Copy(client, server)
		}()
	}
}
