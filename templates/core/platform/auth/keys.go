package auth

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Gateway is the name of the one program that may say which user calls.
const Gateway = "gateway"

// development stands for a key that everybody can compute, which tests and development need no setting for.
const development = "dev"

// SignerConfig is the key of a program that says who calls. Print does not show it.
type SignerConfig struct {
	Key string `env:"AUTH_KEY" redact:"true"` // 32 bytes in base64url; dev: known to everybody
}

// TrustConfig is whose word a service takes for who calls.
type TrustConfig struct {
	Trust []string `env:"AUTH_TRUST"` // gateway=<public key>, separated by commas; two of one name while a key is replaced
}

// WriteKeys makes a key and writes the two settings that it is for, one a line. prefixes are those of the variables of the services.
func WriteKeys(w io.Writer, prefixes ...string) error {
	private, public, err := newKey()
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "GATEWAY_AUTH_KEY=%s\n", private); err != nil {
		return err
	}
	for _, prefix := range prefixes {
		if _, err := fmt.Fprintf(w, "%sAUTH_TRUST=%s=%s\n", prefix, Gateway, public); err != nil {
			return err
		}
	}
	return nil
}

// Within prepares the settings of a process that has the gateway and services: it makes a key for the gateway, unless it has one, and
// has the services trust it. workspace is the audience of what is signed.
func Within(workspace string, gateway *SignerConfig, services ...*TrustConfig) error {
	if gateway.Key == "" {
		private, _, err := newKey()
		if err != nil {
			return err
		}
		gateway.Key = private
	}
	private, err := parsePrivate(workspace, Gateway, gateway.Key)
	if err != nil {
		return err
	}
	own := Gateway + "=" + public(private)
	for _, s := range services {
		s.Trust = append(slices.Clip(s.Trust), own)
	}
	return nil
}

// newKey returns the texts of a new key.
func newKey() (privateText, publicText string, err error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return "", "", err
	}
	return encoding.EncodeToString(key.Seed()), public(key), nil
}

func public(key ed25519.PrivateKey) string {
	return encoding.EncodeToString(key[ed25519.SeedSize:])
}

func parsePrivate(workspace, name, text string) (ed25519.PrivateKey, error) {
	if text == development {
		return developmentKey(workspace, name), nil
	}
	seed, err := encoding.DecodeString(text)
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, errors.New("AUTH_KEY must be 32 bytes in base64url: `make keys` prints new ones")
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// parseTrust returns the keys of name=key, by name.
func parseTrust(workspace string, trust []string) (map[string][]ed25519.PublicKey, error) {
	keys := map[string][]ed25519.PublicKey{}
	for _, member := range trust {
		name, text, _ := strings.Cut(strings.TrimSpace(member), "=")
		key, err := encoding.DecodeString(text)
		switch {
		case text == development:
			key = developmentKey(workspace, name)[ed25519.SeedSize:]
		case name == "" || err != nil || len(key) != ed25519.PublicKeySize:
			return nil, fmt.Errorf("AUTH_TRUST has %q, which is not NAME=KEY with 32 bytes in base64url: `make keys` prints new ones", member)
		}
		keys[name] = append(keys[name], key)
	}
	return keys, nil
}

// developmentKey returns the key that anybody can compute.
func developmentKey(workspace, name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte("development key of " + name + " in " + workspace))
	return ed25519.NewKeyFromSeed(seed[:])
}
