package signin

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"golang.org/x/oauth2"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/format"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

// provider signs users in.
type provider interface {
	// page returns the URL on which a user signs in.
	page(ctx context.Context, b session.Begin, a session.Attempt) (string, error)
	// identify returns who has signed in.
	identify(ctx context.Context, c session.Callback) (person, error)
}

// askUser makes a provider ask who signs in, also somebody whom it knows: a link on another site must not change the user of a browser unseen.
func askUser() oauth2.AuthCodeOption { return oauth2.SetAuthURLParam("prompt", "select_account") }

// plain returns p as it can be stored. A mail address that is not one is none.
func plain(p person) person {
	p.name = format.Line(p.name, maxName)
	if p.email == nil {
		return p
	}
	email := CleanEmail(*p.email)
	p.email = &email
	if len(email) > maxEmail || format.Line(email, maxEmail) != email || !strings.Contains(email, "@") {
		p.email = nil
	}
	return p
}

// exchange redeems the code of a callback. The errors are those that a client sees.
func exchange(ctx context.Context, client *http.Client, cfg *oauth2.Config, c session.Callback) (*oauth2.Token, error) {
	token, err := cfg.Exchange(context.WithValue(ctx, oauth2.HTTPClient, client), c.Code, oauth2.VerifierOption(c.Attempt.Verifier))
	if refused, ok := errors.AsType[*oauth2.RetrieveError](err); ok && (refused.ErrorCode == "invalid_grant" || refused.ErrorCode == "bad_verification_code") {
		return nil, failure(errors.New("the code is refused: " + refused.ErrorCode))
	} else if ok {
		return nil, errUnavailable(errors.New("the token endpoint answers " + refused.Response.Status + " " + refused.ErrorCode)) // the body may hold secrets
	}
	if err != nil {
		return nil, errUnavailable(err)
	}
	return token, nil
}

// failure is why somebody could not be signed in. What the provider has said is for the log.
func failure(cause error) error {
	return &errs.Error{Kind: errs.KindUnauthenticated, Reason: "SIGN_IN_FAILED", Message: "the provider's answer is not valid: sign in again", Cause: cause}
}

func errUnavailable(cause error) error {
	return &errs.Error{
		Kind: errs.KindUnavailable, Reason: "PROVIDER_UNAVAILABLE", Message: "the provider does not answer as it should: try again later", Cause: cause,
	}
}

func errCancelled() error {
	return errs.Unauthenticated("SIGN_IN_CANCELLED", "the sign-in was cancelled at the provider")
}
