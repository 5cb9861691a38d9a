package auth

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
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
	Users []string `env:"AUTH_USERS"` // services that may say which user calls, as the gateway may; empty: none
}

// Program is a program that says who calls.
type Program struct {
	Name     string   // Gateway, or a service, which says so of itself alone
	Prefix   string   // of its variables: ORDERS_
	Trusting []string // prefixes of the variables of the services that it calls
}

// WriteKeys makes a key for each program and writes the settings that they are for, one a line.
func WriteKeys(w io.Writer, programs ...Program) error {
	var settings strings.Builder
	trust := map[string][]string{}
	for _, p := range programs {
		private, public, err := newKey()
		if err != nil {
			return err
		}
		fmt.Fprintf(&settings, "%sAUTH_KEY=%s\n", p.Prefix, private)
		for _, prefix := range p.Trusting {
			trust[prefix] = append(trust[prefix], p.Name+"="+public)
		}
	}
	for _, prefix := range slices.Sorted(maps.Keys(trust)) {
		fmt.Fprintf(&settings, "%sAUTH_TRUST=%s\n", prefix, strings.Join(trust[prefix], ","))
	}
	_, err := io.WriteString(w, settings.String())
	return err
}

// Within prepares the settings of programs that run in one process: it makes a key for the program of that name, unless it has one, and
// has the services that it calls trust it. workspace is the audience of what is signed.
func Within(workspace, name string, key *SignerConfig, trusting ...*TrustConfig) error {
	if key.Key == "" {
		private, _, err := newKey()
		if err != nil {
			return err
		}
		key.Key = private
	}
	private, err := parsePrivate(workspace, name, key.Key)
	if err != nil {
		return err
	}
	own := name + "=" + public(private)
	for _, s := range trusting {
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
		case name != "" && text == development:
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
