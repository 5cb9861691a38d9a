package signin

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"golang.org/x/oauth2"

	"github.com/svcgen/svcgen/templates/core/platform/oidc"
	"github.com/svcgen/svcgen/templates/core/platform/session"
)

// gitHub is github.com or a GitHub Enterprise Server. It is no OpenID Connect issuer: its API says who has signed in.
type gitHub struct {
	url, api string
	client   Client
	http     *http.Client
}

func newGitHub(client Client, url string) *gitHub {
	api := url + "/api/v3"
	if url == "https://github.com" {
		api = "https://api.github.com"
	}
	return &gitHub{url, api, client, oidc.NewClient()}
}

func (p *gitHub) page(_ context.Context, b session.Begin, a session.Attempt) (string, error) {
	opts := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(a.Verifier), askUser()}
	if b.LoginHint != "" {
		opts = append(opts, oauth2.SetAuthURLParam("login", b.LoginHint))
	}
	return p.config(b.RedirectURI).AuthCodeURL(a.State, opts...), nil
}

func (p *gitHub) config(redirectURI string) *oauth2.Config {
	return &oauth2.Config{
		ClientID:     p.client.ID,
		ClientSecret: p.client.Secret,
		Endpoint: oauth2.Endpoint{
			AuthURL: p.url + "/login/oauth/authorize", TokenURL: p.url + "/login/oauth/access_token", AuthStyle: oauth2.AuthStyleInParams,
		},
		RedirectURL: redirectURI,
		Scopes:      []string{"read:user", "user:email"},
	}
}

func (p *gitHub) identify(ctx context.Context, c session.Callback) (person, error) {
	token, err := exchange(ctx, p.http, p.config(c.RedirectURI), c)
	if err != nil {
		return person{}, err
	}
	var user struct {
		ID    int64  `json:"id"`
		Login string `json:"login"` // it can be given to somebody else
		Name  string `json:"name"`
	}
	if err := p.get(ctx, "/user", token.AccessToken, &user); err != nil {
		return person{}, errUnavailable(err)
	}
	if user.ID <= 0 {
		return person{}, failure(errors.New("the user has no id"))
	}
	email, err := p.email(ctx, token.AccessToken)
	if err != nil {
		return person{}, errUnavailable(err)
	}
	return person{AccountKey{"github", p.url, strconv.FormatInt(user.ID, 10)}, email, cmp.Or(user.Name, user.Login)}, nil
}

// maxPages is how many pages of mail addresses are read: a hundred addresses each.
const maxPages = 3

// email returns the primary mail address of a user, or nil if GitHub has not verified it or does not tell it.
func (p *gitHub) email(ctx context.Context, token string) (*string, error) {
	for page := 1; page <= maxPages; page++ {
		var emails []struct {
			Email             string
			Primary, Verified bool
		}
		err := p.get(ctx, fmt.Sprintf("/user/emails?per_page=100&page=%d", page), token, &emails)
		if refused, ok := errors.AsType[*oidc.StatusError](err); ok && (refused.Code == http.StatusForbidden || refused.Code == http.StatusNotFound) {
			return nil, nil // the app has no permission to read it
		}
		if err != nil {
			return nil, err
		}
		for _, e := range emails {
			if e.Primary && e.Verified {
				return &e.Email, nil
			}
		}
		if len(emails) == 0 {
			break
		}
	}
	return nil, nil
}

// get decodes what a method of the API returns.
func (p *gitHub) get(ctx context.Context, method, token string, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.api+method, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	return oidc.Do(p.http, request, into)
}
