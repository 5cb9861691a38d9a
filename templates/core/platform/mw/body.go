package mw

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"

	"github.com/svcgen/svcgen/templates/core/platform/httperr"
)

// BodyLimits limits the bodies of requests.
type BodyLimits struct {
	Bytes  int64         // of one body
	Memory int64         // of all bodies at a time; a body that is alone may always take Bytes
	Time   time.Duration // until a body has arrived
}

// ReadBody reads the body of a request. It stands before whatever limits how many requests are under way, so that clients that send
// slowly do not keep others out.
func ReadBody(limits BodyLimits) func(http.Handler) http.Handler {
	memory := &memory{limit: max(limits.Memory, limits.Bytes)}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ContentLength == 0 {
				next.ServeHTTP(w, r)
				return
			}
			body := &body{memory: memory}
			defer body.release()
			connection := http.NewResponseController(w)
			_ = connection.SetReadDeadline(time.Now().Add(limits.Time)) // a test may have no connection
			part := make([]byte, min(max(r.ContentLength+1, 512), 32<<10))
			if _, err := io.CopyBuffer(body, http.MaxBytesReader(w, r.Body, limits.Bytes), part); err != nil {
				refuseBody(w, r, err)
				return
			}
			_ = connection.SetReadDeadline(time.Time{}) // the server watches the connection while the request is under way

			whole := r.WithContext(r.Context())
			whole.Body, whole.ContentLength = io.NopCloser(&body.data), int64(body.data.Len())
			next.ServeHTTP(w, whole)
		})
	}
}

// memory is the budget, in bytes, that all bodies share.
type memory struct {
	limit int64
	taken atomic.Int64
}

var errNoMemory = errors.New("too many bodies at a time")

// body takes memory for the bytes that have arrived, so that a length that is only announced takes none.
type body struct {
	data   bytes.Buffer
	memory *memory
	taken  int64
}

func (b *body) Write(data []byte) (int, error) {
	n := int64(len(data))
	b.taken += n
	if b.memory.taken.Add(n) > b.memory.limit {
		return 0, errNoMemory
	}
	return b.data.Write(data)
}

func (b *body) release() { b.memory.taken.Add(-b.taken) }

// refuseBody answers a request whose body could not be read.
func refuseBody(w http.ResponseWriter, r *http.Request, err error) {
	_, large := errors.AsType[*http.MaxBytesError](err)
	switch {
	case errors.Is(err, errNoMemory):
		overloaded(w, r)
	case large:
		httperr.Write(w, r, httperr.Problem{
			Status: http.StatusRequestEntityTooLarge, Code: "RESOURCE_EXHAUSTED", Detail: "the body is too large: send less at a time",
		})
	case errors.Is(err, os.ErrDeadlineExceeded):
		httperr.Write(w, r, httperr.Problem{
			Status: http.StatusRequestTimeout, Code: "DEADLINE_EXCEEDED", Detail: "the body did not arrive in time",
		})
	default:
		httperr.Write(w, r, httperr.Problem{
			Status: http.StatusBadRequest, Code: "INVALID_ARGUMENT", Detail: "the body ended early or is malformed",
		})
	}
}

// JSONOnly is a runtime.Middleware that refuses bodies that do not say that they are JSON. Browsers let every page send text/plain to
// any server.
func JSONOnly(next runtime.HandlerFunc) runtime.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request, path map[string]string) {
		if r.ContentLength != 0 && !isJSON(r) {
			httperr.Write(w, r, httperr.Problem{
				Status: http.StatusUnsupportedMediaType, Code: "INVALID_ARGUMENT", Detail: "the body must be JSON, with the header Content-Type: application/json",
			})
			return
		}
		next(w, r, path)
	}
}

func isJSON(r *http.Request) bool {
	media, parameters, err := mime.ParseMediaType(strings.Join(r.Header["Content-Type"], ","))
	charset, declared := parameters["charset"]
	if err != nil || declared && !strings.EqualFold(charset, "utf-8") {
		return false
	}
	return media == "application/json" || media == "application/merge-patch+json" && r.Method == http.MethodPatch
}
