package grpcx

import (
	"context"
	"strings"

	"google.golang.org/grpc/metadata"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
)

// IfMatchKey is the metadata key under which the gateway passes the If-Match header on.
const IfMatchKey = "if-match"

// IfMatch returns the If-Match header of the HTTP request behind the call.
func IfMatch(ctx context.Context) (etag string, ok bool) {
	values := metadata.ValueFromIncomingContext(ctx, IfMatchKey)
	if len(values) == 0 {
		return "", false
	}
	return values[0], true
}

// Version returns the version of a resource that the client expects: from the etag of the message, else from the If-Match
// header. It is 0 where the client does not care.
func Version(ctx context.Context, etag string) (int64, error) {
	if etag == "" {
		etag, _ = IfMatch(ctx)
	}
	if etag == "" || etag == "*" {
		return 0, nil
	}
	return aip.ParseETag(strings.TrimPrefix(etag, "W/"))
}
