package grpcx

import (
	"context"
	"strings"

	"google.golang.org/grpc/metadata"

	"github.com/svcgen/svcgen/templates/core/platform/aip"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// IfMatchKey is the metadata key of the If-Match header, which the gateway passes on.
const IfMatchKey = "if-match"

// Version returns the version of a resource that the client expects, from the etag of the message and the If-Match header. It is 0
// if the client accepts any version.
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
	newest := int64(0) // only the newest one can be current; etags that are not ours match nothing
	for member := range strings.SplitSeq(header, ",") {
		if known, err := aip.ParseETag(strings.TrimPrefix(strings.TrimSpace(member), "W/")); err == nil {
			newest = max(newest, known)
		}
	}
	if newest == 0 || version != 0 && version != newest {
		return 0, &errs.Error{Kind: errs.KindStale, Reason: errs.ReasonStale, Message: "the resource has another version than If-Match asks for"}
	}
	return newest, nil
}
