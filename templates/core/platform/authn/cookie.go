package authn

import (
	"net/http"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/session"
)

// cookies reads and writes the cookies of a workspace. Their names have the workspace, because cookies know no ports.
type cookies struct {
	name   string
	secure bool
}

// newCookies returns the cookies of a gateway. Over https no other site can set them: browsers hold what the prefix of the name promises.
// On a loopback address they cannot have it, because Safari refuses it there.
func newCookies(workspace string, https bool) cookies {
	if https {
		return cookies{"__Host-" + workspace, true}
	}
	return cookies{workspace, false}
}

// session returns the token of a session that a request comes with. It is false if there is none.
func (c cookies) session(r *http.Request) (token string, ok bool) {
	cookie, err := r.Cookie(c.name)
	if err != nil {
		return "", false
	}
	return cookie.Value, true
}

// setSession gives the browser a session. Its cookie lives as long as the session can: the service identity alone decides when the session
// has been idle for too long, so that no extension has to reach the browser.
func (c cookies) setSession(w http.ResponseWriter, grant session.Grant, now time.Time) {
	c.set(w, c.name, grant.Token, grant.EndTime.Sub(now))
}

func (c cookies) clearSession(w http.ResponseWriter) { c.set(w, c.name, "", 0) }

// set sets a cookie for some time, or deletes it if that is 0.
func (c cookies) set(w http.ResponseWriter, name, value string, d time.Duration) {
	cookie := &http.Cookie{ // #nosec G124 -- not Secure only on a loopback address, where Safari would refuse the cookie
		Name: name, Value: value, Path: "/", MaxAge: int(d.Seconds()), HttpOnly: true, Secure: c.secure, SameSite: http.SameSiteLaxMode,
	}
	if cookie.MaxAge == 0 {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, cookie)
}
