package authn

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/session"
)

const (
	attemptTime = 10 * time.Minute
	maxAttempts = 5       // of a browser at a time
	maxCookie   = 3 << 10 // bytes of a value
	stateInName = 8       // characters
)

// attempt is what a browser keeps of a sign-in that has begun. It is not sealed: it holds nothing that its browser may not know.
type attempt struct {
	session.Attempt

	ReturnTo string `json:"return_to"` // path of the app
}

func (a attempt) encode() (string, error) {
	data, err := json.Marshal(a)
	return base64.RawURLEncoding.EncodeToString(data), err
}

func decodeAttempt(value string) (a attempt, ok bool) {
	if len(value) > maxCookie {
		return a, false
	}
	data, err := base64.RawURLEncoding.Strict().DecodeString(value)
	if err != nil || json.Unmarshal(data, &a) != nil {
		return attempt{}, false
	}
	return a, a.Provider != "" && a.State != ""
}

// attemptName returns the name of the cookie for a state: each attempt has its own, so that tabs do not overwrite each other's.
func (c cookies) attemptName(state string) string {
	return c.name + "-in-" + state[:min(len(state), stateInName)]
}

// setAttempt gives the browser an attempt to keep, and takes its first ones if it has too many.
func (c cookies) setAttempt(w http.ResponseWriter, r *http.Request, a attempt) error {
	value, err := a.encode()
	if err != nil {
		return err
	}
	var kept []string
	for _, cookie := range r.Cookies() {
		if strings.HasPrefix(cookie.Name, c.attemptName("")) {
			kept = append(kept, cookie.Name)
		}
	}
	for _, name := range kept[:max(0, len(kept)-maxAttempts+1)] {
		c.set(w, name, "", 0)
	}
	c.set(w, c.attemptName(a.State), value, attemptTime)
	return nil
}

// takeAttempt returns the attempt for a state and takes it from the browser. It is false if the browser has none.
func (c cookies) takeAttempt(w http.ResponseWriter, r *http.Request, state string) (attempt, bool) {
	name := c.attemptName(state)
	cookie, err := r.Cookie(name)
	if err != nil {
		return attempt{}, false
	}
	c.set(w, name, "", 0)
	return decodeAttempt(cookie.Value)
}
