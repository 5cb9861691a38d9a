package grpcx

import (
	"context"
	"crypto/sha256"
	"io"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/once"
)

// OnceKey is the metadata key of the Idempotency-Key header, which the gateway passes on.
const OnceKey = "idempotency-key"

// Keyed is a message of protoc-gen-go for a request that may have a key.
type Keyed interface {
	proto.Message
	GetRequestId() string
}

// Once returns a request as far as its key is concerned, which is the request_id of the message or the Idempotency-Key header; nil if it has none,
// or asks to change nothing. caller is who sends it.
func Once(ctx context.Context, msg Keyed, caller string) (*once.Request, error) {
	key, field := msg.GetRequestId(), "request_id"
	if sent := metadata.ValueFromIncomingContext(ctx, OnceKey); len(sent) > 0 {
		if key != "" && key != sent[0] {
			return nil, errs.Invalid(field, "must be the same as "+once.Header)
		}
		key, field = sent[0], once.Header
	}
	if key == "" {
		return nil, nil //nolint:nilnil // most requests have no key
	}
	if problem := once.Problem(key); problem != "" {
		return nil, errs.Invalid(field, problem)
	}
	if dry, ok := msg.(interface{ GetValidateOnly() bool }); ok && dry.GetValidateOnly() {
		return nil, nil //nolint:nilnil // it has no effect
	}
	data, err := proto.MarshalOptions{Deterministic: true}.Marshal(msg)
	if err != nil {
		return nil, err
	}
	method, _ := grpc.Method(ctx)
	digest := sha256.New()
	_, _ = io.WriteString(digest, strings.Join(metadata.ValueFromIncomingContext(ctx, IfMatchKey), ",")+"\n")
	_, _ = digest.Write(data)
	return &once.Request{Caller: caller, Key: key, Method: method, Digest: digest.Sum(nil)}, nil
}
