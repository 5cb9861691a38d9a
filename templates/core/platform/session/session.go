// Package session holds what the gateway and the service identity tell each other about sign-ins and sessions.
package session

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Grant is a new session.
type Grant struct {
	Token   string
	EndTime time.Time // it ends then, whatever happens
}

// Resolved is a session that has not ended.
type Resolved struct {
	User       uuid.UUID
	ID         uuid.UUID
	Roles      []string  // of the user
	ExpireTime time.Time // it ends then, unless it is used before
}

// FromGateway returns an error unless the gateway itself calls. No service and no user may ask for sessions by their tokens.
func FromGateway(ctx context.Context) error {
	if auth.From(ctx).Service != auth.Gateway {
		return errs.Denied("PERMISSION_DENIED", "only the gateway may call this")
	}
	return nil
}

const (
	tokenPrefix = "s1."
	idSize      = 16 // bytes
	secretSize  = 32 // bytes
)

// NewToken returns the token of a new session, which its user's browser keeps, and the hash of its secret, which is stored. A fast hash
// is enough: nobody can guess 256 random bits.
func NewToken(id uuid.UUID) (token string, hash []byte) {
	var parts [idSize + secretSize]byte
	copy(parts[:], id[:])
	_, _ = rand.Read(parts[idSize:]) // never fails
	digest := sha256.Sum256(parts[idSize:])
	return tokenPrefix + base64.RawURLEncoding.EncodeToString(parts[:]), digest[:]
}

// ParseToken returns the session that a token is for, and the hash of its secret. It takes one text for each value. Nothing of it can be
// believed before the hash has been compared.
func ParseToken(token string) (id uuid.UUID, hash []byte, ok bool) {
	text, ok := strings.CutPrefix(token, tokenPrefix)
	if !ok || len(text) != base64.RawURLEncoding.EncodedLen(idSize+secretSize) {
		return uuid.Nil, nil, false
	}
	parts, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(parts) != idSize+secretSize { // the decoder skips line ends
		return uuid.Nil, nil, false
	}
	digest := sha256.Sum256(parts[idSize:])
	return uuid.UUID(parts[:idSize]), digest[:], true
}
