// Package oidc knows OpenID Connect issuers: their endpoints, and the keys with which they sign.
package oidc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	jose "github.com/go-jose/go-jose/v4"
)

const (
	timeout   = 5 * time.Second
	maxAnswer = 1 << 20 // bytes
)

// NewClient returns a client for requests to issuers. It follows no redirect.
func NewClient() *http.Client {
	return &http.Client{
		Timeout:       timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("it redirects") },
	}
}

// Algorithms returns those that tokens may have; what a token or its issuer says does not matter.
func Algorithms() []jose.SignatureAlgorithm {
	return []jose.SignatureAlgorithm{jose.RS256, jose.ES256, jose.EdDSA}
}

// discover decodes the metadata of an issuer.
func discover(ctx context.Context, client *http.Client, issuer string, into any) error {
	var data json.RawMessage
	if err := get(ctx, client, strings.TrimSuffix(issuer, "/")+"/.well-known/openid-configuration", &data); err != nil {
		return err
	}
	var metadata struct {
		Issuer string `json:"issuer"`
	}
	if err := json.Unmarshal(data, &metadata); err != nil {
		return err
	}
	if metadata.Issuer != issuer {
		return fmt.Errorf("the issuer calls itself %q", metadata.Issuer)
	}
	return json.Unmarshal(data, into)
}

// StatusError is an answer that is not 200 OK.
type StatusError struct {
	Code int
	text string
}

// Error names the request and the status.
func (e *StatusError) Error() string { return e.text }

// get decodes the JSON at a URL.
func get(ctx context.Context, client *http.Client, url string, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	return Do(client, request, into)
}

// Do decodes the JSON that a request is answered with, of 1 MiB at most. The error may be a *StatusError.
func Do(client *http.Client, request *http.Request, into any) error {
	response, err := client.Do(request) // #nosec G704 -- the issuer is a setting
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return &StatusError{response.StatusCode, fmt.Sprintf("%s %s: %s", request.Method, request.URL, response.Status)}
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err != nil {
		return err
	}
	if len(data) > maxAnswer {
		return fmt.Errorf("%s %s: the answer is too large", request.Method, request.URL)
	}
	return json.Unmarshal(data, into)
}
