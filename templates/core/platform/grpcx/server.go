// Package grpcx is how services speak gRPC: the server, the connections to other services, over the network or within the
// process, and the interceptors of every call.
package grpcx

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/reflection"
)

// ServerConfig has the settings of a server. The zero value is good for tests.
type ServerConfig struct {
	Reflection       bool          `env:"GRPC_REFLECTION" envDefault:"false"`                          // clients may list the methods
	MaxMessageBytes  int           `env:"GRPC_MAX_MESSAGE_BYTES" envDefault:"4194304" positive:"true"` // of a request
	MaxConnectionAge time.Duration `env:"GRPC_MAX_CONNECTION_AGE" envDefault:"5m"`                     // so that clients find new replicas
	TLS              TLS           `shared:"true"`

	Options []grpc.ServerOption // further ones
}

// clients may ping an idle connection this often.
const keepaliveTime = 30 * time.Second

// window is how many bytes a stream, or a connection, may have in flight. One that is not fixed is found by a ping with each message.
const window = 1 << 20

// Server is a gRPC server with the health service.
type Server struct {
	*grpc.Server
	health *health.Server
}

// NewServer returns a server whose calls pass through extra, within what happens around every call: request ids, log lines, errors,
// deadlines. So do streams: for them extra runs when the stream opens, with a nil request.
func NewServer(cfg ServerConfig, log *slog.Logger, extra ...grpc.UnaryServerInterceptor) *Server {
	around := &calls{log: log}
	s := &Server{
		Server: grpc.NewServer(append([]grpc.ServerOption{
			grpc.ChainUnaryInterceptor(append([]grpc.UnaryServerInterceptor{around.unary}, extra...)...),
			grpc.StreamInterceptor(streams(around, extra)),
			grpc.InitialWindowSize(window),
			grpc.InitialConnWindowSize(window),
			grpc.MaxRecvMsgSize(cmp.Or(cfg.MaxMessageBytes, 4<<20)),
			grpc.KeepaliveParams(keepalive.ServerParameters{
				MaxConnectionAge:      cfg.MaxConnectionAge,
				MaxConnectionAgeGrace: callTimeout,
			}),
			grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: keepaliveTime / 2}),
		}, slices.Concat(cfg.TLS.server(log), cfg.Options)...)...),
		health: health.NewServer(),
	}
	grpc_health_v1.RegisterHealthServer(s, s.health)
	if cfg.Reflection {
		reflection.Register(s)
	}
	return s
}

// Drain asks clients and load balancers to send no more calls. Calls that still come are served.
func (s *Server) Drain() { s.health.Shutdown() }

// Shutdown accepts no more calls and waits for those under way. When ctx ends, it cuts them off.
func (s *Server) Shutdown(ctx context.Context) {
	defer context.AfterFunc(ctx, s.Stop)()
	s.GracefulStop()
}
