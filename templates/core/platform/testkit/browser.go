package testkit

import (
	"context"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"testing"
)

// NewBrowser returns an API as a browser sees it that finds it at an address, such as http://localhost:8080. It has cookies of its own.
func NewBrowser(tb testing.TB, a *API, address string) *API {
	tb.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		tb.Fatal(err)
	}
	browser := *a
	browser.url = address
	browser.client = &http.Client{Jar: jar, Transport: NewTransport(tb, a, address), CheckRedirect: a.client.CheckRedirect}
	return &browser
}

// NewTransport returns what finds an API at an address, such as http://localhost:8080, and everything else where it is.
func NewTransport(tb testing.TB, a *API, address string) http.RoundTripper {
	tb.Helper()
	public, err := url.Parse(address)
	if err != nil {
		tb.Fatal(err)
	}
	server, err := url.Parse(a.url)
	if err != nil {
		tb.Fatal(err)
	}
	transport := &http.Transport{DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		if addr == public.Host {
			addr = server.Host
		}
		return new(net.Dialer).DialContext(ctx, network, addr)
	}}
	tb.Cleanup(transport.CloseIdleConnections)
	return transport
}

// Follow sends a GET and follows redirects, as a person does who clicks on a link.
func Follow(tb testing.TB, browser *API, path string) *Response {
	tb.Helper()
	person := *browser
	person.document = nil // it knows the first of the answers, not the last
	client := *browser.client
	client.CheckRedirect = nil
	person.client = &client
	return person.Do(tb, http.MethodGet, path, nil)
}

// Cookie returns the value of a cookie of a browser, "" if it has none.
func Cookie(tb testing.TB, browser *API, name string) string {
	tb.Helper()
	address, err := url.Parse(browser.url)
	if err != nil {
		tb.Fatal(err)
	}
	for _, cookie := range browser.client.Jar.Cookies(address) {
		if cookie.Name == name {
			return cookie.Value
		}
	}
	return ""
}
