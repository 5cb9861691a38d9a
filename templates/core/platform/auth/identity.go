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

// statement is what a token says: that a user calls, that a service calls on its own, or that a service passes a call on.
type statement struct {
	Audience string    `json:"aud"` // the workspace
	User     uuid.UUID `json:"sub,omitzero"`
	Session  string    `json:"sid,omitempty"`
	Roles    []string  `json:"roles,omitempty"`
	Service  string    `json:"svc,omitempty"`
	Via      string    `json:"via,omitempty"`
	Method   string    `json:"to,omitempty"` // the full name of the only method that may be called with it; "" if the gateway names a user
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
	user                          uuid.UUID
	session, service, via, method string
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
		log.Warn("AUTH_KEY is dev, a key that everybody knows")
	}
	return &Signer{workspace, name, key, time.Now, NewCache[signedKey, signedToken](cacheSize)}, nil
}

// Sign returns a token that says that c calls a method. It is valid for half a minute at least, and for no other method, unless the gateway
// names a user: services pass that on. If c says nothing of who calls, there is none: "".
func (s *Signer) Sign(c Caller, method string) (string, error) {
	if c.anonymous() && c.Via == "" {
		return "", nil
	}
	if c.SignedIn() && s.name == Gateway {
		method = ""
	}
	key, now := signedKey{c.User, c.Session, c.Service, c.Via, method}, s.now()
	if known, ok := s.tokens.Get(key, now); ok && slices.Equal(known.roles, c.Roles) {
		return known.token, nil
	}
	token, err := s.SignFor(c, method, lifetime)
	if err == nil {
		s.tokens.Put(key, signedToken{slices.Clone(c.Roles), token}, now.Add(reuse))
	}
	return token, err
}

// SignFor is Sign with another lifetime, for a person who wants to paste a token, and for tests.
func (s *Signer) SignFor(c Caller, method string, lifetime time.Duration) (string, error) {
	message, err := json.Marshal(statement{
		Audience: s.workspace,
		User:     c.User,
		Session:  c.Session,
		Roles:    c.Roles,
		Service:  c.Service,
		Via:      c.Via,
		Method:   method,
		Expire:   s.now().Add(lifetime).UTC().Truncate(time.Second),
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
