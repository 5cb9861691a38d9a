// Package ledger holds what must not change from run to run, and reads and writes the files in which a workspace keeps it.
package ledger

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Ledger is what must not change from run to run: protobuf numbers, ports, plurals, the order of things; and the schema as it
// was last generated, from which a change of the spec is told. It is committed with the workspace. An empty Ledger is a
// workspace that was never generated.
type Ledger struct {
	Services []*Service // by name; a removed service stays
}

// Service is the ledger of one service: .svcgen/model/<name>.yaml.
type Service struct {
	Name      string
	Was       string // its name before the last rename, or ""
	Gone      bool   // no longer in the spec; everything else is as it was last generated
	RenamedTo string // the service that has all but the numbers that are never used again; "" for one that is not renamed
	Database  string // "" if it has the name of the service
	GRPCPort  int
	AdminPort int
	API       string // full name of the protobuf service: shop.catalog.v1.CatalogService; "" if an older svcgen wrote the ledger
	Enums     []*Enum
	Resources []*Resource
}

// Enum is one enum, with the numbers of its values.
type Enum struct {
	Name    string
	GoName  string // "" if it is the usual one
	PBName  string // "" if it is the usual one
	Values  []Reserved
	Removed []Reserved // numbers and names of values that are gone, never used again
}

// Resource is one resource with its table.
type Resource struct {
	Name       string
	Plural     string // also the table's name
	GoName     string // "" if it is the usual one
	PBName     string // "" if it is the usual one
	PrimaryKey string // name of the constraint; "" if it is the usual one
	Gone       bool   // no longer in the spec
	Was        string // its name before the last rename, or ""
	SoftDelete bool
	Path       string        // /v1/products; "" if an older svcgen wrote the ledger, which did not know the API
	Methods    []spec.Method // the standard ones that clients can call
	Fields     []*Field      // in the order in which they were first seen
	Removed    []Reserved    // numbers and names of fields that are gone, never used again
	Uniques    []Index
	Indexes    []Index
}

// Field is one field with its column: the SQL that was generated last, not what it came from.
type Field struct {
	Name             string
	Number           int
	Was              string // its name before the last rename, or ""
	Type             spec.Type
	Repeated         bool
	Precision, Scale int
	Enum, Ref        string
	Optional         bool
	API              []string // what clients can do with it and what rules it has: required, filter=eq, max_len=120
	SQL              string   // type of the column
	SQLDefault       string   // "" if it has none
	Check            []string // name and condition
	ForeignKey       []string // name, table, what a deletion does
}

// Index is an index or a unique constraint.
type Index struct {
	Name    string
	Using   string
	Columns []string
}

// Reserved is a protobuf number and name that were once in use.
type Reserved struct {
	Name   string // "" in a model if the name is in use again
	Number int
}

// New is the ledger of a workspace that was never generated.
func New() *Ledger { return &Ledger{} }

// SortServices puts services in the order in which the ledger holds them: by name.
func SortServices(all []*Service) {
	slices.SortFunc(all, func(a, b *Service) int { return strings.Compare(a.Name, b.Name) })
}
