package oidc

import (
	"context"
	"crypto/ed25519"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	jose "github.com/go-jose/go-jose/v4"
)

// fakeKeys is a key set of an issuer that answers at once.
func fakeKeys(keys *[]jose.JSONWebKey, failure *error) (set *KeySet, requests *atomic.Int64) {
	requests = &atomic.Int64{}
	return &KeySet{remembered[[]jose.JSONWebKey]{now: time.Now, fetch: func(context.Context) ([]jose.JSONWebKey, error) {
		requests.Add(1)
		return *keys, *failure
	}}}, requests
}

func public(t *testing.T, id string) jose.JSONWebKey {
	t.Helper()
	key, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	return jose.JSONWebKey{KeyID: id, Key: key, Use: "sig"}
}

// found reports how many keys with an id the set has.
func found(t *testing.T, s *KeySet, id string) int {
	t.Helper()
	keys, err := s.FindKeys(t.Context(), id, string(jose.EdDSA))
	if err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	synctest.Wait()
	return len(keys)
}

func TestKeysRotate(t *testing.T) {
	first, second := public(t, "1"), public(t, "2")
	synctest.Test(t, func(t *testing.T) {
		keys, failure := []jose.JSONWebKey{first}, error(nil)
		s, requests := fakeKeys(&keys, &failure)
		if found(t, s, "1") != 1 || found(t, s, "") != 1 || requests.Load() != 1 {
			t.Errorf("%d requests", requests.Load())
		}
		for range 100 { // a flood of ids
			if found(t, s, "2") != 0 {
				t.Error("a key that does not exist")
			}
		}
		if requests.Load() != 1 {
			t.Errorf("strangers make it ask the issuer %d times", requests.Load())
		}
		keys = []jose.JSONWebKey{first, second}
		time.Sleep(retryAfter)
		if found(t, s, "2") != 1 {
			t.Error("a new key does not come")
		}
		keys = []jose.JSONWebKey{second}
		time.Sleep(refreshAfter)
		if found(t, s, "1") != 1 { // answers with what it has, and asks meanwhile
			t.Error("a request waits for a refresh")
		}
		if found(t, s, "1") != 0 || found(t, s, "2") != 1 {
			t.Error("a withdrawn key stays")
		}
	})
}

func TestIssuerIsDown(t *testing.T) {
	first := public(t, "1")
	synctest.Test(t, func(t *testing.T) {
		keys, failure := []jose.JSONWebKey{first}, errors.New("down")
		s, requests := fakeKeys(&keys, &failure)
		for range 10 {
			if _, err := s.FindKeys(t.Context(), "1", string(jose.EdDSA)); err == nil || !strings.Contains(err.Error(), "down") {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		if requests.Load() != 1 {
			t.Errorf("an issuer that is down is asked %d times", requests.Load())
		}
		failure = nil
		time.Sleep(retryAfter)
		if found(t, s, "1") != 1 {
			t.Error("it does not come back")
		}
		failure = errors.New("down again")
		start := time.Now()
		for time.Since(start) < keepFor-time.Minute {
			if found(t, s, "1") != 1 {
				t.Fatalf("keys are gone after %s", time.Since(start))
			}
			time.Sleep(time.Minute)
		}
		time.Sleep(time.Minute)
		if _, err := s.FindKeys(t.Context(), "1", string(jose.EdDSA)); err == nil {
			t.Error("keys stay for ever")
		}
		synctest.Wait()
	})
}

func TestManyWaitForOne(t *testing.T) {
	first := public(t, "1")
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		s := &KeySet{remembered[[]jose.JSONWebKey]{now: time.Now, fetch: func(context.Context) ([]jose.JSONWebKey, error) {
			requests++
			time.Sleep(time.Second)
			return []jose.JSONWebKey{first}, nil
		}}}
		hasty, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := s.FindKeys(hasty, "1", string(jose.EdDSA)); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		var wait sync.WaitGroup
		for range 100 {
			wait.Go(func() {
				if keys, err := s.FindKeys(t.Context(), "1", string(jose.EdDSA)); err != nil || len(keys) != 1 {
					t.Errorf("%d keys, %v", len(keys), err)
				}
			})
		}
		wait.Wait()
		if requests != 1 {
			t.Errorf("%d requests", requests)
		}
	})
}
