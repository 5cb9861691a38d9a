// Package explain shows what svcgen makes of an element of the spec: its names, types and numbers in every language.
package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Explanation explains one element of the spec. Exactly one of the pointers is set.
type Explanation struct {
	Path      string     `json:"path"` // catalog.product.price; "" for the workspace
	Workspace *Workspace `json:"workspace,omitempty"`
	Service   *Service   `json:"service,omitempty"`
	Resource  *Resource  `json:"resource,omitempty"`
	Field     *Field     `json:"field,omitempty"`
	Enum      *Enum      `json:"enum,omitempty"`
	Action    *Action    `json:"action,omitempty"`
	Job       *Job       `json:"job,omitempty"`
	Method    *Action    `json:"method,omitempty"` // of a service
	Event     *Event     `json:"event,omitempty"`
	Consumer  *Consumer  `json:"consumer,omitempty"`
}

// Workspace explains the workspace.
type Workspace struct {
	Module   string   `json:"module"`
	Services []string `json:"services"`
	HTTPPort int      `json:"http_port"`

	Own []model.OwnProto `json:"own,omitempty"` // protos of the user
}

// Service explains a service.
type Service struct {
	Name      string        `json:"name"`
	Dir       string        `json:"dir"`
	Package   string        `json:"package"` // Go package of the domain
	Proto     string        `json:"proto"`   // shop.catalog.v1.CatalogService
	ProtoFile string        `json:"proto_file"`
	Database  string        `json:"database"`
	EnvPrefix string        `json:"env_prefix"`
	GRPCPort  int           `json:"grpc_port"`
	AdminPort int           `json:"admin_port"`
	Resources []string      `json:"resources"`
	Calls     []string      `json:"calls,omitempty"` // services that it calls
	Enums     []string      `json:"enums,omitempty"`
	Events    []string      `json:"events,omitempty"`    // that code of the user publishes: stock_low: shop.catalog.v1.StockLow
	Consumers []string      `json:"consumers,omitempty"` // forget_product: catalog.product.deleted
	Jobs      []string      `json:"jobs,omitempty"`      // expire_drafts: 0 3 * * *, at most 1h, in services/catalog/…
	Routes    []model.Route `json:"routes"`
	Notes     []string      `json:"notes,omitempty"` // names that differ from the default, and why

	Own []model.OwnProto `json:"own,omitempty"` // protos of the user in the service's proto package
}

// Resource explains a resource.
type Resource struct {
	Name        string            `json:"name"`
	Go          string            `json:"go"`      // catalog.Product
	Message     string            `json:"message"` // shop.catalog.v1.Product
	Table       string            `json:"table"`
	Routes      []model.Route     `json:"routes"`
	Filter      []string          `json:"filter,omitempty"` // status =, != …
	Sort        []string          `json:"sort,omitempty"`
	Search      []string          `json:"search,omitempty"`
	Checks      []string          `json:"checks,omitempty"`   // period: ends_at > starts_at
	Actions     []string          `json:"actions,omitempty"`  // publish: status draft -> active, sets publish_time
	Events      []string          `json:"events,omitempty"`   // created: shop.catalog.v1.ProductCreated, orders.index listens
	Topic       string            `json:"topic,omitempty"`    // of the events: shop.catalog.product
	Children    []string          `json:"children,omitempty"` // repeated OrderLine lines = 7;
	HeldBy      string            `json:"held_by,omitempty"`  // orders.order, by which a child is read and changed
	Fields      []Field           `json:"fields"`
	Reserved    []ledger.Reserved `json:"reserved,omitempty"`    // removed fields, whose numbers are never used again
	SQL         string            `json:"sql"`                   // the table and its indexes
	Hooks       []string          `json:"hooks,omitempty"`       // checkProduct in services/catalog/internal/catalog/product.go
	Isolation   string            `json:"isolation,omitempty"`   // of the transactions of changes; "" is READ COMMITTED
	Owner       string            `json:"owner,omitempty"`       // whose id says who owns one: customer of order
	Constraints []string          `json:"constraints,omitempty"` // of the user's migrations: products_free_excl title: it is taken
	ReferredBy  []string          `json:"referred_by,omitempty"` // fields of other services: orders.order.product
	Own         []model.Route     `json:"own,omitempty"`         // methods of the user whose routes are below the resource's
	Notes       []string          `json:"notes,omitempty"`
}

// Field explains a field.
type Field struct {
	Name        string   `json:"name"`
	Type        string   `json:"type"`                  // as in the spec: decimal(10,2)
	Go          string   `json:"go"`                    // Price decimal.Decimal
	Proto       string   `json:"proto"`                 // optional int32 stock = 7 [(google.api.field_behavior) = REQUIRED];
	ProtoGo     string   `json:"proto_go"`              // Stock *int32
	JSON        string   `json:"json"`                  // releaseDay
	Column      string   `json:"column"`                // release_day date NOT NULL; all of them if there are several
	Constraints []string `json:"constraints,omitempty"` // CONSTRAINT products_stock_check CHECK (stock >= 0)
	Filter      string   `json:"filter,omitempty"`      // =, !=, <
	Sort        bool     `json:"sort"`
	Search      bool     `json:"search"`
	Presence    string   `json:"presence"` // required, optional, has a default …
	Notes       []string `json:"notes,omitempty"`
}

// Enum explains an enum.
type Enum struct {
	Name     string            `json:"name"`
	Go       string            `json:"go"`
	Proto    string            `json:"proto"`
	Values   []EnumValue       `json:"values"`
	Reserved []ledger.Reserved `json:"reserved,omitempty"`
}

// EnumValue explains a value of an enum.
type EnumValue struct {
	Name   string `json:"name"`  // as in the spec and in SQL
	Go     string `json:"go"`    // ProductStatusActive
	Proto  string `json:"proto"` // PRODUCT_STATUS_ACTIVE
	JSON   string `json:"json"`  // active or PRODUCT_STATUS_ACTIVE: in JSON, filters and errors
	Number int    `json:"number"`
}

// UnknownPathError reports that a path names nothing. Name is the part that is unknown, Known are the names that exist there.
type UnknownPathError struct {
	Path, Name string
	What       string // service; resource, enum, method, job or consumer; field or action
	Known      []string
}

func (e *UnknownPathError) Error() string {
	return fmt.Sprintf("%s: no %s is called %q", e.Path, e.What, e.Name)
}

// Of explains the element that a path names: "" is the workspace, catalog a service, catalog.product a resource or an enum,
// catalog.product.price a field or an action, catalog.expire_drafts a job or a consumer. own are the user's protos. The error is an *UnknownPathError.
func Of(m *model.Model, own []model.OwnProto, path string) (*Explanation, error) {
	if path == "" {
		return &Explanation{Workspace: explainModel(m, own)}, nil
	}
	names := strings.Split(path, ".")
	known := make([]string, len(m.Services))
	for i, s := range m.Services {
		known[i] = s.Name
		if s.Name == names[0] {
			return servicePath(s, own, path, names[1:])
		}
	}
	return nil, &UnknownPathError{Path: path, Name: names[0], What: "service", Known: known}
}

func servicePath(s *model.Service, own []model.OwnProto, path string, names []string) (*Explanation, error) {
	if len(names) == 0 {
		return &Explanation{Path: path, Service: explainService(s, own)}, nil
	}
	if r := s.Part(names[0]); r != nil {
		return resourcePath(r, own, path, names[1:])
	}
	if e := s.Enum(names[0]); e != nil && len(names) == 1 {
		return &Explanation{Path: path, Enum: explainEnum(e, s)}, nil
	}
	if e := memberPath(s, path, names[0]); e != nil && len(names) == 1 {
		return e, nil
	}
	known := slices.Concat(partNames(s), enumNames(s), memberNames(s))
	return nil, &UnknownPathError{Path: path, Name: names[0], What: "resource, enum, method, job or consumer", Known: known}
}

func resourcePath(r *model.Resource, own []model.OwnProto, path string, names []string) (*Explanation, error) {
	if len(names) == 0 {
		return &Explanation{Path: path, Resource: explainResource(r, own)}, nil
	}
	if f := r.Field(names[0]); f != nil && len(names) == 1 {
		field := explainField(f)
		return &Explanation{Path: path, Field: &field}, nil
	}
	if m := r.Method(spec.Method(names[0])); m != nil && m.Action != nil && len(names) == 1 {
		return &Explanation{Path: path, Action: explainAction(m)}, nil
	}
	known := make([]string, len(r.Fields))
	for i, f := range r.Fields {
		known[i] = f.Name
	}
	for _, m := range r.Actions() {
		known = append(known, string(m.Name))
	}
	return nil, &UnknownPathError{Path: path, Name: strings.Join(names, "."), What: "field or action", Known: known}
}

func resourceNames(s *model.Service) []string {
	names := make([]string, len(s.Resources))
	for i, r := range s.Resources {
		names[i] = r.Name
	}
	return names
}

// partNames returns the names of the resources, each before those of its children.
func partNames(s *model.Service) []string {
	var names []string
	for _, r := range s.Resources {
		for _, part := range r.Stored() {
			names = append(names, part.Name)
		}
	}
	return names
}

func enumNames(s *model.Service) []string {
	names := make([]string, len(s.Enums))
	for i, e := range s.Enums {
		names[i] = e.Name
	}
	return names
}
