package format

import (
	"net/url"
	"strings"
)

// URI reports whether s is a URI with a scheme (RFC 3986). Any scheme will do, even javascript: code that opens the URI must check
// which one it is.
func URI(s string) bool {
	outside := func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("\"<>\\^`{|}", r) }
	u, err := url.Parse(s)
	return err == nil && u.IsAbs() && u.Host+u.Opaque+u.Path != "" && !strings.ContainsFunc(s, outside)
}
