package mw

import (
	"net/http"

	"google.golang.org/grpc/metadata"

	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/once"
)

// OnceKey passes the Idempotency-Key header on to the services. It goes around API, which removes the header.
func OnceKey(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if key := once.FromHeader(r.Header); key != "" {
			r = r.WithContext(metadata.AppendToOutgoingContext(r.Context(), grpcx.OnceKey, key))
		}
		next.ServeHTTP(w, r)
	})
}
