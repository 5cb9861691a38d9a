package grpcx

import (
	"context"
	"strings"

	"google.golang.org/grpc/metadata"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// IfMatchKey is the metadata key under which the gateway passes the If-Match header on.
const IfMatchKey = "if-match"

// Version returns the version of a resource that the client expects, by the etag of the message and the If-Match header. It is
// 0 where the client does not care.
func Version(ctx context.Context, etag string) (version int64, err error) {
	if etag != "" && etag != "*" {
		if version, err = aip.ParseETag(strings.TrimPrefix(etag, "W/")); err != nil {
			return 0, err
		}
	}
	header := strings.Join(metadata.ValueFromIncomingContext(ctx, IfMatchKey), ",")
	if header == "" || header == "*" {
		return version, nil
	}
	newest := int64(0) // the only one that may still be current; etags that are not ours match nothing
	for member := range strings.SplitSeq(header, ",") {
		if known, err := aip.ParseETag(strings.TrimPrefix(strings.TrimSpace(member), "W/")); err == nil {
			newest = max(newest, known)
		}
	}
	if newest == 0 || version != 0 && version != newest {
		return 0, &errs.Error{Kind: errs.KindStale, Reason: errs.ReasonStale, Message: "If-Match holds no current version"}
	}
	return newest, nil
}
