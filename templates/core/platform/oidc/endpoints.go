package oidc

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/svcgen/svcgen/templates/core/platform/config"
)

// Endpoints is where an issuer signs users in.
type Endpoints struct {
	Authorization string   `json:"authorization_endpoint"`
	Token         string   `json:"token_endpoint"`
	AuthMethods   []string `json:"token_endpoint_auth_methods_supported"`
	NamesItself   bool     `json:"authorization_response_iss_parameter_supported"` // its callbacks have the parameter iss (RFC 9207)
}

// TakesSecretInBody reports whether the token endpoint takes the client's secret as a parameter. Otherwise it is for the header.
func (e Endpoints) TakesSecretInBody() bool {
	return slices.Contains(e.AuthMethods, "client_secret_post")
}

// Discovery finds the endpoints of an issuer.
type Discovery struct {
	known remembered[Endpoints]
}

// NewDiscovery returns the discovery of an issuer. It asks when the endpoints are needed first.
func NewDiscovery(issuer string) *Discovery {
	client := NewClient()
	return &Discovery{remembered[Endpoints]{now: time.Now, fetch: func(ctx context.Context) (e Endpoints, err error) {
		if err := discover(ctx, client, issuer, &e); err != nil {
			return e, err
		}
		for _, endpoint := range []string{e.Authorization, e.Token} {
			base, _, _ := strings.Cut(endpoint, "?")
			if err := config.SafeURL(base); err != nil {
				return e, fmt.Errorf("endpoint %q %w", endpoint, err)
			}
		}
		return e, nil
	}}}
}

// FindEndpoints returns an error if they are not known, because the issuer cannot be reached.
func (d *Discovery) FindEndpoints(ctx context.Context) (Endpoints, error) {
	return d.known.get(ctx, func(Endpoints) bool { return true })
}
