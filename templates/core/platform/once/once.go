// Package once is about requests that a client sends again with the same key, because it does not know whether the first one had an effect.
package once

import (
	"net/http"
	"strconv"
)

// Header is the HTTP header of the key.
const Header = "Idempotency-Key"

// maxKey is the greatest length of a key.
const maxKey = 255

// Request is a request with a key. All requests of one caller with one key have to be the same.
type Request struct {
	Caller string // "" for anybody
	Key    string
	Method string // full name of the RPC: /shop.catalog.v1.CatalogService/CreateProduct
	Digest []byte // of what the client sends
}

// Problem says what is wrong with a key: it is 1 to 255 visible characters of ASCII, without quotes and backslashes. It returns "" for a valid
// one.
func Problem(key string) string {
	if key == "" || len(key) > maxKey {
		return "must be 1 to 255 characters"
	}
	for _, c := range []byte(key) {
		if c <= ' ' || c > '~' || c == '"' || c == '\\' {
			return "must be visible ASCII characters without quotes and backslashes"
		}
	}
	return ""
}

// FromHeader returns the key of an HTTP request, or "" if it has none. The quotes that RFC 9651 puts around it are left out. A key
// that is no valid one is returned in a form that gRPC can carry and Problem refuses.
func FromHeader(header http.Header) string {
	values := header.Values(Header)
	if len(values) == 0 {
		return ""
	}
	key := values[0]
	if n := len(key); n >= 2 && key[0] == '"' && key[n-1] == '"' {
		key = key[1 : n-1]
	}
	if Problem(key) != "" || len(values) > 1 {
		return strconv.QuoteToASCII(key[:min(len(key), maxKey)])
	}
	return key
}
