package oidc

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	jose "github.com/go-jose/go-jose/v4"

	"github.com/svcgen/svcgen/templates/core/platform/config"
)

const maxKeys = 100

// KeySet is the keys of an issuer. Tokens of strangers cannot make it ask the issuer often, and it forgets keys that the issuer withdraws.
type KeySet struct {
	known remembered[[]jose.JSONWebKey]
}

// NewKeySet returns the keys of an issuer. It asks for them when the first token comes.
func NewKeySet(issuer string) *KeySet {
	client := NewClient()
	return &KeySet{remembered[[]jose.JSONWebKey]{now: time.Now, fetch: func(ctx context.Context) ([]jose.JSONWebKey, error) {
		return fetchKeys(ctx, client, issuer)
	}}}
}

// FindKeys returns the keys that may have signed a token. id is "" if the token does not say which one has. It returns an error if no keys
// are known, because the issuer cannot be reached.
func (s *KeySet) FindKeys(ctx context.Context, id, algorithm string) ([]jose.JSONWebKey, error) {
	fit := func(key jose.JSONWebKey) bool { return fits(key, id, algorithm) }
	keys, err := s.known.get(ctx, func(keys []jose.JSONWebKey) bool { return slices.ContainsFunc(keys, fit) })
	if err != nil {
		return nil, err
	}
	var found []jose.JSONWebKey
	for _, key := range keys {
		if fit(key) {
			found = append(found, key)
		}
	}
	return found, nil
}

// fetchKeys returns the keys with which an issuer signs now.
func fetchKeys(ctx context.Context, client *http.Client, issuer string) ([]jose.JSONWebKey, error) {
	var metadata struct {
		Keys string `json:"jwks_uri"`
	}
	if err := discover(ctx, client, issuer, &metadata); err != nil {
		return nil, err
	}
	if err := config.SafeURL(metadata.Keys); err != nil {
		return nil, fmt.Errorf("jwks_uri %w", err)
	}
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := get(ctx, client, metadata.Keys, &set); err != nil {
		return nil, err
	}
	var keys []jose.JSONWebKey
	for _, text := range set.Keys[:min(len(set.Keys), maxKeys)] {
		var key jose.JSONWebKey
		if key.UnmarshalJSON(text) == nil && key.IsPublic() && key.Valid() && (key.Use == "" || key.Use == "sig") { // others are of kinds that we do not take
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return nil, errors.New("the issuer has no keys")
	}
	return keys, nil
}

// fits reports whether a key may have signed a token with this key id and algorithm.
func fits(key jose.JSONWebKey, id, algorithm string) bool {
	if id != "" && key.KeyID != id || key.Algorithm != "" && key.Algorithm != algorithm {
		return false
	}
	switch public := key.Key.(type) {
	case *rsa.PublicKey:
		return algorithm == string(jose.RS256) && public.N.BitLen() >= 2048
	case *ecdsa.PublicKey:
		return algorithm == string(jose.ES256) && public.Curve == elliptic.P256()
	case ed25519.PublicKey:
		return algorithm == string(jose.EdDSA)
	default:
		return false
	}
}
