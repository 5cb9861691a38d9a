package model

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Ledger is what must not change from run to run: protobuf numbers, ports, plurals, the order of things; and the schema as it
// was last generated, from which a change of the spec is told. It is committed with the workspace. An empty Ledger is a
// workspace that was never generated.
type Ledger struct {
	Services []*ServiceEntry // by name; a removed service stays
}

// ServiceEntry is the ledger of one service: .svcgen/model/<name>.yaml.
type ServiceEntry struct {
	Name      string
	Was       string // its name before the last rename, or ""
	Gone      bool   // no longer in the spec; everything else is as it was last generated
	RenamedTo string // the service that has all but the numbers that are never used again; "" for one that is not renamed
	Database  string // "" where it is called as the service
	GRPCPort  int
	AdminPort int
	API       string // full name of the protobuf service: shop.catalog.v1.CatalogService; "" where an older svcgen wrote it
	Enums     []*EnumEntry
	Resources []*ResourceEntry
}

// EnumEntry is one enum, with the numbers of its values.
type EnumEntry struct {
	Name    string
	GoName  string // "" where it is the usual one
	PBName  string // "" where it is the usual one
	Values  []Tombstone
	Removed []Tombstone // numbers and names of values that are gone, never used again
}

// ResourceEntry is one resource with its table.
type ResourceEntry struct {
	Name       string
	Plural     string // also the table's name
	GoName     string // "" where it is the usual one
	PBName     string // "" where it is the usual one
	PrimaryKey string // name of the constraint; "" where it is the usual one
	Gone       bool   // no longer in the spec
	Was        string // its name before the last rename, or ""
	SoftDelete bool
	Path       string        // /v1/products; "" where an older svcgen wrote it, which knew no facts of the API
	Methods    []spec.Method // the standard ones that clients can call
	Fields     []*FieldEntry // in the order in which they were first seen
	Removed    []Tombstone   // numbers and names of fields that are gone, never used again
	Uniques    []IndexEntry
	Indexes    []IndexEntry
}

// FieldEntry is one field with its column: the SQL that was generated last, not what it came from.
type FieldEntry struct {
	Name             string
	Number           int
	Was              string // its name before the last rename, or ""
	Type             spec.Type
	Repeated         bool
	Precision, Scale int
	Enum, Ref        string
	Optional         bool
	API              []string // what clients can do with it and what they must keep to: required, filter=eq, max_len=120
	SQL              string   // type of the column
	SQLDefault       string   // "" where it has none
	Check            []string // name and condition
	ForeignKey       []string // name, table, what a deletion does
}

// IndexEntry is an index or a unique constraint.
type IndexEntry struct {
	Name    string
	Using   string
	Columns []string
}

// NewLedger is the ledger of a workspace that was never generated.
func NewLedger() *Ledger { return &Ledger{} }

func (l *Ledger) service(name string) *ServiceEntry {
	for _, s := range l.Services {
		if s.Name == name {
			return s
		}
	}
	return nil
}

func (s *ServiceEntry) enum(name string) *EnumEntry {
	if s == nil {
		return nil
	}
	for _, e := range s.Enums {
		if e.Name == name {
			return e
		}
	}
	return nil
}

func (s *ServiceEntry) resource(name string) *ResourceEntry {
	if s == nil {
		return nil
	}
	for _, r := range s.Resources {
		if r.Name == name {
			return r
		}
	}
	return nil
}

func sortServices(all []*ServiceEntry) {
	slices.SortFunc(all, func(a, b *ServiceEntry) int { return strings.Compare(a.Name, b.Name) })
}

// The ports of the gateway, and the first ones of services: each service gets the next ones that are free.
const (
	gatewayHTTPPort  = 8080
	gatewayAdminPort = 9100
	firstGRPCPort    = 9001
	firstAdminPort   = 9101
)

// ports hands out ports that no service of the ledger ever had.
type ports struct{ taken map[int]bool }

func newPorts(l *Ledger) *ports {
	p := &ports{taken: map[int]bool{gatewayHTTPPort: true, gatewayAdminPort: true}}
	for _, s := range l.Services {
		p.taken[s.GRPCPort], p.taken[s.AdminPort] = true, true
	}
	return p
}

// next is the first free pair of a gRPC port and an admin port, a hundred apart: 9001 and 9101. From the hundredth service
// on the pairs continue at 9201.
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

// next skips the range that protobuf keeps for itself.
func (n *numbers) next() int {
	n.last++
	if n.last == 19000 {
		n.last = 20000
	}
	return n.last
}
