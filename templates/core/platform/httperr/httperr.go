// Package httperr writes the errors of the REST API as application/problem+json (RFC 9457). Clients do not see the cause of an
// error that is our fault.
package httperr

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
	"github.com/svcgen/svcgen/templates/core/platform/restjson"
)

// Problem is the body of an error.
type Problem struct {
	Type       string      `json:"type"`
	Title      string      `json:"title"`
	Status     int         `json:"status"`
	Detail     string      `json:"detail"`
	Instance   string      `json:"instance"`
	Code       string      `json:"code"`             // of gRPC: NOT_FOUND
	Reason     string      `json:"reason,omitempty"` // for programs: ETAG_MISMATCH
	Violations []Violation `json:"violations,omitempty"`
	RequestID  string      `json:"requestId,omitempty"`
}

// Violation is one rule that the request breaks.
type Violation struct {
	Field       string `json:"field"`
	Description string `json:"description"`
}

// Write answers with a problem and fills in its other fields. A 401 needs a WWW-Authenticate header (RFC 9110): it is Bearer if
// none is set.
func Write(w http.ResponseWriter, r *http.Request, p Problem) {
	p.Type = "about:blank"
	p.Title = http.StatusText(p.Status)
	p.Instance = errs.Echo(r.URL.EscapedPath())
	p.RequestID = obs.RequestID(r.Context())
	switch {
	case p.Status == http.StatusServiceUnavailable || p.Reason == errs.ReasonConflict:
		w.Header().Set("Retry-After", "1")
	case p.Status == http.StatusUnauthorized && w.Header().Get("WWW-Authenticate") == "":
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the client went away
}

// Error is the gateway's runtime.ErrorHandlerFunc.
func Error(_ context.Context, _ *runtime.ServeMux, _ runtime.Marshaler, w http.ResponseWriter, r *http.Request, err error) {
	if malformed, ok := errors.AsType[*runtime.HTTPStatusError](err); ok {
		Write(w, r, Problem{Status: malformed.HTTPStatus, Detail: "the path is malformed", Code: "INVALID_ARGUMENT"})
		return
	}
	s := status.Convert(err)
	p := Problem{Status: httpStatus(s.Code()), Detail: s.Message(), Code: code.Code(s.Code()).String()} // #nosec G115 -- codes are below 17
	for _, detail := range s.Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			p.Reason = detail.GetReason()
		case *errdetails.BadRequest:
			for _, v := range detail.GetFieldViolations() {
				shown := violation(r, v)
				p.Violations = append(p.Violations, shown)
				p.Detail = strings.Replace(p.Detail, v.GetField(), shown.Field, 1)
				p.Detail = strings.Replace(p.Detail, v.GetDescription(), shown.Description, 1)
			}
		}
	}
	if etag := r.Header.Get("If-Match"); p.Reason == errs.ReasonStale && etag != "" && etag != "*" {
		p.Status = http.StatusPreconditionFailed
	}
	if s.Code() == codes.ResourceExhausted && strings.Contains(s.Message(), "larger than max") { // gRPC reports it only as text
		p.Status, p.Detail = http.StatusRequestEntityTooLarge, "the request or its answer is too large"
	}
	if v, ok := gatewayViolation(s.Message()); ok {
		p.Detail, p.Reason, p.Violations = v.Field+" "+v.Description, "INVALID", []Violation{v}
	}
	if s.Code() == codes.InvalidArgument && p.Reason == "" {
		p.Detail = errs.Echo(p.Detail) // the gateway's generated code repeats what it cannot read
	}
	if p.Status >= http.StatusInternalServerError && p.Reason == "" {
		p.Detail = "the server could not answer the request" // the text may come from the network
	}
	if at := strings.LastIndex(p.Detail, " desc = "); at >= 0 {
		p.Detail = p.Detail[at+len(" desc = "):] // grpc prefixes the error if it gives up retrying
	}
	Write(w, r, p)
}

// Routing is the gateway's runtime.RoutingErrorHandlerFunc.
func Routing(_ context.Context, mux *runtime.ServeMux, _ runtime.Marshaler, w http.ResponseWriter, r *http.Request, status int) {
	if _, ok := w.(*probe); ok {
		return
	}
	switch status {
	case http.StatusNotFound:
		Write(w, r, Problem{Status: status, Detail: "there is nothing at this path", Code: "NOT_FOUND"})
	case http.StatusMethodNotAllowed:
		w.Header().Set("Allow", allowed(mux, w, r))
		Write(w, r, Problem{Status: status, Detail: "this path does not take the method " + errs.Echo(r.Method), Code: "UNIMPLEMENTED"})
	default:
		Write(w, r, Problem{Status: status, Detail: "the path is malformed", Code: "INVALID_ARGUMENT"})
	}
}

// probe is a ResponseWriter for a request that only finds out whether a route exists: runtime.ServeMux cannot be asked.
type probe struct {
	http.ResponseWriter
	found bool
}

// Probe is a runtime.Middleware. Routing needs it around every route to know which methods a path takes.
func Probe(next runtime.HandlerFunc) runtime.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request, params map[string]string) {
		if p, ok := w.(*probe); ok {
			p.found = true
			return
		}
		next(w, r, params)
	}
}

// allowed lists the methods that the path of r takes.
func allowed(mux *runtime.ServeMux, w http.ResponseWriter, r *http.Request) string {
	var methods []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete} {
		p, try := &probe{ResponseWriter: w}, r.WithContext(r.Context())
		try.Method = method
		if mux.ServeHTTP(p, try); p.found {
			methods = append(methods, method)
		}
	}
	return strings.Join(methods, ", ")
}

// gatewayViolation parses the error of the gateway's generated code for a body or a query that it cannot decode, which is text.
func gatewayViolation(text string) (Violation, bool) {
	if body, err := restjson.ParseError(text); err == nil {
		return Violation{cmp.Or(body.Path, "body"), body.Description}, true
	}
	if rest, ok := strings.CutPrefix(text, `parsing field "`); ok {
		field, _, _ := strings.Cut(rest, `"`)
		return Violation{errs.JSONPath(field), "has a value of the wrong type"}, true
	}
	return Violation{}, false
}

// httpStatus differs from the gateway's own table in one code: FAILED_PRECONDITION is a conflict, not a bad request.
func httpStatus(c codes.Code) int {
	if c == codes.FailedPrecondition {
		return http.StatusConflict
	}
	return runtime.HTTPStatusFromCode(c)
}

// violation returns v with the names that clients of the REST API use: those of JSON, or the name of a query parameter as it was sent.
func violation(r *http.Request, v *errdetails.BadRequest_FieldViolation) Violation {
	shown := Violation{errs.JSONPath(v.GetField()), v.GetDescription()}
	switch v.GetField() {
	case "filter", "order_by", "page_token", "update_mask": // these speak of fields
		shown.Description = nameOrQuoted.ReplaceAllStringFunc(shown.Description, func(text string) string {
			if text[0] == '"' { // what the client sent
				return text
			}
			return errs.JSONPath(text)
		})
	}
	if r.URL.Query().Has(v.GetField()) {
		shown.Field = v.GetField()
	}
	return shown
}

// nameOrQuoted matches a protobuf name of several words, or a text in quotes.
var nameOrQuoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b`)
