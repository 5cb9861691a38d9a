package mw

import (
	"context"
	"net/http"

	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// NoHeaders is a runtime.HeaderMatcherFunc: no header becomes metadata and no metadata becomes a header by itself. So a client
// cannot pass for another by sending what only the gateway may say.
func NoHeaders(string) (string, bool) { return "", false }

// Metadata is what the gateway tells the services of a request.
func Metadata(ctx context.Context, r *http.Request) metadata.MD {
	md := metadata.Pairs(grpcx.RequestIDKey, obs.RequestID(ctx))
	if etag := r.Header.Get("If-Match"); etag != "" {
		md.Set(grpcx.IfMatchKey, etag)
	}
	return md
}

// ETag sets the header to the etag of the resource in the answer.
func ETag(_ context.Context, w http.ResponseWriter, answer proto.Message) error {
	message := answer.ProtoReflect()
	field := message.Descriptor().Fields().ByName("etag")
	if field != nil && field.Kind() == protoreflect.StringKind {
		w.Header().Set("ETag", `"`+message.Get(field).String()+`"`)
	}
	return nil
}
