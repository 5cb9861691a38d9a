package grpcx

import (
	"context"
	"errors"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// unlimited is the time for a call of a caller that has no deadline.
const unlimited = 10 * time.Second

// Call calls a method of the service of that name with nine tenths of the time that ctx has left, so that the caller can still answer.
// What the service refuses is an *errs.Error again. One that cannot be reached, or does not answer in time, is errs.Unavailable with its
// name.
func Call[Request, Reply any](
	ctx context.Context, service string, method func(context.Context, Request, ...grpc.CallOption) (Reply, error), request Request,
) (Reply, error) {
	limit := unlimited
	if deadline, ok := ctx.Deadline(); ok {
		limit = time.Until(deadline) * 9 / 10
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	reply, err := method(limited, request)
	if err != nil {
		var none Reply
		if ctx.Err() != nil {
			return none, ctx.Err() // the caller gave up
		}
		return none, remote(service, err)
	}
	return reply, nil
}

// remote turns the status with which a service answered into an error: the reverse of Status.
func remote(service string, err error) error {
	s := status.Convert(err)
	kind, known := kindOf(s)
	if !known {
		return errors.New("the " + service + " service: " + err.Error()) // without the status, which is not the caller's own answer
	}
	if kind == errs.KindUnavailable {
		return errs.Unavailable(service, err)
	}
	e := &errs.Error{Kind: kind, Reason: s.Code().String(), Message: s.Message(), Cause: err}
	for _, detail := range s.Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			e.Reason = detail.GetReason()
		case *errdetails.BadRequest:
			for _, v := range detail.GetFieldViolations() {
				e.Violations = append(e.Violations, errs.Violation{Field: v.GetField(), Description: v.GetDescription()})
			}
		}
	}
	if kind == errs.KindConflict && e.Reason == errs.ReasonStale {
		e.Kind = errs.KindStale
	}
	return e
}

// kindOf returns what a status means. known is false if the service failed, or was called in a way that it does not understand.
func kindOf(s *status.Status) (kind errs.Kind, known bool) {
	switch s.Code() {
	case codes.Unavailable, codes.DeadlineExceeded, codes.ResourceExhausted:
		return errs.KindUnavailable, true
	case codes.InvalidArgument:
		return errs.KindInvalid, true
	case codes.NotFound:
		return errs.KindNotFound, true
	case codes.AlreadyExists:
		return errs.KindExists, true
	case codes.Aborted:
		return errs.KindConflict, true
	case codes.FailedPrecondition:
		return errs.KindPrecondition, true
	case codes.Unauthenticated:
		return errs.KindUnauthenticated, true
	case codes.PermissionDenied:
		return errs.KindDenied, true
	default:
		return errs.KindInternal, false
	}
}
