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

const (
	// lifetime is how long an identity is believed, so that one that somebody has read is of no use soon.
	lifetime = time.Minute
	// reuse is how long an identity is sent again. What is left then is enough for a call, which takes half a minute at most.
	reuse = 30 * time.Second

	cacheSize = 10_000
)

// statement is what a token says.
type statement struct {
	Audience string    `json:"aud"` // the workspace
	User     uuid.UUID `json:"sub,omitzero"`
	Session  string    `json:"sid,omitempty"`
	Roles    []string  `json:"roles,omitempty"`
	Service  string    `json:"svc,omitempty"`
	Expire   time.Time `json:"exp,omitzero"`
}

// Signer says who calls.
type Signer struct {
	workspace, name string
	key             ed25519.PrivateKey
	now             func() time.Time
	tokens          *Cache[signedKey, signedToken]
}

// signedKey is what the token of a caller is found by, beside the roles.
type signedKey struct {
	user             uuid.UUID
	session, service string
}

type signedToken struct {
	roles []string
	token string
}

// NewSigner returns the signer of a program, which others trust under its name.
func NewSigner(workspace, name string, cfg SignerConfig, log *slog.Logger) (*Signer, error) {
	if cfg.Key == "" {
		return nil, errors.New("AUTH_KEY is not set: `make keys` prints one, and what the others need to trust it")
	}
	key, err := parsePrivate(workspace, name, cfg.Key)
	if err != nil {
		return nil, err
	}
	if cfg.Key == development {
		log.Warn("AUTH_KEY is dev, which everybody knows")
	}
	return &Signer{workspace, name, key, time.Now, NewCache[signedKey, signedToken](cacheSize)}, nil
}

// Sign returns a token that says that c calls. It is valid for half a minute at least. Callers who are anonymous have none: "".
func (s *Signer) Sign(c Caller) (string, error) {
	if c.anonymous() {
		return "", nil
	}
	key, now := signedKey{c.User, c.Session, c.Service}, s.now()
	if known, ok := s.tokens.Get(key, now); ok && slices.Equal(known.roles, c.Roles) {
		return known.token, nil
	}
	token, err := s.sign(c, now.Add(lifetime))
	if err == nil {
		s.tokens.Put(key, signedToken{slices.Clone(c.Roles), token}, now.Add(reuse))
	}
	return token, err
}

// SignFor is Sign with another lifetime, for a person who wants to paste a token.
func (s *Signer) SignFor(c Caller, lifetime time.Duration) (string, error) {
	return s.sign(c, s.now().Add(lifetime))
}

func (s *Signer) sign(c Caller, expire time.Time) (string, error) {
	message, err := json.Marshal(statement{
		Audience: s.workspace,
		User:     c.User,
		Session:  c.Session,
		Roles:    c.Roles,
		Service:  c.Service,
		Expire:   expire.UTC().Truncate(time.Second),
	})
	if err != nil {
		return "", err
	}
	token := signToken(s.key, message, []byte(s.name), nil)
	if len(token) > maxToken {
		return "", fmt.Errorf("the roles of user %s do not fit into a token", c.User)
	}
	return token, nil
}

// Verifier finds out who calls.
type Verifier struct {
	workspace string
	trust     map[string][]ed25519.PublicKey // by name
	now       func() time.Time
	callers   *Cache[string, *Caller] // by token
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
	for name, keys := range trust {
		for _, key := range keys {
			if key.Equal(developmentKey(workspace, name).Public()) {
				log.Warn("AUTH_TRUST has a key of development, which everybody knows", slog.String("name", name))
			}
		}
	}
	return &Verifier{workspace, trust, time.Now, NewCache[string, *Caller](cacheSize)}, nil
}

// Verify returns the caller of whom a token speaks. The caller is shared: do not change it.
func (v *Verifier) Verify(token string) (*Caller, error) {
	now := v.now()
	if c, ok := v.callers.Get(token, now); ok {
		return c, nil
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
	case isUser == (who.Service != ""):
		return nil, errors.New("it speaks of a user and a service, or of neither")
	case isUser && signer != Gateway:
		return nil, fmt.Errorf("%s may not say which user calls", signer)
	case !isUser && signer != who.Service:
		return nil, fmt.Errorf("%s may not speak for service %s", signer, who.Service)
	}
	c := &Caller{User: who.User, Session: who.Session, Roles: who.Roles, Service: who.Service}
	v.callers.Put(token, c, who.Expire)
	return c, nil
}

// signed returns an error if none of the keys that signer is trusted with has signed the parts of a token.
func (v *Verifier) signed(signer string, message, signature, footer []byte) error {
	for _, key := range v.trust[signer] {
		if verifyToken(key, message, signature, footer, nil) == nil {
			return nil
		}
	}
	return errSignature
}
