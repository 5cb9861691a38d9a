// Package aip reads what clients send to the methods of a resource, as the API improvement proposals (google.aip.dev) say:
// pages, filters and orders of lists, field masks of updates, etags. What a client sent becomes either a value that storage can
// rely on or an errs.Invalid that names the request's field.
package aip

import (
	"strconv"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// ETag shows a version to clients (AIP-154).
func ETag(version int64) string {
	return strconv.FormatInt(version, 10)
}

// ParseETag is the reverse of ETag: a version has one spelling. It takes the quotes of HTTP's If-Match too.
func ParseETag(etag string) (int64, error) {
	if n := len(etag); n > 1 && etag[0] == '"' && etag[n-1] == '"' {
		etag = etag[1 : n-1]
	}
	version, err := strconv.ParseInt(etag, 10, 64)
	if err != nil || version < 1 || ETag(version) != etag {
		return 0, errs.Invalid("etag", "is not an etag of this API")
	}
	return version, nil
}
