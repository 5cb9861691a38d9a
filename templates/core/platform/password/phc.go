package password

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// What new passwords are hashed with. These are the least that OWASP recommends; raising them hashes each password anew at its next use.
const (
	memory   = 19 << 10 // KiB
	passes   = 2
	threads  = 1
	saltSize = 16 // bytes
	keySize  = 32 // bytes
)

// What a stored string may ask for at most, so that nobody who can write one takes all memory.
const (
	maxMemory  = 64 << 10 // KiB
	maxPasses  = 10
	maxThreads = 4
	minBytes   = 8 // of salt and key
	maxBytes   = 64
)

// phc is a string of the PHC format: $argon2id$v=19$m=19456,t=2,p=1$salt$key.
type phc struct {
	memory    uint32 // KiB
	time      uint32
	threads   uint8
	salt, key []byte
}

func current() phc { return phc{memory: memory, time: passes, threads: threads} }

func (p phc) String() string {
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", p.memory, p.time, p.threads, encode(p.salt), encode(p.key))
}

// weak reports whether a new string would take more to guess.
func (p phc) weak() bool {
	return p.memory < memory || p.time < passes || p.threads < threads || len(p.salt) < saltSize || len(p.key) < keySize
}

// errPHC does not say the string, which is a secret.
var errPHC = errors.New("a stored password is no Argon2id string of the PHC format, or asks for too much")

// parse reads a string within the limits. It takes one text for each value.
func parse(text string) (phc, error) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 {
		return phc{}, errPHC
	}
	var p phc
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.time, &p.threads); err != nil {
		return phc{}, errPHC
	}
	var err error
	if p.salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return phc{}, errPHC
	}
	if p.key, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil {
		return phc{}, errPHC
	}
	if p.String() != text || !p.bounded() {
		return phc{}, errPHC
	}
	return p, nil
}

func (p phc) bounded() bool {
	return between(p.time, 1, maxPasses) && between(p.threads, 1, maxThreads) && between(p.memory, 8*uint32(p.threads), maxMemory) &&
		between(len(p.salt), minBytes, maxBytes) && between(len(p.key), minBytes, maxBytes)
}

func between[T int | uint8 | uint32](n, least, most T) bool { return least <= n && n <= most }
