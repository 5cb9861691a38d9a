package crud_test

import (
	"context"
	"errors"
	"testing"

	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/svcgen/svcgen/templates/core/platform/crud"
	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/once"
)

// keyed is a request with a key.
type keyed struct {
	*wrapperspb.StringValue

	key string
	dry bool
}

func (k keyed) GetRequestId() string  { return k.key } //nolint:revive // as protoc-gen-go spells it
func (k keyed) GetValidateOnly() bool { return k.dry }

// TestOnce checks that what is answered and what is stored is what the use case returns, with a key and without.
func TestOnce(t *testing.T) {
	t.Parallel()
	first, err := proto.Marshal(wrapperspb.String("the first answer"))
	if err != nil {
		t.Fatal(err)
	}
	var got *once.Request
	var stored, earlier []byte
	run := func(_ context.Context, r *once.Request, fn func(string) ([]byte, error)) (data []byte, err error) {
		if got = r; earlier != nil {
			return earlier, nil
		}
		stored, err = fn("service")
		return stored, err
	}
	do := func(req keyed, failure error) (*wrapperspb.StringValue, error) {
		return crud.Once(t.Context(), req, "alice", run, func(service string) (*wrapperspb.StringValue, error) {
			return wrapperspb.String(service + " answers " + req.GetValue()), failure
		})
	}
	if answer, err := do(keyed{wrapperspb.String("a"), "", false}, nil); err != nil || answer.GetValue() != "service answers a" || got != nil || stored != nil {
		t.Errorf("without a key: %v, %v, request %v, stored %q", answer, err, got, stored)
	}
	if answer, err := do(keyed{wrapperspb.String("a"), "k", true}, nil); err != nil || answer.GetValue() != "service answers a" || got != nil {
		t.Errorf("without an effect: %v, %v, request %v", answer, err, got)
	}
	if answer, err := do(keyed{wrapperspb.String("a"), "k", false}, nil); err != nil || answer.GetValue() != "service answers a" || got.Caller != "alice" || len(stored) == 0 {
		t.Errorf("with a key: %v, %v, request %v, stored %q", answer, err, got, stored)
	}
	if _, err := do(keyed{wrapperspb.String("a"), "k", false}, errFailed); !errors.Is(err, errFailed) {
		t.Errorf("got %v, want the error of the use case", err)
	}
	if _, err := do(keyed{wrapperspb.String("a"), "no key", false}, nil); errs.KindOf(err) != errs.KindInvalid {
		t.Errorf("got %v, want a violation", err)
	}
	earlier = first
	if answer, err := do(keyed{wrapperspb.String("a"), "k", false}, errFailed); err != nil || answer.GetValue() != "the first answer" {
		t.Errorf("again: %v, %v", answer, err)
	}
	earlier = []byte("\xff")
	if _, err := do(keyed{wrapperspb.String("a"), "k", false}, nil); err == nil {
		t.Error("what cannot be read is no answer")
	}
}

// TestOnceKeys checks which requests are the same: those with one key, message and If-Match.
func TestOnceKeys(t *testing.T) {
	t.Parallel()
	read := func(field, value string, headers ...string) (*once.Request, error) {
		ctx := metadata.NewIncomingContext(t.Context(), metadata.Pairs(headers...))
		return grpcx.Once(ctx, keyed{wrapperspb.String(value), field, false}, "")
	}
	header := []string{grpcx.OnceKey, "k"}
	one, err := read("", "a", header...)
	if err != nil || one.Key != "k" {
		t.Fatalf("got %v, %v", one, err)
	}
	for what, tt := range map[string]struct {
		field, value string
		headers      []string
		same         bool
	}{
		"again":               {"", "a", header, true},
		"in both places":      {"k", "a", header, true},
		"another value":       {"", "b", header, false},
		"of a version":        {"", "a", append([]string{grpcx.IfMatchKey, `"1"`}, header...), false},
		"of a version, again": {"", "a", append([]string{grpcx.IfMatchKey, `"2"`}, header...), false},
	} {
		got, err := read(tt.field, tt.value, tt.headers...)
		if err != nil || got.Key != "k" || (string(got.Digest) == string(one.Digest)) != tt.same {
			t.Errorf("%s: got %v, %v", what, got, err)
		}
	}
	if got, err := read("", "a"); got != nil || err != nil {
		t.Errorf("without a key: %v, %v", got, err)
	}
	for _, tt := range []struct {
		field, header, violation string
	}{{"k", "other", "request_id"}, {"", `"a b"`, once.Header}, {"a b", "", "request_id"}} {
		headers := []string{grpcx.OnceKey, tt.header}
		if tt.header == "" {
			headers = nil
		}
		_, err := read(tt.field, "a", headers...)
		if e, ok := errors.AsType[*errs.Error](err); !ok || len(e.Violations) != 1 || e.Violations[0].Field != tt.violation {
			t.Errorf("%+v: got %v", tt, err)
		}
	}
}
