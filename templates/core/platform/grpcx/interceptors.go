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

// Interceptors returns what happens around every unary call, the outermost first.
func Interceptors(log *slog.Logger) []grpc.UnaryServerInterceptor {
	return []grpc.UnaryServerInterceptor{
		requestID,      // takes the caller's, or makes one
		logCalls(log),  // writes a line for each call, with the code that the client sees
		mapErrors(log), // turns errors into statuses; logs and hides those that are our fault
		recoverPanics,  // turns a panic into an error
		limitTime,      // sets a deadline if the client has not
	}
}

// streams returns what happens around every stream: the same as around a call, extra included, but without a time limit.
// Interceptors run once for each stream, when it opens, and get no request.
func streams(log *slog.Logger, extra []grpc.UnaryServerInterceptor) grpc.StreamServerInterceptor {
	around := chain(append([]grpc.UnaryServerInterceptor{requestID, logCalls(log), mapErrors(log), recoverPanics}, extra...))
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

func requestID(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	id := ""
	if sent := metadata.ValueFromIncomingContext(ctx, RequestIDKey); len(sent) > 0 && len(sent[0]) <= 128 {
		id = sent[0]
	}
	if id == "" {
		id = ids.New().String()
	}
	return handler(obs.WithRequestID(ctx, id), req)
}

func logCalls(log *slog.Logger) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		start := time.Now()
		reply, err := handler(ctx, req)
		level := slog.LevelInfo
		if hidden(status.Code(err)) {
			level = slog.LevelError
		}
		log.LogAttrs(ctx, level, "call",
			slog.String("method", info.FullMethod),
			slog.String("code", status.Code(err).String()),
			slog.Float64("ms", float64(time.Since(start).Microseconds())/1000),
		)
		return reply, err
	}
}

// mapErrors translates errors. Of those that say that something else is unavailable, such as the database, it logs the cause: of the first
// in each second, because in an outage every call has one.
func mapErrors(log *slog.Logger) grpc.UnaryServerInterceptor {
	var lastOutage atomic.Int64 // second
	return func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		reply, err := handler(ctx, req)
		if err == nil {
			return reply, nil
		}
		s := Status(err, protoPackage(info.FullMethod))
		if s.Code() == codes.Internal {
			attrs := []slog.Attr{slog.String("method", info.FullMethod), slog.String("error", err.Error())}
			if p, ok := errors.AsType[*panicError](err); ok {
				attrs = append(attrs, slog.String("stack", string(p.stack)))
			}
			log.LogAttrs(ctx, slog.LevelError, "internal error", attrs...)
		}
		if e, ok := errors.AsType[*errs.Error](err); ok && e.Kind == errs.KindUnavailable && e.Cause != nil {
			if now := time.Now().Unix(); lastOutage.Swap(now) != now {
				log.LogAttrs(ctx, slog.LevelWarn, "unavailable", slog.String("method", info.FullMethod), slog.String("error", err.Error()))
			}
		}
		return nil, s.Err()
	}
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

func recoverPanics(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (reply any, err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &panicError{value: value, stack: debug.Stack()}
		}
	}()
	return handler(ctx, req)
}

func limitTime(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	if _, ok := ctx.Deadline(); ok {
		return handler(ctx, req)
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return handler(ctx, req)
}
