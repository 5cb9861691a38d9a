// Package bearer verifies the tokens of requests: JSON Web Tokens that an issuer of the operator's choice has signed.
package bearer

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/svcgen/svcgen/templates/core/platform/auth"
	"github.com/svcgen/svcgen/templates/core/platform/config"
	"github.com/svcgen/svcgen/templates/core/platform/oidc"
)

// Config says whose tokens are taken.
type Config struct {
	Issuer     string `env:"JWT_ISSUER,notEmpty"`                // URL, as in the claim iss; its keys are found by OpenID Connect discovery
	Audience   string `env:"JWT_AUDIENCE,notEmpty"`              // a token must name it in the claim aud
	RolesClaim string `env:"JWT_ROLES_CLAIM" envDefault:"roles"` // a list, or words with blanks between; a.b is member b of claim a
}

// Check reports an issuer that cannot be asked for its keys safely.
func (c Config) Check() error {
	if c.Issuer == "" {
		return nil // reported already
	}
	if err := config.SafeURL(c.Issuer); err != nil {
		return fmt.Errorf("JWT_ISSUER %w", err)
	}
	return nil
}

const (
	// remember is how long a verified token is not verified again, at most.
	remember  = 30 * time.Second
	cacheSize = 10_000
	maxToken  = 16 << 10
	skew      = time.Minute // between the issuer's clock and ours
)

// Verifier verifies tokens.
type Verifier struct {
	cfg     Config
	roles   []string
	keys    *oidc.KeySet
	now     func() time.Time
	callers *auth.Cache[[sha256.Size]byte, auth.Caller]
}

// New returns a verifier. It asks the issuer for its keys when the first token comes. Callers have of their roles those that roles lists:
// an issuer may know many that mean nothing here.
func New(cfg Config, roles ...string) *Verifier {
	return &Verifier{cfg, roles, oidc.NewKeySet(cfg.Issuer), time.Now, auth.NewCache[[sha256.Size]byte, auth.Caller](cacheSize)}
}

// InvalidError means that a token does not say who calls. Its text is for the client.
type InvalidError struct{ problem string }

func (e *InvalidError) Error() string { return "the token " + e.problem }

// Verify returns the user of whom a token speaks. The error is an *InvalidError, or says why the keys of the issuer are not known.
func (v *Verifier) Verify(ctx context.Context, raw string) (auth.Caller, error) {
	if len(raw) > maxToken {
		return auth.Caller{}, &InvalidError{"is too long"}
	}
	digest, now := sha256.Sum256([]byte(raw)), v.now()
	if c, ok := v.callers.Get(digest, now); ok {
		return c, nil
	}
	token, err := jwt.ParseSigned(raw, oidc.Algorithms())
	if err != nil || len(token.Headers) != 1 || strings.ContainsAny(raw, " \t\r\n") { // which the parser skips
		return auth.Caller{}, &InvalidError{"is not a JSON Web Token signed with RS256, ES256 or EdDSA"}
	}
	header := token.Headers[0]
	if typ, _ := header.ExtraHeaders["typ"].(string); !slices.Contains([]string{"", "jwt", "at+jwt", "application/at+jwt"}, strings.ToLower(typ)) {
		return auth.Caller{}, &InvalidError{"is no access token"}
	}
	keys, err := v.keys.FindKeys(ctx, header.KeyID, header.Algorithm)
	if err != nil {
		return auth.Caller{}, err
	}
	for _, key := range keys {
		var c claims
		if token.Claims(key.Key, &c) != nil {
			continue
		}
		caller, err := v.caller(c, now)
		if err != nil {
			return auth.Caller{}, err
		}
		v.callers.Put(digest, caller, earliest(c.Expiry.Time(), now.Add(remember)))
		return caller, nil
	}
	return auth.Caller{}, &InvalidError{"is not signed with a key of the issuer"}
}

// caller returns the user of whom claims speak, whose signature is valid.
func (v *Verifier) caller(c claims, now time.Time) (auth.Caller, error) {
	switch {
	case c.Issuer != v.cfg.Issuer:
		return auth.Caller{}, &InvalidError{"is of another issuer"}
	case !c.Audience.Contains(v.cfg.Audience):
		return auth.Caller{}, &InvalidError{"is for another audience"}
	case c.Expiry == nil || !now.Before(c.Expiry.Time()):
		return auth.Caller{}, &InvalidError{"has expired"}
	case c.NotBefore != nil && now.Add(skew).Before(c.NotBefore.Time()):
		return auth.Caller{}, &InvalidError{"is not valid yet"}
	case c.Subject == "":
		return auth.Caller{}, &InvalidError{"speaks of no user"}
	case c.all["nonce"] != nil:
		return auth.Caller{}, &InvalidError{"is an ID token: send the access token"}
	}
	return auth.Caller{User: auth.UserID(c.Issuer, c.Subject), Session: c.session(), Roles: c.roles(v.cfg.RolesClaim, v.roles)}, nil
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
