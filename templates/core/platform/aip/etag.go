// Package aip checks what clients send to the methods of a resource, as the API improvement proposals (google.aip.dev) define them:
// ids, etags, the pages, filters and orders of lists, the field masks of updates. The result is a value that the domain and storage
// can rely on, or an errs.Invalid that names the field of the request.
package aip

import (
	"strconv"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// ETag is a version as clients see it (AIP-154).
func ETag(version int64) string {
	return strconv.FormatInt(version, 10)
}

// ParseETag is the reverse of ETag. It accepts no other spelling of a version, but the quotes of HTTP's If-Match.
func ParseETag(etag string) (int64, error) {
	if n := len(etag); n > 1 && etag[0] == '"' && etag[n-1] == '"' {
		etag = etag[1 : n-1]
	}
	version, err := strconv.ParseInt(etag, 10, 64)
	if err != nil || version < 1 || ETag(version) != etag {
		return 0, errs.Invalid("etag", "is not an etag that this API returned")
	}
	return version, nil
}
