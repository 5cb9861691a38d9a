package grpcx

import (
	"context"
	"errors"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Status returns what the client sees of err. This is the one place where errors become google.rpc.Status: an *errs.Error keeps
// its message and gets an ErrorInfo and a BadRequest (AIP-193); a status that the service made itself stays as it is; any other
// error becomes an internal error without details.
func Status(err error, domain string) *status.Status {
	if e, ok := errors.AsType[*errs.Error](err); ok && e.Kind != errs.KindInternal {
		return detailed(e, domain)
	}
	if errors.Is(err, context.Canceled) {
		return status.New(codes.Canceled, "the call was cancelled")
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return status.New(codes.DeadlineExceeded, "the call took too long")
	}
	if s, ok := status.FromError(err); ok && !hidden(s.Code()) {
		return s
	}
	return status.New(codes.Internal, "internal error")
}

func detailed(e *errs.Error, domain string) *status.Status {
	s := status.New(code(e.Kind), e.Message)
	details := []protoadapt.MessageV1{&errdetails.ErrorInfo{Reason: e.Reason, Domain: domain}}
	if len(e.Violations) > 0 {
		request := &errdetails.BadRequest{}
		for _, v := range e.Violations {
			request.FieldViolations = append(request.FieldViolations, &errdetails.BadRequest_FieldViolation{
				Field:       v.Field,
				Description: v.Description,
			})
		}
		details = append(details, request)
	}
	if with, err := s.WithDetails(details...); err == nil {
		return with
	}
	return s // a message that is not UTF-8 cannot be sent
}

func code(kind errs.Kind) codes.Code {
	switch kind {
	case errs.KindInvalid:
		return codes.InvalidArgument
	case errs.KindNotFound:
		return codes.NotFound
	case errs.KindExists:
		return codes.AlreadyExists
	case errs.KindStale, errs.KindConflict:
		return codes.Aborted
	case errs.KindPrecondition:
		return codes.FailedPrecondition
	case errs.KindUnavailable:
		return codes.Unavailable
	case errs.KindUnauthenticated:
		return codes.Unauthenticated
	case errs.KindDenied:
		return codes.PermissionDenied
	case errs.KindUnimplemented:
		return codes.Unimplemented
	default:
		return codes.Internal
	}
}

// hidden reports whether a code means that the error is our fault, so that clients must not see its text.
func hidden(c codes.Code) bool {
	return c == codes.Internal || c == codes.Unknown || c == codes.DataLoss
}
