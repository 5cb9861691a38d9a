// Package mail sends mails.
package mail

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	netmail "net/mail"
	"net/url"
)

// Message is a mail to one person.
type Message struct {
	To      string // an address, without a name
	Subject string
	Text    string
}

// Sender sends mails. It may be called by many at a time.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// Config says who takes the mails.
type Config struct {
	URL  string `env:"SMTP_URL" redact:"true"` // smtps://user:password@host:465, smtp://user:password@host:587, or log:
	From string `env:"MAIL_FROM"`              // Forum <forum@example.com>
}

// logged is the URL with which mails are written to the log.
const logged = "log:"

// Check reports a URL that is none, and a sender that no mail can have.
func (c Config) Check() error {
	if c.URL == "" || c.URL == logged {
		return nil
	}
	u, err := url.Parse(c.URL)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Path != "" || u.RawQuery != "" {
		return errors.New("SMTP_URL must be log: or a URL such as smtp://user:password@host:587 or smtps://user:password@host:465")
	}
	if _, err := netmail.ParseAddress(c.From); err != nil {
		return errors.New("MAIL_FROM must be a mail address: Forum <forum@example.com>")
	}
	return nil
}

// New returns what sends mails. Its error begins with the name of a variable.
func New(cfg Config, log *slog.Logger) (Sender, error) {
	if cfg.URL == "" {
		return nil, errors.New("SMTP_URL is not set; smtp://user:password@host:587 sends mails, log: writes them to the log, where nobody else may read them")
	}
	if err := cfg.Check(); err != nil {
		return nil, err
	}
	if cfg.URL == logged {
		log.Warn("mails are written to the log, with the links that they have: SMTP_URL is log:")
		return logSender{log}, nil
	}
	u, err := url.Parse(cfg.URL)
	if err != nil {
		return nil, errors.New("SMTP_URL is no URL")
	}
	from, err := netmail.ParseAddress(cfg.From)
	if err != nil {
		return nil, fmt.Errorf("MAIL_FROM: %w", err)
	}
	s := &smtpSender{host: u.Hostname(), implicit: u.Scheme == "smtps", user: u.User, from: *from}
	port := u.Port()
	switch {
	case port != "":
	case s.implicit:
		port = "465"
	default:
		port = "587"
	}
	s.addr = net.JoinHostPort(s.host, port)
	return s, nil
}

// logSender writes mails to the log.
type logSender struct{ log *slog.Logger }

// Send implements Sender.
func (s logSender) Send(ctx context.Context, m Message) error {
	s.log.LogAttrs(ctx, slog.LevelInfo, "a mail", slog.String("to", m.To), slog.String("subject", m.Subject), slog.String("text", m.Text))
	return nil
}
