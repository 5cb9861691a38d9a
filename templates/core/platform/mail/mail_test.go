package mail_test

import (
	"bytes"
	"context"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/fakesmtp"
	"github.com/svcgen/svcgen/templates/core/platform/mail"
)

func send(t *testing.T, m mail.Message) (*fakesmtp.Server, error) {
	t.Helper()
	server, err := fakesmtp.New("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	sender, err := mail.New(mail.Config{URL: server.URL, From: "Forum <forum@example.com>"}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return server, sender.Send(t.Context(), m)
}

func TestSend(t *testing.T) {
	t.Parallel()
	text := "Grüße,\n\n.a line that begins with a dot\nhttps://example.com/#token=" + strings.Repeat("x", 200) + "=\n"
	server, err := send(t, mail.Message{To: "alice@example.com", Subject: "Grüße", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	m, err := server.Take(t.Context(), "alice@example.com")
	if err != nil {
		t.Fatal(err)
	}
	if m.Text != text || m.Subject != "Grüße" || m.From != `"Forum" <forum@example.com>` {
		t.Errorf("%+v", m)
	}
}

// TestInjection tries to write a line of the header, or another receiver.
func TestInjection(t *testing.T) {
	t.Parallel()
	server, err := send(t, mail.Message{To: "alice@example.com", Subject: "hello\r\nBcc: bob@example.com\r\n\r\nbody", Text: "text\r\n.\r\nRCPT TO:<bob@example.com>\r\n"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := server.Take(t.Context(), "alice@example.com")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(m.Text, "text\n.\nRCPT") || !strings.Contains(m.Subject, "Bcc") || server.Count() != 1 {
		t.Errorf("%d mails, %+v", server.Count(), m)
	}
	for _, to := range []string{
		"alice@example.com\r\nRCPT TO:<bob@example.com>", "Alice <alice@example.com>", "alice@example.com, bob@example.com", "alice@example.com>\r\nDATA", "alice", "",
	} {
		if server, err := send(t, mail.Message{To: to, Subject: "hello", Text: "text"}); err == nil || server.Count() != 0 {
			t.Errorf("%q gets a mail", to)
		}
	}
}

func TestConfig(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"":                              "",
		"log:":                          "",
		"smtp://localhost":              "",
		"smtps://user:pa%2Fss@host:465": "",
		"smtp:host":                     "SMTP_URL must be",
		"http://host":                   "SMTP_URL must be",
		"smtp://host/path":              "SMTP_URL must be",
		"smtp://user:s3cret@":           "SMTP_URL must be",
		"smtp://user:s3cret%zz@host":    "SMTP_URL must be",
	} {
		err := mail.Config{URL: url, From: "forum@example.com"}.Check()
		if (err == nil) != (want == "") || err != nil && (!strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "s3cret")) {
			t.Errorf("%s: %v", url, err)
		}
	}
	for _, from := range []string{"", "forum", "a@example.com\r\nBcc: b@example.com"} {
		if err := (mail.Config{URL: "smtp://host", From: from}).Check(); err == nil || !strings.HasPrefix(err.Error(), "MAIL_FROM must be") {
			t.Errorf("from %q: %v", from, err)
		}
	}
	if _, err := mail.New(mail.Config{}, slog.New(slog.DiscardHandler)); err == nil || !strings.HasPrefix(err.Error(), "SMTP_URL is not set") {
		t.Errorf("no URL: %v", err)
	}
}

func TestLog(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	sender, err := mail.New(mail.Config{URL: "log:"}, slog.New(slog.NewTextHandler(&out, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), mail.Message{To: "alice@example.com", Text: "the link"}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "the link") || !strings.Contains(out.String(), "level=WARN") {
		t.Errorf("the log is %s", out.String())
	}
}

// TestSilentServer sends to a server that takes the connection and says nothing.
func TestSilentServer(t *testing.T) {
	t.Parallel()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	sender, err := mail.New(mail.Config{URL: "smtp://" + listener.Addr().String(), From: "forum@example.com"}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	if err := sender.Send(ctx, mail.Message{To: "alice@example.com"}); err == nil || time.Since(start) > 30*time.Second {
		t.Errorf("%v after %s", err, time.Since(start))
	}
}
