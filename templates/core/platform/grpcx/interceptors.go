package grpcx

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/ids"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// RequestIDKey is the metadata key of the id that ties the log lines of a request together.
const RequestIDKey = "x-request-id"

// callTimeout limits calls whose client sets no deadline.
const callTimeout = 30 * time.Second

// calls is what happens around every call, whatever the method.
type calls struct {
	log        *slog.Logger
	lastOutage atomic.Int64 // the second in which a cause was logged last
}

// unary is a grpc.UnaryServerInterceptor. It is around, with a deadline if the client has set none.
func (c *calls) unary(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, callTimeout)
		defer cancel()
	}
	return c.around(ctx, req, info, handler)
}

// around gives the call the request id of its caller, or a new one, turns a panic into an error and an error into a status, and writes
// a line with the code that the client sees.
func (c *calls) around(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	ctx, start := withRequestID(ctx), time.Now()
	reply, err := recoverPanics(ctx, req, handler)
	level, code := slog.LevelInfo, codes.OK
	if err != nil {
		reply, err = nil, c.status(ctx, err, info.FullMethod).Err()
		if code = status.Code(err); hidden(code) {
			level = slog.LevelError
		}
	}
	c.log.LogAttrs(ctx, level, "call",
		slog.String("method", info.FullMethod),
		slog.String("code", code.String()),
		slog.Float64("ms", float64(time.Since(start).Microseconds())/1000),
	)
	return reply, err
}

// streams returns what happens around every stream: the same as around a call, extra included, but without a time limit.
// Interceptors run once for each stream, when it opens, and get no request.
func streams(c *calls, extra []grpc.UnaryServerInterceptor) grpc.StreamServerInterceptor {
	around := chain(append([]grpc.UnaryServerInterceptor{c.around}, extra...))
	return func(service any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
		call := &grpc.UnaryServerInfo{Server: service, FullMethod: info.FullMethod}
		_, err := around(stream.Context(), nil, call, func(ctx context.Context, _ any) (any, error) {
			return nil, handler(service, &serverStream{stream, ctx})
		})
		return err
	}
}

type serverStream struct {
	grpc.ServerStream
	ctx context.Context
}

func (s *serverStream) Context() context.Context { return s.ctx }

func withRequestID(ctx context.Context) context.Context {
	id := ""
	if sent := metadata.ValueFromIncomingContext(ctx, RequestIDKey); len(sent) > 0 && len(sent[0]) <= 128 {
		id = sent[0]
	}
	if id == "" {
		id = ids.New().String()
	}
	return obs.WithRequestID(ctx, id)
}

// status returns what the client sees of err. It logs errors that are our fault and, of those that say that something else is
// unavailable, such as the database, the cause: of the first in each second, because in an outage every call has one.
func (c *calls) status(ctx context.Context, err error, method string) *status.Status {
	s := Status(err, protoPackage(method))
	if s.Code() == codes.Internal {
		attrs := []slog.Attr{slog.String("method", method), slog.String("error", err.Error())}
		if p, ok := errors.AsType[*panicError](err); ok {
			attrs = append(attrs, slog.String("stack", string(p.stack)))
		}
		c.log.LogAttrs(ctx, slog.LevelError, "internal error", attrs...)
	}
	if e, ok := errors.AsType[*errs.Error](err); ok && e.Kind == errs.KindUnavailable && e.Cause != nil {
		if now := time.Now().Unix(); c.lastOutage.Swap(now) != now {
			c.log.LogAttrs(ctx, slog.LevelWarn, "unavailable", slog.String("method", method), slog.String("error", err.Error()))
		}
	}
	return s
}

// protoPackage returns shop.catalog.v1 of /shop.catalog.v1.CatalogService/GetProduct.
func protoPackage(method string) string {
	service, _, _ := strings.Cut(strings.TrimPrefix(method, "/"), "/")
	return service[:max(0, strings.LastIndexByte(service, '.'))]
}

type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprint("panic: ", e.value) }

func recoverPanics(ctx context.Context, req any, handler grpc.UnaryHandler) (reply any, err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &panicError{value: value, stack: debug.Stack()}
		}
	}()
	return handler(ctx, req)
}
