package mail

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"net/smtp"
	"net/url"
	"strings"
	"time"
)

// sendTime is how long a mail may take.
const sendTime = 10 * time.Second

// smtpSender sends each mail over a connection of its own.
type smtpSender struct {
	addr, host string
	implicit   bool          // TLS from the first byte; otherwise by STARTTLS
	user       *url.Userinfo // nil: nobody signs in
	from       netmail.Address
	roots      *x509.CertPool // nil: those of the system
}

// Send implements Sender.
func (s *smtpSender) Send(ctx context.Context, m Message) error {
	to, err := netmail.ParseAddress(m.To)
	if err != nil || to.Address != m.To {
		return errors.New("the receiver is no mail address")
	}
	text, err := s.compose(m, time.Now())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	conn, err := s.dial(ctx)
	if err != nil {
		return err
	}
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })() // the server may never answer
	client, err := smtp.NewClient(conn, s.host)
	if err != nil {
		_ = conn.Close()
		return fmt.Errorf("greet the mail server: %w", err)
	}
	defer client.Close()
	if err := s.secure(client); err != nil {
		return err
	}
	return s.deliver(client, m.To, text)
}

func (s *smtpSender) dial(ctx context.Context) (net.Conn, error) {
	if s.implicit {
		return (&tls.Dialer{Config: s.tls()}).DialContext(ctx, "tcp", s.addr)
	}
	return new(net.Dialer).DialContext(ctx, "tcp", s.addr)
}

func (s *smtpSender) tls() *tls.Config {
	return &tls.Config{ServerName: s.host, RootCAs: s.roots, MinVersion: tls.VersionTLS12}
}

// secure encrypts the connection, then signs in. Only a server on this machine may do without encryption: mails have links that let in.
func (s *smtpSender) secure(client *smtp.Client) error {
	if !s.implicit {
		offered, _ := client.Extension("STARTTLS")
		switch {
		case offered:
			if err := client.StartTLS(s.tls()); err != nil {
				return fmt.Errorf("encrypt the connection to the mail server: %w", err)
			}
		case !loopback(s.host):
			return errors.New("the mail server does not offer STARTTLS")
		}
	}
	if s.user == nil {
		return nil
	}
	secret, _ := s.user.Password()
	if err := client.Auth(smtp.PlainAuth("", s.user.Username(), secret, s.host)); err != nil {
		return fmt.Errorf("sign in to the mail server: %w", err)
	}
	return nil
}

func loopback(host string) bool {
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}

func (s *smtpSender) deliver(client *smtp.Client, to string, text []byte) error {
	if err := client.Mail(s.from.Address); err != nil {
		return fmt.Errorf("name the sender to the mail server: %w", err)
	}
	if err := client.Rcpt(to); err != nil {
		return fmt.Errorf("name the receiver to the mail server: %w", err)
	}
	body, err := client.Data()
	if err != nil {
		return fmt.Errorf("begin a mail: %w", err)
	}
	if _, err := body.Write(text); err != nil {
		return fmt.Errorf("write a mail: %w", err)
	}
	if err := body.Close(); err != nil {
		return fmt.Errorf("end a mail: %w", err)
	}
	_ = client.Quit() // the server has the mail
	return nil
}

// compose returns a mail with its header. No text can begin another line of the header: addresses are parsed, and whatever is not
// printable in a subject is encoded.
func (s *smtpSender) compose(m Message, now time.Time) ([]byte, error) {
	_, domain, _ := strings.Cut(s.from.Address, "@")
	var text bytes.Buffer
	for _, line := range [][2]string{
		{"From", s.from.String()},
		{"To", (&netmail.Address{Address: m.To}).String()},
		{"Subject", mime.QEncoding.Encode("utf-8", m.Subject)},
		{"Date", now.Format(time.RFC1123Z)},
		{"Message-ID", "<" + rand.Text() + "@" + domain + ">"},
		{"Auto-Submitted", "auto-generated"},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "quoted-printable"},
	} {
		text.WriteString(line[0] + ": " + line[1] + "\r\n")
	}
	text.WriteString("\r\n")
	w := quotedprintable.NewWriter(&text)
	if _, err := w.Write([]byte(m.Text)); err != nil {
		return nil, fmt.Errorf("encode a mail: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("encode a mail: %w", err)
	}
	return text.Bytes(), nil
}
