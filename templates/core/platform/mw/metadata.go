package mw

import (
	"context"
	"net/http"
	"strings"

	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
)

// NoHeaders is a runtime.HeaderMatcherFunc: no header becomes metadata and no metadata becomes a header by itself, so that a
// client cannot set metadata that only the gateway may set. API removes the headers that the gateway passes on without asking the matcher.
func NoHeaders(string) (string, bool) { return "", false }

// API is the innermost middleware, next to the routes of the services. It passes on only the headers that they need, so that
// Authorization, Grpc-Timeout, the host and the client's address do not reach the services. It turns HEAD into GET: the server drops
// the body.
func API(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		bare := r.WithContext(r.Context())
		bare.Host, bare.RemoteAddr = "", ""
		bare.Header = http.Header{"Content-Type": r.Header["Content-Type"], "If-Match": r.Header["If-Match"]}
		if r.Method == http.MethodHead {
			bare.Method = http.MethodGet
		}
		next.ServeHTTP(w, bare)
	})
}

// Metadata returns what the gateway tells the services about a request: If-Match, and what your own middleware has put into the context with
// metadata.AppendToOutgoingContext. Interceptors of a service read both with metadata.FromIncomingContext. The connections add the
// request id.
func Metadata(ctx context.Context, r *http.Request) metadata.MD {
	md, _ := metadata.FromOutgoingContext(ctx)
	if etag := ifMatch(r); etag != "" {
		md = metadata.Join(md, metadata.Pairs(grpcx.IfMatchKey, etag))
	}
	return md
}

func ifMatch(r *http.Request) string { return strings.Join(r.Header.Values("If-Match"), ",") }

// ETag sets the header to the etag of the resource in the answer.
func ETag(_ context.Context, w http.ResponseWriter, answer proto.Message) error {
	message := answer.ProtoReflect()
	field := message.Descriptor().Fields().ByName("etag")
	if field != nil && field.Kind() == protoreflect.StringKind {
		w.Header().Set("ETag", `"`+message.Get(field).String()+`"`)
	}
	return nil
}
