// Package password hashes passwords with Argon2id, and checks them.
package password

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"runtime"
	"time"

	"golang.org/x/crypto/argon2"
)

// Hasher hashes a few passwords at a time, because each one takes 19 MiB and a CPU.
type Hasher struct {
	slots chan struct{}
	wait  time.Duration // for a slot
}

// NewHasher returns a hasher that uses half of the CPUs, but two at least.
func NewHasher() *Hasher {
	return &Hasher{make(chan struct{}, max(2, runtime.GOMAXPROCS(0)/2)), time.Second}
}

// ErrBusy means that too many passwords are hashed already.
var ErrBusy = errors.New("too many passwords are hashed at a time")

// Hash returns the PHC string of a password. The error is ErrBusy, or that of ctx.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	p := current()
	p.salt = make([]byte, saltSize)
	_, _ = rand.Read(p.salt) // never fails
	key, err := h.derive(ctx, password, p)
	if err != nil {
		return "", err
	}
	p.key = key
	return p.String(), nil
}

// Check reports whether a password is the one of a PHC string, and whether the string is outdated: its password should be hashed anew. The
// string "" has no password; that takes as long to find out. The error is ErrBusy, that of ctx, or a string that is none.
func (h *Hasher) Check(ctx context.Context, password, stored string) (ok, outdated bool, err error) {
	p := current()
	p.salt, p.key = make([]byte, saltSize), make([]byte, keySize)
	if stored != "" {
		if p, err = parse(stored); err != nil {
			return false, false, err
		}
	}
	key, err := h.derive(ctx, password, p)
	if err != nil {
		return false, false, err
	}
	same := subtle.ConstantTimeCompare(key, p.key) == 1
	return same && stored != "", p.weak(), nil
}

// derive returns the key of a password. It waits for a slot.
func (h *Hasher) derive(ctx context.Context, password string, p phc) ([]byte, error) {
	timer := time.NewTimer(h.wait)
	defer timer.Stop()
	select {
	case h.slots <- struct{}{}:
	case <-timer.C:
		return nil, ErrBusy
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	size := uint32(len(p.key)) // #nosec G115 -- parse takes 64 at most
	if size == 0 {
		size = keySize
	}
	return argon2.IDKey([]byte(password), p.salt, p.time, p.memory, p.threads, size), nil
}
