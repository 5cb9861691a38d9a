package grpcx

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
)

// TLS is how programs prove to each other who they are. Without a directory their connections are neither proved nor encrypted.
type TLS struct {
	Dir string `env:"TLS_DIR"` // of tls.crt, tls.key and ca.crt, the authority of all programs; they may change at any time
}

// Check says what is wrong with the files, for package config.
func (t TLS) Check() error {
	if t.Dir == "" {
		return nil
	}
	if _, err := t.read(); err != nil {
		return fmt.Errorf("TLS_DIR: %w", err)
	}
	return nil
}

// Dialer returns a dialer with these options. Who answers must have a certificate for the host of the target.
func (t TLS) Dialer(log *slog.Logger, options ...grpc.DialOption) Dialer {
	if t.Dir != "" {
		options = append(options, grpc.WithTransportCredentials(t.credentials(log)))
	}
	return options
}

// server returns what makes a server refuse clients without a certificate.
func (t TLS) server(log *slog.Logger) []grpc.ServerOption {
	if t.Dir == "" {
		return nil
	}
	return []grpc.ServerOption{grpc.Creds(t.credentials(log))}
}

func (t TLS) credentials(log *slog.Logger) credentials.TransportCredentials {
	return &renewed{TransportCredentials: credentials.NewTLS(&tls.Config{MinVersion: tls.VersionTLS13}), files: t, log: log}
}

// read returns the certificate of this program, and whom it believes.
func (t TLS) read() (*tls.Config, error) {
	own, err := tls.LoadX509KeyPair(filepath.Join(t.Dir, "tls.crt"), filepath.Join(t.Dir, "tls.key"))
	if err != nil {
		return nil, err
	}
	authority, err := os.ReadFile(filepath.Join(t.Dir, "ca.crt"))
	if err != nil {
		return nil, err
	}
	believed := x509.NewCertPool()
	if !believed.AppendCertsFromPEM(authority) {
		return nil, errors.New("ca.crt has no certificate")
	}
	return &tls.Config{
		Certificates: []tls.Certificate{own},
		RootCAs:      believed,
		ClientCAs:    believed,
		ClientAuth:   tls.RequireAndVerifyClientCert,
		MinVersion:   tls.VersionTLS13,
	}, nil
}

// renewed reads the files for each connection: there are few, because they are kept.
type renewed struct {
	credentials.TransportCredentials

	files TLS
	log   *slog.Logger
	last  atomic.Pointer[tls.Config] // that could be read
}

func (r *renewed) current() (credentials.TransportCredentials, error) {
	cfg, err := r.files.read()
	if err != nil { // half of the files may be new
		r.log.Warn("the certificates of before are used", slog.String("error", "TLS_DIR: "+err.Error()))
		if cfg = r.last.Load(); cfg == nil {
			return nil, err
		}
	}
	r.last.Store(cfg)
	return credentials.NewTLS(cfg), nil
}

// ClientHandshake implements credentials.TransportCredentials.
func (r *renewed) ClientHandshake(ctx context.Context, authority string, conn net.Conn) (net.Conn, credentials.AuthInfo, error) {
	current, err := r.current()
	if err != nil {
		return nil, nil, err
	}
	return current.ClientHandshake(ctx, authority, conn)
}

// ServerHandshake implements credentials.TransportCredentials.
func (r *renewed) ServerHandshake(conn net.Conn) (net.Conn, credentials.AuthInfo, error) {
	current, err := r.current()
	if err != nil {
		return nil, nil, err
	}
	return current.ServerHandshake(conn)
}

// Clone implements credentials.TransportCredentials.
func (r *renewed) Clone() credentials.TransportCredentials { return r.files.credentials(r.log) }
