package signin

import (
	"context"
	"crypto/subtle"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode"

	"github.com/go-jose/go-jose/v4/jwt"
	"golang.org/x/oauth2"

	"github.com/svcgen/svcgen/templates/core/platform/oidc"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

// oidcProvider is an OpenID Connect issuer.
type oidcProvider struct {
	name, issuer string
	client       Client
	http         *http.Client
	discovery    *oidc.Discovery
	keys         *oidc.KeySet
}

func newOIDC(name string, client Client, issuer string) *oidcProvider {
	return &oidcProvider{name, issuer, client, oidc.NewClient(), oidc.NewDiscovery(issuer), oidc.NewKeySet(issuer)}
}

func (p *oidcProvider) page(ctx context.Context, b session.Begin, a session.Attempt) (string, error) {
	endpoints, err := p.discovery.FindEndpoints(ctx)
	if err != nil {
		return "", errUnavailable(err)
	}
	opts := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(a.Verifier), oauth2.SetAuthURLParam("nonce", a.Nonce)}
	if b.LoginHint != "" {
		opts = append(opts, oauth2.SetAuthURLParam("login_hint", b.LoginHint))
	}
	if p.name == "google" { // others may refuse the value
		opts = append(opts, askUser())
	}
	return p.config(endpoints, b.RedirectURI).AuthCodeURL(a.State, opts...), nil
}

func (p *oidcProvider) config(e oidc.Endpoints, redirectURI string) *oauth2.Config {
	style := oauth2.AuthStyleInHeader
	if e.TakesSecretInBody() {
		style = oauth2.AuthStyleInParams
	}
	return &oauth2.Config{
		ClientID:     p.client.ID,
		ClientSecret: p.client.Secret,
		Endpoint:     oauth2.Endpoint{AuthURL: e.Authorization, TokenURL: e.Token, AuthStyle: style},
		RedirectURL:  redirectURI,
		Scopes:       []string{"openid", "email", "profile"},
	}
}

func (p *oidcProvider) identify(ctx context.Context, c session.Callback) (person, error) {
	endpoints, err := p.discovery.FindEndpoints(ctx)
	if err != nil {
		return person{}, errUnavailable(err)
	}
	if c.Issuer != p.issuer && (c.Issuer != "" || endpoints.NamesItself) {
		return person{}, failure(errors.New("the callback is of another issuer"))
	}
	token, err := exchange(ctx, p.http, p.config(endpoints, c.RedirectURI), c)
	if err != nil {
		return person{}, err
	}
	raw, _ := token.Extra("id_token").(string)
	claims, err := p.verify(ctx, raw, c.Attempt.Nonce)
	if err != nil {
		return person{}, err
	}
	who := person{key: AccountKey{p.name, p.issuer, claims.Subject}, name: claims.Name}
	if claims.EmailVerified && claims.Email != "" {
		who.email = &claims.Email
	}
	return who, nil
}

// idClaims is what an ID token says.
type idClaims struct {
	jwt.Claims

	Nonce           string `json:"nonce"`
	AuthorizedParty string `json:"azp"`
	Email           string `json:"email"`
	EmailVerified   flag   `json:"email_verified"`
	Name            string `json:"name"`
}

// flag is a boolean that some issuers send as a text. What is no boolean is false.
type flag bool

// UnmarshalJSON never fails.
func (f *flag) UnmarshalJSON(data []byte) error {
	*f = string(data) == "true" || string(data) == `"true"`
	return nil
}

const (
	maxIDToken = 64 << 10
	maxSubject = 255 // bytes, as OpenID Connect has it
)

// verify returns the claims of an ID token that is for us, and for this attempt.
func (p *oidcProvider) verify(ctx context.Context, raw, nonce string) (*idClaims, error) {
	if len(raw) > maxIDToken {
		return nil, failure(errors.New("the ID token is too long"))
	}
	token, err := jwt.ParseSigned(raw, oidc.Algorithms())
	if err != nil || len(token.Headers) != 1 {
		return nil, failure(errors.New("the ID token is not signed with RS256, ES256 or EdDSA"))
	}
	header := token.Headers[0]
	if typ, _ := header.ExtraHeaders["typ"].(string); typ != "" && !strings.EqualFold(typ, "JWT") {
		return nil, failure(errors.New("the token is no ID token"))
	}
	keys, err := p.keys.FindKeys(ctx, header.KeyID, header.Algorithm)
	if err != nil {
		return nil, errUnavailable(err)
	}
	for _, key := range keys {
		var claims idClaims
		if token.Claims(key.Key, &claims) == nil {
			return &claims, p.check(&claims, nonce, time.Now())
		}
	}
	return nil, failure(errors.New("the ID token is not signed with a key of the issuer"))
}

// check returns an error if claims, whose signature is valid, say nothing to us.
func (p *oidcProvider) check(c *idClaims, nonce string, now time.Time) error {
	var problem string
	switch {
	case c.Issuer != p.issuer:
		problem = "is of another issuer"
	case !c.Audience.Contains(p.client.ID):
		problem = "is for another client"
	case (len(c.Audience) > 1 || c.AuthorizedParty != "") && c.AuthorizedParty != p.client.ID:
		problem = "was given to another client"
	case c.Expiry == nil || !now.Before(c.Expiry.Time()):
		problem = "has expired"
	case subtle.ConstantTimeCompare([]byte(c.Nonce), []byte(nonce)) != 1 || nonce == "":
		problem = "is of another sign-in"
	case c.Subject == "" || len(c.Subject) > maxSubject || strings.ContainsFunc(c.Subject, unicode.IsControl):
		problem = "speaks of no user"
	default:
		return nil
	}
	return failure(errors.New("the ID token " + problem))
}
