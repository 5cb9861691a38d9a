package build

import (
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
)

// The ports of the gateway and of the first service. Each further service gets the next free ones.
const (
	gatewayHTTPPort  = 8080
	gatewayAdminPort = 9100
	firstGRPCPort    = 9001
	firstAdminPort   = 9101
)

// ports hands out ports that no service of the ledger ever had.
type ports struct{ taken map[int]bool }

func newPorts(l *ledger.Ledger) *ports {
	p := &ports{taken: map[int]bool{gatewayHTTPPort: true, gatewayAdminPort: true}}
	for _, s := range l.Services {
		p.taken[s.GRPCPort], p.taken[s.AdminPort] = true, true
	}
	return p
}

// next returns the first free pair of a gRPC port and an admin port, a hundred apart: 9001 and 9101. From the hundredth service on
// the pairs continue at 9201 and 9301.
func (p *ports) next() (grpcPort, adminPort int) {
	for block := 0; ; block += 200 {
		for i := range firstAdminPort - firstGRPCPort - 1 {
			grpcPort, adminPort = firstGRPCPort+block+i, firstAdminPort+block+i
			if !p.taken[grpcPort] && !p.taken[adminPort] {
				p.taken[grpcPort], p.taken[adminPort] = true, true
				return grpcPort, adminPort
			}
		}
	}
}

// numbers hands out the numbers of one message or enum.
type numbers struct{ last int }

func (n *numbers) saw(number int) { n.last = max(n.last, number) }

// next returns the next free number. It skips what each message keeps for expanded, and the range that protobuf reserves for its
// implementation.
func (n *numbers) next() int {
	n.last++
	if n.last == model.ExpandedNumber {
		n.last++
	}
	if n.last == 19000 {
		n.last = 20000
	}
	return n.last
}
