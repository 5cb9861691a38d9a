// Package signintest attacks the sign-in of a workspace as the browsers of strangers, thieves and users can.
package signintest

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
)

// Target is a workspace under test. Its sessions end as they do by default.
type Target struct {
	URL       string            // of the gateway, as browsers see it: http on a loopback address
	Transport http.RoundTripper // to the gateway, and to the provider if there is one
	Workspace string            // names the cookies
	Cache     time.Duration     // how long the gateway believes what it knows of a session

	Age     func(t *testing.T, session uuid.UUID, d time.Duration) // moves all times of a session into the past
	Disable func(t *testing.T, user uuid.UUID)                     // makes a user one who may not sign in
}
