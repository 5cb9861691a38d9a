package grpcx

import (
	"fmt"

	"google.golang.org/grpc"
)

// Peer is a connection to another service of the workspace: over the network, or without one in a process that runs all services.
type Peer struct {
	grpc.ClientConnInterface

	service      string
	target       string
	idempotent   []string
	network      *grpc.ClientConn
	interceptors []grpc.UnaryClientInterceptor
}

// NewPeer returns a connection to the service of that name. target and idempotent are those of Dial, for calls over the network. It
// connects on the first call.
func NewPeer(service, target string, idempotent ...string) (*Peer, error) {
	p := &Peer{service: service, target: target, idempotent: idempotent}
	if err := p.Redial(nil); err != nil {
		return nil, err
	}
	return p, nil
}

// Redial makes the connection over the network anew. It must be called before the first call.
func (p *Peer) Redial(d Dialer) error {
	network, err := d.Dial(p.target, p.idempotent...)
	if err != nil {
		return err
	}
	if p.network != nil {
		p.Close()
	}
	p.network = network
	p.ClientConnInterface = Intercept(network, p.interceptors...)
	return nil
}

// Use makes the calls of p pass through interceptors as well, after ConnectPeers too.
func (p *Peer) Use(interceptors ...grpc.UnaryClientInterceptor) {
	p.interceptors = append(p.interceptors, interceptors...)
	p.ClientConnInterface = Intercept(p.ClientConnInterface, interceptors...)
}

// Close ends the connection over the network.
func (p *Peer) Close() { _ = p.network.Close() }

// ConnectPeers makes peers call the services of this process, which have conns by name. It must be called before their first call. It
// returns an error if a peer is no service of this process.
func ConnectPeers(peers []*Peer, conns map[string]grpc.ClientConnInterface) error {
	for _, p := range peers {
		conn, ok := conns[p.service]
		if !ok {
			return fmt.Errorf("a peer is called %q, but no service is", p.service)
		}
		p.ClientConnInterface = Intercept(conn, p.interceptors...)
	}
	return nil
}
