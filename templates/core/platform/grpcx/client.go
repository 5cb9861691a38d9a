package grpcx

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"
)

// serviceConfig says how calls spread over replicas, and which calls are sent again if a replica was unavailable.
const serviceConfig = `{
	"loadBalancingConfig": [{"round_robin": {}}],
	"retryThrottling": {"maxTokens": 10, "tokenRatio": 0.1},
	"methodConfig": [{"name": %s, "retryPolicy": {
		"maxAttempts": 3,
		"initialBackoff": "0.05s",
		"maxBackoff": "1s",
		"backoffMultiplier": 2,
		"retryableStatusCodes": ["UNAVAILABLE"]
	}}]
}`

// Dialer makes connections over the network, which have these options as well.
type Dialer []grpc.DialOption

// Dial is that of a Dialer without options.
func Dial(target string, idempotent ...string) (*grpc.ClientConn, error) {
	return Dialer{}.Dial(target, idempotent...)
}

// Dial returns a connection to a service that may have many replicas. idempotent lists the full names of the methods that may
// be sent again; any other call may have had its effect although no answer came. The request id of a caller's context is sent along.
func (d Dialer) Dial(target string, idempotent ...string) (*grpc.ClientConn, error) {
	type name struct {
		Service string `json:"service"`
		Method  string `json:"method"`
	}
	names := make([]name, len(idempotent))
	for i, method := range idempotent {
		names[i].Service, names[i].Method, _ = strings.Cut(strings.TrimPrefix(method, "/"), "/")
	}
	list, err := json.Marshal(names)
	if err != nil {
		return nil, err
	}
	return grpc.NewClient(target, append([]grpc.DialOption{
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultServiceConfig(fmt.Sprintf(serviceConfig, list)),
		grpc.WithChainUnaryInterceptor(sendRequestID),
		grpc.WithChainStreamInterceptor(sendStreamRequestID),
		grpc.WithConnectParams(grpc.ConnectParams{ // a service that is back is called soon: the default waits up to two minutes
			Backoff:           backoff.Config{BaseDelay: 100 * time.Millisecond, Multiplier: 1.6, Jitter: 0.2, MaxDelay: 2 * time.Second},
			MinConnectTimeout: 2 * time.Second, // for an address that does not even refuse
		}),
		grpc.WithInitialWindowSize(window),
		grpc.WithInitialConnWindowSize(window),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: keepaliveTime}),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(64 << 20)), // a page of a list may be large
	}, d...)...)
}
