// Package certs makes certificates for development and tests.
package certs

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// life is how long certificates are valid.
const life = 365 * 24 * time.Hour

// Write writes a certificate for this machine and hosts, as tls.crt and tls.key, and as ca.crt that of the authority that has signed it.
// Nobody has the key of the authority afterwards. A .gitignore keeps the files out of git.
func Write(dir string, hosts ...string) error {
	now := time.Now()
	authority := &x509.Certificate{
		Subject: pkix.Name{CommonName: "development authority"}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(life),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	own := &x509.Certificate{
		Subject: pkix.Name{CommonName: "development"}, NotBefore: authority.NotBefore, NotAfter: authority.NotAfter,
		DNSNames: slices.Concat(hosts, []string{"localhost"}), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	authorityKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	keyText, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	signedAuthority, err := x509.CreateCertificate(rand.Reader, authority, authority, authorityKey.Public(), authorityKey)
	if err != nil {
		return err
	}
	signed, err := x509.CreateCertificate(rand.Reader, own, authority, key.Public(), authorityKey)
	if err != nil {
		return err
	}
	write := func(name, kind string, data []byte) error {
		return os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: data}), 0o600)
	}
	return errors.Join(
		os.MkdirAll(dir, 0o755), // #nosec G301 -- containers read it under another user
		os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("*\n"), 0o600),
		write("ca.crt", "CERTIFICATE", signedAuthority),
		write("tls.crt", "CERTIFICATE", signed),
		write("tls.key", "PRIVATE KEY", keyText),
	)
}
