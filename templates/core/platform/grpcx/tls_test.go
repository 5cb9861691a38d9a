package grpcx_test

import (
	"bytes"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/certs"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
)

// newCerts makes certificates.
func newCerts(t *testing.T) grpcx.TLS {
	t.Helper()
	dir := t.TempDir()
	if err := certs.Write(dir); err != nil {
		t.Fatal(err)
	}
	return grpcx.TLS{Dir: dir}
}

// proved starts a server with certificates. call calls it on a new connection.
func proved(t *testing.T, files grpcx.TLS, log *slog.Logger) (call func(grpcx.Dialer) error) {
	t.Helper()
	server := grpcx.NewServer(grpcx.ServerConfig{TLS: files}, log)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	return func(d grpcx.Dialer) error {
		t.Helper()
		conn, err := d.Dial(listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		_, err = grpc_health_v1.NewHealthClient(conn).Check(t.Context(), &grpc_health_v1.HealthCheckRequest{})
		return err
	}
}

// TestTLS proves that only programs of one authority speak to each other.
func TestTLS(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	files := newCerts(t)
	call := proved(t, files, log)
	if err := call(files.Dialer(log)); err != nil {
		t.Error(err)
	}
	stranger := newCerts(t) // believes the server, but is not believed
	copyFile(t, files, stranger, "ca.crt")
	anonymous, err := credentials.NewClientTLSFromFile(filepath.Join(files.Dir, "ca.crt"), "")
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]grpcx.Dialer{
		"no TLS":            {},
		"another authority": newCerts(t).Dialer(log),
		"other certificate": stranger.Dialer(log),
		"no certificate":    {grpc.WithTransportCredentials(anonymous)},
		"another host":      files.Dialer(log, grpc.WithAuthority("another.example.com")),
	} {
		if err := call(d); status.Code(err) != codes.Unavailable {
			t.Errorf("%s: %v", name, err)
		}
	}
	plain := proved(t, grpcx.TLS{}, log)
	if err := plain(files.Dialer(log)); status.Code(err) != codes.Unavailable {
		t.Errorf("a server without TLS: %v", err)
	}
}

// TestRenewedCertificate renews the certificates of a server and its clients while they run. What cannot be read does not count.
func TestRenewedCertificate(t *testing.T) {
	var lines bytes.Buffer
	log := slog.New(slog.NewTextHandler(&lines, nil))
	files := newCerts(t)
	call, client := proved(t, files, slog.New(slog.DiscardHandler)), files.Dialer(log)
	if err := call(client); err != nil {
		t.Fatal(err)
	}
	old := newCerts(t)
	for _, name := range []string{"ca.crt", "tls.crt", "tls.key"} {
		copyFile(t, files, old, name)
	}
	if err := certs.Write(files.Dir); err != nil {
		t.Fatal(err)
	}
	if err := call(client); err != nil {
		t.Errorf("both are renewed: %v", err)
	}
	if err := call(old.Dialer(log)); status.Code(err) != codes.Unavailable {
		t.Errorf("with the certificate of before: %v", err)
	}
	copyFile(t, old, files, "tls.key")
	if err := call(client); err != nil {
		t.Errorf("a key of another certificate: %v", err)
	}
	if !strings.Contains(lines.String(), "TLS_DIR: tls: private key does not match public key") {
		t.Errorf("the log says %s", lines.String())
	}
}

func TestTLSCheck(t *testing.T) {
	good, none, bad := newCerts(t), grpcx.TLS{Dir: t.TempDir()}, newCerts(t)
	if err := os.WriteFile(filepath.Join(bad.Dir, "ca.crt"), []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		files grpcx.TLS
		want  string
	}{
		{grpcx.TLS{}, ""},
		{good, ""},
		{none, "TLS_DIR: open " + filepath.Join(none.Dir, "tls.crt") + ": no such file or directory"},
		{bad, "TLS_DIR: ca.crt has no certificate"},
	} {
		got := ""
		if err := tt.files.Check(); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func copyFile(t *testing.T, from, to grpcx.TLS, name string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(from.Dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to.Dir, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}
