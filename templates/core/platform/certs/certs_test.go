package certs_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"os"
	"path/filepath"
	"testing"

	"github.com/svcgen/svcgen/templates/core/platform/certs"
)

// TestWrite holds that the certificate is valid for the hosts by its authority, and that no program takes it for one that has signed itself:
// OpenSSL compares the names of the two.
func TestWrite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := certs.Write(dir, "catalog"); err != nil {
		t.Fatal(err)
	}
	pair, err := tls.LoadX509KeyPair(filepath.Join(dir, "tls.crt"), filepath.Join(dir, "tls.key"))
	if err != nil {
		t.Fatal(err)
	}
	authority, err := os.ReadFile(filepath.Join(dir, "ca.crt"))
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	for _, host := range []string{"catalog", "localhost", "127.0.0.1"} {
		if _, err := pair.Leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: host}); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
	if bytes.Equal(pair.Leaf.RawSubject, pair.Leaf.RawIssuer) {
		t.Errorf("the certificate and its authority are both %s", pair.Leaf.Subject)
	}
	if info, err := os.Stat(filepath.Join(dir, "tls.key")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key: %v, %v", info.Mode(), err)
	}
}
