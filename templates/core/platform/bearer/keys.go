package bearer

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"fmt"
	"sync"
	"time"

	jose "github.com/go-jose/go-jose/v4"
)

const (
	retryAfter   = 30 * time.Second // between two requests to the issuer, whatever tokens come
	refreshAfter = 15 * time.Minute // withdrawn keys are not found any more then
	keepFor      = time.Hour        // keys, if the issuer does not answer
)

// keySet is the keys of an issuer. Tokens of strangers cannot make it ask the issuer often, and it forgets keys that the issuer withdraws.
type keySet struct {
	fetch func(context.Context) ([]jose.JSONWebKey, error)
	now   func() time.Time

	mu      sync.Mutex
	keys    []jose.JSONWebKey
	fetched time.Time     // when keys came
	tried   time.Time     // when the issuer was asked last
	busy    chan struct{} // closed when the request under way ends; nil if none is
	err     error         // of the last request
}

func newKeySet(issuer string) *keySet {
	return &keySet{fetch: newIssuer(issuer).keys, now: time.Now}
}

// find returns the keys that may have signed a token. id is "" if the token does not say which one has. It returns an error if no keys
// are known, because the issuer cannot be reached.
func (s *keySet) find(ctx context.Context, id, algorithm string) ([]jose.JSONWebKey, error) {
	for {
		found, wait, err := s.look(id, algorithm)
		if len(found) > 0 || wait == nil {
			return found, err
		}
		select {
		case <-wait:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// look returns the matching keys. If there are none, and a request to the issuer is under way, it returns what to wait for.
func (s *keySet) look(id, algorithm string) (found []jose.JSONWebKey, wait <-chan struct{}, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	known := now.Sub(s.fetched) < keepFor
	if known {
		for _, key := range s.keys {
			if fits(key, id, algorithm) {
				found = append(found, key)
			}
		}
	}
	if s.busy == nil && now.Sub(s.tried) >= retryAfter && (len(found) == 0 || now.Sub(s.fetched) >= refreshAfter) {
		s.tried, s.busy = now, make(chan struct{})
		go s.refresh()
	}
	if len(found) == 0 && s.busy == nil && !known {
		return nil, nil, fmt.Errorf("the keys of the issuer are not known: %w", s.err)
	}
	return found, s.busy, nil
}

// refresh asks the issuer. It has a context of its own, so that a client who hangs up takes the answer from nobody else.
func (s *keySet) refresh() {
	ctx, cancel := context.WithTimeout(context.Background(), issuerTimeout)
	defer cancel()
	keys, err := s.fetch(ctx)

	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err = err; err == nil {
		s.keys, s.fetched = keys, s.now()
	}
	close(s.busy)
	s.busy = nil
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
