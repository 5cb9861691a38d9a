package fakeidp

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"maps"
	"net/http"
	"strings"
	"time"
)

// Faults is what a Provider does wrong. The zero value is nothing.
type Faults struct {
	Header map[string]any // of ID tokens, in place of the right members; alg may be none or HS256, with the public key as the secret
	Claims map[string]any // of ID tokens, in place of the right ones; nil takes one away
	Issuer string         // the parameter iss of callbacks; "": the right one
	Denied bool           // people refuse
	Path   string         // only answers for paths with this beginning have the faults below; "": all
	Status int            // of answers
	Delay  time.Duration  // before answers
	Bytes  int            // of blanks before answers
}

// change changes some members of an object; nil takes one away.
func change(object, changes map[string]any) {
	maps.Copy(object, changes)
	maps.DeleteFunc(object, func(_ string, value any) bool { return value == nil })
}

// sign returns the signature of an ID token with this algorithm.
func sign(algorithm any, key ed25519.PrivateKey, signed []byte) []byte {
	switch algorithm {
	case "none":
		return nil
	case "HS256":
		mac := hmac.New(sha256.New, key[ed25519.SeedSize:])
		mac.Write(signed)
		return mac.Sum(nil)
	default:
		return ed25519.Sign(key, signed)
	}
}

// faulty answers as the faults want it.
func faulty(p *Provider, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		f := p.faults
		p.mu.Unlock()
		if !strings.HasPrefix(r.URL.Path, f.Path) {
			next.ServeHTTP(w, r)
			return
		}
		select {
		case <-time.After(f.Delay):
		case <-r.Context().Done():
			return
		}
		if f.Status != 0 {
			w.WriteHeader(f.Status)
			return
		}
		if f.Bytes > 0 {
			_ = r.ParseForm()                                    // the body is closed when the answer begins
			_, _ = w.Write([]byte(strings.Repeat(" ", f.Bytes))) // the client may have enough of it
		}
		next.ServeHTTP(w, r)
	})
}
