package model

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
)

// Explanation is what svcgen has made of one part of the spec: of the workspace, a service, a resource, a field or an enum. The
// one that was asked for is set.
type Explanation struct {
	Path      string             `json:"path"` // catalog.product.price; "" for the workspace
	Workspace *ExplainedModel    `json:"workspace,omitempty"`
	Service   *ExplainedService  `json:"service,omitempty"`
	Resource  *ExplainedResource `json:"resource,omitempty"`
	Field     *ExplainedField    `json:"field,omitempty"`
	Enum      *ExplainedEnum     `json:"enum,omitempty"`
}

// ExplainedModel is a workspace.
type ExplainedModel struct {
	Module   string   `json:"module"`
	Services []string `json:"services"`
	HTTPPort int      `json:"http_port"`
}

// ExplainedService is a service.
type ExplainedService struct {
	Name      string   `json:"name"`
	Dir       string   `json:"dir"`
	Package   string   `json:"package"` // Go package of the domain
	Proto     string   `json:"proto"`   // shop.catalog.v1.CatalogService
	ProtoFile string   `json:"proto_file"`
	Database  string   `json:"database"`
	EnvPrefix string   `json:"env_prefix"`
	GRPCPort  int      `json:"grpc_port"`
	AdminPort int      `json:"admin_port"`
	Resources []string `json:"resources"`
	Enums     []string `json:"enums,omitempty"`
	Routes    []Route  `json:"routes"`
	Notes     []string `json:"notes,omitempty"` // names that are not what one would expect, and why
}

// ExplainedResource is a resource.
type ExplainedResource struct {
	Name     string            `json:"name"`
	Go       string            `json:"go"`      // catalog.Product
	Message  string            `json:"message"` // shop.catalog.v1.Product
	Table    string            `json:"table"`
	Routes   []Route           `json:"routes"`
	Filter   []string          `json:"filter,omitempty"` // status =, != …
	Sort     []string          `json:"sort,omitempty"`
	Search   []string          `json:"search,omitempty"`
	Fields   []ExplainedField  `json:"fields"`
	Reserved []ledger.Reserved `json:"reserved,omitempty"` // numbers that are never used again
	SQL      string            `json:"sql"`                // the table and its indexes
	Notes    []string          `json:"notes,omitempty"`
}

// ExplainedField is a field.
type ExplainedField struct {
	Name        string   `json:"name"`
	Type        string   `json:"type"`                  // as the spec would say it
	Go          string   `json:"go"`                    // Price decimal.Decimal
	Proto       string   `json:"proto"`                 // optional int32 stock = 7 [(google.api.field_behavior) = REQUIRED];
	ProtoGo     string   `json:"proto_go"`              // Stock *int32
	JSON        string   `json:"json"`                  // releaseDay
	Column      string   `json:"column"`                // release_day date NOT NULL
	Constraints []string `json:"constraints,omitempty"` // CONSTRAINT products_stock_check CHECK (stock >= 0)
	Filter      string   `json:"filter,omitempty"`      // =, !=, <
	Sort        bool     `json:"sort"`
	Search      bool     `json:"search"`
	Presence    string   `json:"presence"` // required, optional, has a default …
	Notes       []string `json:"notes,omitempty"`
}

// ExplainedEnum is an enum.
type ExplainedEnum struct {
	Name     string               `json:"name"`
	Go       string               `json:"go"`
	Proto    string               `json:"proto"`
	Values   []ExplainedEnumValue `json:"values"`
	Reserved []ledger.Reserved    `json:"reserved,omitempty"`
}

// ExplainedEnumValue is a value of an enum.
type ExplainedEnumValue struct {
	Name   string `json:"name"`  // as in the spec and in SQL
	Go     string `json:"go"`    // ProductStatusActive
	Proto  string `json:"proto"` // PRODUCT_STATUS_ACTIVE: in JSON and filters too
	Number int    `json:"number"`
}

// UnknownPathError says that a path names nothing. Known are the names that could stand in the place of Name.
type UnknownPathError struct {
	Path, Name string
	What       string // service, resource, field or enum
	Known      []string
}

func (e *UnknownPathError) Error() string {
	return fmt.Sprintf("%s: no %s is called %q", e.Path, e.What, e.Name)
}

// Explain tells what became of the part of the spec that a path names: "" is the workspace, catalog a service, catalog.product a
// resource or an enum, catalog.product.price a field. The error is an *UnknownPathError.
func Explain(m *Model, path string) (*Explanation, error) {
	if path == "" {
		return &Explanation{Workspace: m.explain()}, nil
	}
	names := strings.Split(path, ".")
	known := make([]string, len(m.Services))
	for i, s := range m.Services {
		known[i] = s.Name
		if s.Name == names[0] {
			return s.explainPath(path, names[1:])
		}
	}
	return nil, &UnknownPathError{Path: path, Name: names[0], What: "service", Known: known}
}

func (s *Service) explainPath(path string, names []string) (*Explanation, error) {
	if len(names) == 0 {
		return &Explanation{Path: path, Service: s.explain()}, nil
	}
	if r := s.resource(names[0]); r != nil {
		return r.explainPath(path, names[1:])
	}
	if e := s.enum(names[0]); e != nil && len(names) == 1 {
		return &Explanation{Path: path, Enum: e.explain(s)}, nil
	}
	return nil, &UnknownPathError{Path: path, Name: names[0], What: "resource or enum", Known: append(s.resourceNames(), s.enumNames()...)}
}

func (r *Resource) explainPath(path string, names []string) (*Explanation, error) {
	if len(names) == 0 {
		return &Explanation{Path: path, Resource: r.explain()}, nil
	}
	if f := r.field(names[0]); f != nil && len(names) == 1 {
		field := f.explain()
		return &Explanation{Path: path, Field: &field}, nil
	}
	known := make([]string, len(r.Fields))
	for i, f := range r.Fields {
		known[i] = f.Name
	}
	return nil, &UnknownPathError{Path: path, Name: strings.Join(names, "."), What: "field", Known: known}
}

func (s *Service) resourceNames() []string {
	names := make([]string, len(s.Resources))
	for i, r := range s.Resources {
		names[i] = r.Name
	}
	return names
}

func (s *Service) enumNames() []string {
	names := make([]string, len(s.Enums))
	for i, e := range s.Enums {
		names[i] = e.Name
	}
	return names
}
