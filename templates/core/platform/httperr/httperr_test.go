package httperr

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
	"github.com/svcgen/svcgen/templates/core/platform/restjson"
)

func TestError(t *testing.T) {
	grpc := func(err error) error { return grpcx.Status(err, "shop").Err() }
	var v errs.Violations
	v.Add("release_day", "must be a date")
	v.Add("price.currency_code", "must be EUR")
	tests := []struct {
		name    string
		err     error
		ifMatch string
		want    Problem
	}{
		{name: "not found", err: grpc(errs.NotFound("product")), want: Problem{Status: 404, Detail: "product not found", Code: "NOT_FOUND", Reason: "NOT_FOUND"}},
		{name: "stale etag", err: grpc(errs.Stale("product")), want: Problem{Status: 409, Detail: "product was changed by somebody else", Code: "ABORTED", Reason: "ETAG_MISMATCH"}},
		{name: "stale If-Match", err: grpc(errs.Stale("product")), ifMatch: `"1"`, want: Problem{Status: 412, Detail: "product was changed by somebody else", Code: "ABORTED", Reason: "ETAG_MISMATCH"}},
		{name: "stale etag with If-Match: *", err: grpc(errs.Stale("product")), ifMatch: "*", want: Problem{Status: 409, Detail: "product was changed by somebody else", Code: "ABORTED", Reason: "ETAG_MISMATCH"}},
		{name: "conflict", err: grpc(errs.Conflict()), ifMatch: `"1"`, want: Problem{Status: 409, Detail: "other changes at the same time got in the way: try again", Code: "ABORTED", Reason: "CONFLICT"}},
		{name: "message too large", err: status.Error(codes.ResourceExhausted, "grpc: received message larger than max (5 vs. 4)"), want: Problem{Status: 413, Detail: "the request or its answer is too large", Code: "RESOURCE_EXHAUSTED"}},
		{name: "quota", err: status.Error(codes.ResourceExhausted, "slow down"), want: Problem{Status: 429, Detail: "slow down", Code: "RESOURCE_EXHAUSTED"}},
		{name: "other error with If-Match", err: grpc(errs.InUse("product")), ifMatch: `"1"`, want: Problem{Status: 409, Detail: "product is still in use", Code: "FAILED_PRECONDITION", Reason: "IN_USE"}},
		{name: "violations", err: grpc(v.Err()), want: Problem{
			Status: 400, Detail: "releaseDay must be a date (and 1 more problem)", Code: "INVALID_ARGUMENT", Reason: "INVALID",
			Violations: []Violation{{"releaseDay", "must be a date"}, {"price.currencyCode", "must be EUR"}},
		}},
		{name: "unique pair", err: grpc(errs.Exists("room", "starts_at", "room_number")), want: Problem{
			Status: 409, Detail: "room with the same startsAt and roomNumber already exists", Code: "ALREADY_EXISTS", Reason: "ALREADY_EXISTS",
			Violations: []Violation{{"startsAt", "is already taken in this combination"}, {"roomNumber", "is already taken in this combination"}},
		}},
		{name: "internal", err: grpc(errors.New("secret")), want: Problem{Status: 500, Detail: "the server could not answer the request", Code: "INTERNAL"}},
		{name: "network", err: status.Error(codes.Unavailable, "dial tcp 10.0.0.1"), want: Problem{Status: 503, Detail: "the server could not answer the request", Code: "UNAVAILABLE"}},
		{name: "unavailable", err: grpc(&errs.Error{Kind: errs.KindUnavailable, Reason: "BUSY", Message: "try later"}), want: Problem{Status: 503, Detail: "try later", Code: "UNAVAILABLE", Reason: "BUSY"}},
		{name: "unauthenticated", err: grpc(errs.Unauthenticated("SIGN_IN_REQUIRED", "sign in first")), want: Problem{Status: 401, Detail: "sign in first", Code: "UNAUTHENTICATED", Reason: "SIGN_IN_REQUIRED"}},
		{name: "denied", err: grpc(errs.Denied("NOT_A_MERCHANT", "only merchants may do this")), want: Problem{Status: 403, Detail: "only merchants may do this", Code: "PERMISSION_DENIED", Reason: "NOT_A_MERCHANT"}},
		{name: "retried", err: retried(), want: Problem{Status: 503, Detail: "try later", Code: "UNAVAILABLE", Reason: "BUSY"}},
		{name: "body", err: status.Errorf(codes.InvalidArgument, "%v", &restjson.Error{Path: "tags[3]", Description: "must be a string"}), want: Problem{
			Status: 400, Detail: "tags[3] must be a string", Code: "INVALID_ARGUMENT", Reason: "INVALID", Violations: []Violation{{"tags[3]", "must be a string"}},
		}},
		{name: "query", err: status.Error(codes.InvalidArgument, `parsing field "page_size": strconv.ParseInt`), want: Problem{
			Status: 400, Detail: "pageSize has a value of the wrong type", Code: "INVALID_ARGUMENT", Reason: "INVALID", Violations: []Violation{{"pageSize", "has a value of the wrong type"}},
		}},
		{name: "path", err: &runtime.HTTPStatusError{HTTPStatus: 400, Err: errors.New("%zz")}, want: Problem{Status: 400, Detail: "the path is malformed", Code: "INVALID_ARGUMENT"}},
		{name: "not a status", err: errors.New("secret"), want: Problem{Status: 500, Detail: "the server could not answer the request", Code: "UNKNOWN"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(obs.WithRequestID(t.Context(), "r1"), http.MethodGet, "/v1/products/a%20b?x=1", nil)
			r.Header.Set("If-Match", test.ifMatch)
			w := httptest.NewRecorder()
			Error(t.Context(), nil, nil, w, r, test.err)

			test.want.Type, test.want.Title = "about:blank", http.StatusText(test.want.Status)
			test.want.Instance, test.want.RequestID = "/v1/products/a%20b", "r1"
			var got Problem
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %s, %v", w.Body, err)
			}
			if w.Code != test.want.Status || w.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%d %v", w.Code, w.Header())
			}
			if retry := w.Header().Get("Retry-After"); (retry == "1") != (w.Code == 503 || got.Reason == "CONFLICT") {
				t.Errorf("Retry-After %q", retry)
			}
			if challenge := w.Header().Get("WWW-Authenticate"); (challenge == "Bearer") != (w.Code == 401) {
				t.Errorf("WWW-Authenticate %q", challenge)
			}
		})
	}
}

func TestWriteKeepsChallenge(t *testing.T) {
	w := httptest.NewRecorder()
	w.Header().Set("WWW-Authenticate", `Basic realm="shop"`)
	Write(w, httptest.NewRequest(http.MethodGet, "/", nil), Problem{Status: http.StatusUnauthorized})
	if got := w.Header().Get("WWW-Authenticate"); got != `Basic realm="shop"` {
		t.Errorf("the challenge is now %q", got)
	}
}

func TestRouting(t *testing.T) {
	mux := runtime.NewServeMux(runtime.WithErrorHandler(Error), runtime.WithRoutingErrorHandler(Routing), runtime.WithMiddlewares(Probe),
		runtime.WithUnescapingMode(runtime.UnescapingModeAllExceptReserved))
	calls := 0
	for _, method := range []string{http.MethodGet, http.MethodDelete} {
		if err := mux.HandlePath(method, "/v1/products/{id}", func(http.ResponseWriter, *http.Request, map[string]string) { calls++ }); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		method, path string
		status       int
		code         string
	}{
		{http.MethodGet, "/v2/products", 404, "NOT_FOUND"},
		{http.MethodPut, "/v1/products/5", 405, "UNIMPLEMENTED"},
		{http.MethodGet, "/v1/products/%zz", 400, "INVALID_ARGUMENT"},
		{http.MethodGet, "*", 400, "INVALID_ARGUMENT"},
	} {
		r := httptest.NewRequest(test.method, "/", nil)
		r.URL.Path, r.URL.RawPath = test.path, test.path
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		var got Problem
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != test.status || got.Code != test.code {
			t.Errorf("%s %s: %s", test.method, test.path, w.Body)
		}
		if allow := w.Header().Get("Allow"); (allow == "GET, DELETE") != (w.Code == 405) {
			t.Errorf("%s %s: Allow %q", test.method, test.path, allow)
		}
	}
	if calls != 0 {
		t.Errorf("%d routes ran to find out what is allowed", calls)
	}
	mux.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/v1/products/5", nil))
	if calls != 1 {
		t.Error("the route did not run")
	}
}

// TestErrorSpeaksTheClientsNames checks that an error about a list names parameters and fields as REST has them, and repeats what the
// client sent as it was.
func TestErrorSpeaksTheClientsNames(t *testing.T) {
	var v errs.Violations
	v.Add("order_by", `cannot sort by "made_\"up": did you mean made_time or end_time?`)
	for query, field := range map[string]string{"orderBy=x": "orderBy", "order_by=x": "order_by"} {
		w := httptest.NewRecorder()
		Error(t.Context(), nil, nil, w, httptest.NewRequest(http.MethodGet, "/v1/products?"+query, nil), grpcx.Status(v.Err(), "shop").Err())
		var got Problem
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		want := Violation{field, `cannot sort by "made_\"up": did you mean madeTime or endTime?`}
		if len(got.Violations) != 1 || got.Violations[0] != want || got.Detail != want.Field+" "+want.Description {
			t.Errorf("%s: got %+v", query, got)
		}
	}
}

// retried is what a client of grpc gets after it has tried again in vain.
func retried() error {
	s := grpcx.Status(&errs.Error{Kind: errs.KindUnavailable, Reason: "BUSY", Message: "try later"}, "shop.v1").Proto()
	s.Message = "max retries exhausted: failed after 3 attempts: rpc error: code = Unavailable desc = " + s.Message
	return status.ErrorProto(s)
}

// TestErrorsAreShort sends 60 kB, which is as much as the gateway takes of a head, in every place that an error names.
func TestErrorsAreShort(t *testing.T) {
	huge := strings.Repeat("x", 60_000)
	request := httptest.NewRequest(huge, "/"+huge, nil)
	for name, answer := range map[string]func(http.ResponseWriter){
		"method": func(w http.ResponseWriter) {
			Routing(t.Context(), runtime.NewServeMux(), nil, w, request, http.StatusMethodNotAllowed)
		},
		"gateway": func(w http.ResponseWriter) {
			Error(t.Context(), nil, nil, w, request, status.Error(codes.InvalidArgument, "too many values: "+huge))
		},
	} {
		w := httptest.NewRecorder()
		if answer(w); w.Body.Len() > 800 {
			t.Errorf("%s: %d bytes: %.300s", name, w.Body.Len(), w.Body)
		}
	}
}
