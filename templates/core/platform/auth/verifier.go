package auth

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Verifier finds out who calls.
type Verifier struct {
	workspace string
	trust     map[string][]ed25519.PublicKey // by name
	users     []string                       // who says which user calls
	now       func() time.Time
	known     *Cache[string, known] // by token
}

// known is what a token has said.
type known struct {
	caller *Caller
	method string // that may be called with it; "" for every method
}

// NewVerifier returns the verifier of a service. It believes tokens for this workspace from those whom cfg trusts.
func NewVerifier(workspace string, cfg TrustConfig, log *slog.Logger) (*Verifier, error) {
	trust, err := parseTrust(workspace, cfg.Trust)
	if err != nil {
		return nil, err
	}
	if len(trust) == 0 {
		return nil, errors.New("AUTH_TRUST is not set: `make keys` prints what it must be")
	}
	for _, name := range cfg.Users {
		if trust[name] == nil {
			return nil, fmt.Errorf("AUTH_USERS has %q, whose key AUTH_TRUST does not have", name)
		}
	}
	for name, keys := range trust {
		for _, key := range keys {
			if key.Equal(developmentKey(workspace, name).Public()) {
				log.Warn("AUTH_TRUST has a key of development, which is public", slog.String("name", name))
			}
		}
	}
	return &Verifier{workspace, trust, append([]string{Gateway}, cfg.Users...), time.Now, NewCache[string, known](cacheSize)}, nil
}

// Verify returns the caller of a method of whom tokens speak: one says who calls; if that is a user, a second one may say which service
// passes the call on. A call of nobody may have that one alone. The caller is shared: do not change it.
func (v *Verifier) Verify(method string, tokens ...string) (*Caller, error) {
	if len(tokens) < 1 || len(tokens) > 2 {
		return nil, errors.New("it has no value, or more than two")
	}
	c, err := v.verify(method, tokens[0])
	if err != nil || len(tokens) == 1 {
		return c, err
	}
	last, err := v.verify(method, tokens[1])
	if err != nil {
		return nil, err
	}
	if !c.SignedIn() || last.Via == "" {
		return nil, errors.New("its two values are not a user and a service that passes the call on")
	}
	passed := *c
	passed.Via = last.Via
	return &passed, nil
}

func (v *Verifier) verify(method, token string) (*Caller, error) {
	now := v.now()
	if k, ok := v.known.Get(token, now); ok {
		return k.caller, k.allows(method)
	}
	message, signature, footer, err := splitToken(token)
	if err != nil {
		return nil, err
	}
	signer := string(footer)
	if err := v.signed(signer, message, signature, footer); err != nil {
		return nil, err
	}
	var who statement
	if err := json.Unmarshal(message, &who); err != nil {
		return nil, fmt.Errorf("%s signed nonsense: %w", signer, err)
	}
	isUser := who.User != uuid.Nil
	switch {
	case who.Audience != v.workspace:
		return nil, errors.New("it is for another workspace")
	case !now.Before(who.Expire):
		return nil, errors.New("it has expired")
	case isUser == (who.Service+who.Via != "") || who.Service != "" && who.Via != "":
		return nil, errors.New("it does not speak of one user or one service")
	case isUser && !slices.Contains(v.users, signer):
		return nil, fmt.Errorf("%s may not say which user calls: AUTH_USERS does not name it", signer)
	case !isUser && signer != who.Service+who.Via:
		return nil, fmt.Errorf("%s may not speak for service %s", signer, who.Service+who.Via)
	}
	k := known{&Caller{User: who.User, Session: who.Session, Roles: who.Roles, Service: who.Service, Via: who.Via}, who.Method}
	if isUser && signer == Gateway {
		k.method = ""
		k.caller.token = new(token) // a copy: the parameter would be on the heap each time
	} else if who.Method == "" {
		return nil, errors.New("it names no method")
	}
	v.known.Put(token, k, who.Expire)
	return k.caller, k.allows(method)
}

// allows returns an error if a method may not be called with the token.
func (k known) allows(method string) error {
	if k.method != "" && k.method != method {
		return fmt.Errorf("it is for %s", k.method)
	}
	return nil
}

// signed returns an error if none of the keys that signer is trusted with has signed the parts of a token.
func (v *Verifier) signed(signer string, message, signature, footer []byte) error {
	keys, ok := v.trust[signer]
	if !ok {
		return fmt.Errorf("AUTH_TRUST has no key of %.40q: a service has one here if its spec says that it calls this one", signer)
	}
	for _, key := range keys {
		if verifyToken(key, message, signature, footer, nil) == nil {
			return nil
		}
	}
	return errSignature
}
