package stack

import (
	"strconv"

	"github.com/svcgen/svcgen/generator/model"
)

// Signer is a program that says who calls: the gateway, or a service that calls others.
type Signer struct {
	Name     string           // as Go
	Prefix   string           // of its variables: ORDERS_
	Key      string           // where the settings of the stack have its key: Orders.AuthKey
	Trusting []*model.Service // those that it calls
}

// Prefixes returns those of the variables of the services that it calls.
func (s Signer) Prefixes() []string {
	all := make([]string, len(s.Trusting))
	for i, service := range s.Trusting {
		all[i] = service.EnvPrefix + "_"
	}
	return all
}

// signers returns the programs that say who calls.
func signers(m *model.Model) []Signer {
	all := []Signer{{"auth.Gateway", "GATEWAY_", "Gateway.Auth", m.Services}}
	for _, s := range m.Services {
		if len(s.Peers) == 0 {
			continue
		}
		own := Signer{Name: strconv.Quote(s.Name), Prefix: s.EnvPrefix + "_", Key: s.GoName + ".AuthKey"}
		for _, p := range s.Peers {
			own.Trusting = append(own.Trusting, p.Service)
		}
		all = append(all, own)
	}
	return all
}
