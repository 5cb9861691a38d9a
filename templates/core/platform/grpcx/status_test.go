package grpcx_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
)

func TestStatus(t *testing.T) {
	tests := []struct {
		name    string
		err     error
		code    codes.Code
		message string
		reason  string
	}{
		{"not found", errs.NotFound("product"), codes.NotFound, "product not found", "NOT_FOUND"},
		{"wrapped", fmt.Errorf("load: %w", errs.Stale("product")), codes.Aborted, "product was changed by somebody else", "ETAG_MISMATCH"},
		{"conflict", errs.Conflict(), codes.Aborted, "other changes at the same time got in the way: try again", "CONFLICT"},
		{"exists", errs.Exists("product", "sku"), codes.AlreadyExists, "product with the same sku already exists", "ALREADY_EXISTS"},
		{"in use", errs.InUse("category"), codes.FailedPrecondition, "category is still in use", "IN_USE"},
		{"reference", errs.Reference("category"), codes.InvalidArgument, "category refers to something that does not exist", "REFERENCE_NOT_FOUND"},
		{"unauthenticated", errs.Unauthenticated("SIGN_IN_REQUIRED", "sign in first"), codes.Unauthenticated, "sign in first", "SIGN_IN_REQUIRED"},
		{"denied", errs.Denied("NOT_A_MERCHANT", "only merchants may do this"), codes.PermissionDenied, "only merchants may do this", "NOT_A_MERCHANT"},
		{"internal kind", &errs.Error{Message: "secret"}, codes.Internal, "internal error", ""},
		{"unknown", errors.New("password is x"), codes.Internal, "internal error", ""},
		{"cancelled", fmt.Errorf("query: %w", context.Canceled), codes.Canceled, "the call was cancelled", ""},
		{"deadline", fmt.Errorf("query: %w", context.DeadlineExceeded), codes.DeadlineExceeded, "the call took too long", ""},
		{"own status", status.Error(codes.ResourceExhausted, "slow down"), codes.ResourceExhausted, "slow down", ""},
		{"own unknown status", status.Error(codes.Unknown, "secret"), codes.Internal, "internal error", ""},
		{"not UTF-8", errs.Precondition("X", "\xff"), codes.FailedPrecondition, "\xff", "X"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := grpcx.Status(test.err, "shop.catalog.v1")
			if s.Code() != test.code || s.Message() != test.message {
				t.Errorf("got %v %q", s.Code(), s.Message())
			}
			reason := ""
			for _, detail := range s.Details() {
				if info, ok := detail.(*errdetails.ErrorInfo); ok {
					reason = info.GetReason()
					if info.GetDomain() != "shop.catalog.v1" {
						t.Errorf("domain %q", info.GetDomain())
					}
				}
			}
			if reason != test.reason {
				t.Errorf("reason %q", reason)
			}
		})
	}
}

func TestStatusViolations(t *testing.T) {
	var v errs.Violations
	v.Add("sku", "must not be empty")
	v.Add("price.units", "must be at least 0")
	s := grpcx.Status(v.Err(), "d")
	if s.Message() != "sku must not be empty (and 1 more problem)" {
		t.Errorf("message %q", s.Message())
	}
	request, ok := s.Details()[1].(*errdetails.BadRequest)
	if !ok || len(request.GetFieldViolations()) != 2 || request.GetFieldViolations()[1].GetField() != "price.units" {
		t.Errorf("details %v", s.Details())
	}
}
