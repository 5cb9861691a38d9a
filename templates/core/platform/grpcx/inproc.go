package grpcx

import (
	"context"
	"fmt"
	"log/slog"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/svcgen/svcgen/templates/core/platform/obs"
)

// InProc connects clients and services of one process without a network. A call runs on the goroutine of its caller and
// passes through the same interceptors as on a Server. Neither end can tell the difference: request and reply are copied, so that
// later changes stay on one side (HandOver does without); outgoing metadata and the request id arrive as incoming metadata; the
// callee's context has the deadline and the cancellation of the caller's context, but not its values. Streams are not supported.
//
// Services must be registered before the first call.
type InProc struct {
	methods   map[string]inprocMethod
	intercept grpc.UnaryServerInterceptor
	carry     func(caller, callee context.Context) context.Context // gives the callee's context what a network would carry
}

var (
	_ grpc.ClientConnInterface = (*InProc)(nil)
	_ grpc.ServiceRegistrar    = (*InProc)(nil)
)

type inprocMethod struct {
	service any
	handler grpc.MethodHandler
}

// NewInProc returns a connection whose calls pass through the interceptors of a Server, and then through extra.
func NewInProc(log *slog.Logger, extra ...grpc.UnaryServerInterceptor) *InProc {
	return &InProc{
		methods:   map[string]inprocMethod{},
		intercept: chain(append([]grpc.UnaryServerInterceptor{(&calls{log: log}).unary}, extra...)),
		carry:     carryMetadata,
	}
}

// RegisterService makes the unary methods of a service callable.
func (c *InProc) RegisterService(desc *grpc.ServiceDesc, service any) {
	for _, m := range desc.Methods {
		c.methods["/"+desc.ServiceName+"/"+m.MethodName] = inprocMethod{service, m.Handler}
	}
}

// Invoke calls a method.
func (c *InProc) Invoke(ctx context.Context, method string, args, reply any, opts ...grpc.CallOption) error {
	return c.invoke(ctx, method, args, reply, opts, copyMessage)
}

func (c *InProc) invoke(
	ctx context.Context, method string, args, reply any, opts []grpc.CallOption, transfer func(dst, src any) error,
) error {
	m, ok := c.methods[method]
	if !ok {
		return status.Errorf(codes.Unimplemented, "unknown method %s", method)
	}
	if err := ctx.Err(); err != nil {
		return status.FromContextError(err).Err()
	}

	call := &inprocCall{method: method}
	// A context of package context, because it starts a goroutine for every context that is derived from one of another type, as each
	// query does.
	callee, cancel := context.WithCancel(calleeContext{ctx})
	defer cancel()
	callee = grpc.NewContextWithServerTransportStream(c.carry(ctx, callee), call)

	result, err := m.handler(m.service, callee, func(request any) error { return transfer(request, args) }, c.intercept)
	for _, opt := range opts {
		switch opt := opt.(type) {
		case grpc.HeaderCallOption:
			*opt.HeaderAddr = call.header
		case grpc.TrailerCallOption:
			*opt.TrailerAddr = call.trailer
		}
	}
	if err != nil {
		return status.Convert(err).Err()
	}
	return transfer(reply, result)
}

func carryMetadata(caller, callee context.Context) context.Context {
	md, _ := metadata.FromOutgoingContext(caller) // a copy
	if id := obs.RequestID(caller); id != "" && len(md.Get(RequestIDKey)) == 0 {
		if md == nil {
			md = metadata.MD{}
		}
		md.Set(RequestIDKey, id)
	}
	return metadata.NewIncomingContext(callee, md)
}

// NewStream returns an error: every method that svcgen generates is unary.
func (c *InProc) NewStream(_ context.Context, _ *grpc.StreamDesc, method string, _ ...grpc.CallOption) (grpc.ClientStream, error) {
	return nil, status.Errorf(codes.Unimplemented, "%s is a stream, which is not available within the process", method)
}

func copyMessage(dst, src any) error {
	to, ok := dst.(proto.Message)
	from, ok2 := src.(proto.Message)
	if !ok || !ok2 {
		return status.Error(codes.Internal, fmt.Sprintf("cannot copy %T to %T", src, dst))
	}
	proto.Reset(to)
	proto.Merge(to, from)
	return nil
}

// chain makes one interceptor of many. The first is the outermost.
func chain(interceptors []grpc.UnaryServerInterceptor) grpc.UnaryServerInterceptor {
	first := interceptors[0]
	if len(interceptors) == 1 {
		return first
	}
	rest := chain(interceptors[1:])
	return func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		return first(ctx, req, info, func(ctx context.Context, req any) (any, error) { return rest(ctx, req, info, handler) })
	}
}

// calleeContext hides the values of the caller's context.
type calleeContext struct{ context.Context }

func (calleeContext) Value(any) any { return nil }

// AfterFunc saves the goroutine that package context starts for a context derived from one without AfterFunc.
func (c calleeContext) AfterFunc(f func()) func() bool { return context.AfterFunc(c.Context, f) }

// inprocCall keeps what the handler sends with grpc.SetHeader and grpc.SetTrailer.
type inprocCall struct {
	method string

	mu              sync.Mutex
	header, trailer metadata.MD
}

func (c *inprocCall) Method() string { return c.method }

func (c *inprocCall) SetHeader(md metadata.MD) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.header = metadata.Join(c.header, md)
	return nil
}

func (c *inprocCall) SendHeader(md metadata.MD) error { return c.SetHeader(md) }

func (c *inprocCall) SetTrailer(md metadata.MD) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.trailer = metadata.Join(c.trailer, md)
	return nil
}
