package grpcx_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
	"github.com/svcgen/svcgen/templates/core/platform/grpcx"
	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// streamer is a service with a stream.
type streamer struct {
	pb.UnimplementedTestServiceServer
	stream func(ctx context.Context) error
}

func (s *streamer) StreamingOutputCall(_ *pb.StreamingOutputCallRequest, stream grpc.ServerStreamingServer[pb.StreamingOutputCallResponse]) error {
	return s.stream(stream.Context())
}

func TestStreamErrors(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		code codes.Code
		log  string
	}{
		"meant for the client": {errs.NotFound("product"), codes.NotFound, `"code":"NotFound"`},
		"our fault":            {errors.New("disk full"), codes.Internal, `"error":"disk full"`},
		"panic":                {nil, codes.Internal, `"error":"panic: oops","stack":"goroutine`},
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			server := grpcx.NewServer(grpcx.ServerConfig{}, obs.NewLogger(&log, slog.LevelInfo))
			pb.RegisterTestServiceServer(server, &streamer{stream: func(ctx context.Context) error {
				if obs.RequestID(ctx) == "" {
					t.Error("no request id")
				}
				if test.err == nil {
					panic("oops")
				}
				return test.err
			}})
			stream, err := pb.NewTestServiceClient(connect(t, server)).StreamingOutputCall(t.Context(), &pb.StreamingOutputCallRequest{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err = stream.Recv(); status.Code(err) != test.code || strings.Contains(err.Error(), "disk") || strings.Contains(err.Error(), "oops") {
				t.Errorf("got %v", err)
			}
			if !strings.Contains(log.String(), test.log) {
				t.Errorf("log %s", log.String())
			}
		})
	}
}

// TestStreamInterceptors proves that extra interceptors run around a stream: they can refuse it and change its context.
func TestStreamInterceptors(t *testing.T) {
	var request any = "not called"
	guard := func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		request = req
		if len(metadata.ValueFromIncomingContext(ctx, "caller")) == 0 {
			return nil, errs.Precondition("NO_CALLER", info.FullMethod+" needs a caller")
		}
		return handler(context.WithValue(ctx, contextKey{}, "known"), req)
	}
	server := grpcx.NewServer(grpcx.ServerConfig{}, slog.New(slog.DiscardHandler), guard)
	pb.RegisterTestServiceServer(server, &streamer{stream: func(ctx context.Context) error {
		if ctx.Value(contextKey{}) != "known" {
			t.Error("the handler does not get the interceptor's context")
		}
		return nil
	}})
	client := pb.NewTestServiceClient(connect(t, server))
	for _, test := range []struct {
		ctx  context.Context
		want error
	}{
		{t.Context(), status.Error(codes.FailedPrecondition, pb.TestService_StreamingOutputCall_FullMethodName+" needs a caller")},
		{metadata.AppendToOutgoingContext(t.Context(), "caller", "me"), io.EOF},
	} {
		stream, err := client.StreamingOutputCall(test.ctx, &pb.StreamingOutputCallRequest{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = stream.Recv(); err == nil || err.Error() != test.want.Error() {
			t.Errorf("got %v, want %v", err, test.want)
		}
		if request != nil {
			t.Errorf("the request is %v, want nil", request)
		}
	}
}
