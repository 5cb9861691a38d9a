// Package session holds what the gateway and the service identity tell each other about sign-ins and sessions.
package session

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"github.com/google/uuid"
)

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
