// Package rendertest holds models for tests: one that uses every part of the spec language, and one of any size.
package rendertest

import (
	"fmt"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Shop is a workspace of two services that uses every type, every flag and every method.
func Shop(tb testing.TB) *model.Model {
	tb.Helper()
	return build(tb, "github.com/acme/shop", "shop", catalog("catalog"), ordering())
}

// Minimal is the smallest workspace: one resource with one field.
func Minimal(tb testing.TB) *model.Model {
	tb.Helper()
	return build(tb, "github.com/acme/notes", "notes", one("notes", "note"))
}

// Services is a workspace of n services of one resource.
func Services(tb testing.TB, n int) *model.Model {
	tb.Helper()
	services := make([]*spec.Service, 0, n)
	for i := range n {
		services = append(services, one(fmt.Sprintf("service%03d", i), fmt.Sprintf("thing%03d", i)))
	}
	return build(tb, "github.com/acme/many", "many", services...)
}

func build(tb testing.TB, module, name string, services ...*spec.Service) *model.Model {
	tb.Helper()
	s := &spec.Spec{Module: module, Name: name, Auth: "none", Services: services}
	for _, service := range services {
		service.Pos = spec.Pos{File: "services/" + service.Name + "/service.yaml", Line: 1, Col: 1}
	}
	m, _, err := model.Build(s, ledger.New())
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// crud are the methods of a resource that is not soft-deleted.
func crud() []spec.Method {
	return []spec.Method{spec.Create, spec.Get, spec.List, spec.Update, spec.Delete}
}

func one(service, resource string) *spec.Service {
	return &spec.Service{Name: service, Resources: []*spec.Resource{{Name: resource, Methods: crud(), Fields: []*spec.Field{
		{Name: "title", Type: spec.String, MaxLen: new(200)},
		{Name: "body", Type: spec.Text, Optional: true},
		{Name: "pinned", Type: spec.Bool, Default: new("false"), Filter: []spec.Op{spec.OpEq}},
	}}}}
}

func catalog(name string) *spec.Service {
	return &spec.Service{
		Name: name, Description: "What the shop \"sells\".\n*/ {{ .Evil }} `x`",
		Enums: []*spec.Enum{{Name: "product_status", Values: []string{"draft", "active", "archived"}}},
		Resources: []*spec.Resource{
			{Name: "category", Methods: crud(), Fields: []*spec.Field{
				{Name: "slug", Type: spec.String, Unique: true, Immutable: true, Pattern: "^[a-z0-9-]{2,40}$"},
				{Name: "title", Type: spec.String, MaxLen: new(120), Description: "A short \"title\"; `code`, */ and 'quotes'\n\nof {{ two }} parts"},
				{Name: "parent", Type: spec.Ref, Ref: "category", Optional: true, OnDelete: spec.SetNull},
			}},
			{
				Name: "product", SoftDelete: true, Methods: append(crud(), spec.Undelete), Fields: productFields(),
				Indexes: []*spec.Index{
					{Keys: []spec.IndexKey{{Field: "category"}, {Field: "status"}, {Field: "create_time", Desc: true}}},
					{Unique: true, Keys: []spec.IndexKey{{Field: "title"}, {Field: "category"}}},
					{Using: "gin", Keys: []spec.IndexKey{{Field: "attributes"}}},
				},
			},
		},
	}
}

func productFields() []*spec.Field {
	return []*spec.Field{
		{Name: "sku", Type: spec.String, Unique: true, Immutable: true, MinLen: new(3), MaxLen: new(32)},
		{Name: "title", Type: spec.String, MaxLen: new(200), Filter: []spec.Op{spec.OpEq, spec.OpPrefix}, Search: true},
		{Name: "description", Type: spec.Text, Optional: true, MaxLen: new(20000)},
		{
			Name: "status", Type: spec.EnumType, Enum: "product_status", Default: new("draft"), OutputOnly: true,
			Filter: []spec.Op{spec.OpEq, spec.OpIn}, Sort: true,
		},
		{Name: "weight_kg", Type: spec.Decimal, Precision: 10, Scale: 3, Optional: true},
		{
			Name: "price", Type: spec.Decimal, Precision: 10, Scale: 2, Min: new("0"), Sort: true,
			Filter: []spec.Op{spec.OpGTE, spec.OpLTE},
		},
		{Name: "stock", Type: spec.Int32, Default: new("0"), Min: new("0")},
		{Name: "rating", Type: spec.Float64, OutputOnly: true},
		{Name: "featured", Type: spec.Bool, Default: new("false"), Filter: []spec.Op{spec.OpEq}},
		{Name: "tags", Type: spec.String, Repeated: true, MaxItems: new(20), UniqueItems: true, Filter: []spec.Op{spec.OpHas}},
		{Name: "attributes", Type: spec.JSON, Optional: true, MaxBytes: new(16384)},
		{Name: "image", Type: spec.Bytes, Optional: true, MaxBytes: new(262144)},
		{Name: "category", Type: spec.Ref, Ref: "category", Filter: []spec.Op{spec.OpEq}},
		{Name: "owner", Type: spec.UUID, Immutable: true},
		{Name: "contact", Type: spec.String, Format: spec.Email, Optional: true, Sensitive: true},
		{Name: "publish_time", Type: spec.Timestamp, Optional: true, OutputOnly: true},
		{Name: "listed_time", Type: spec.Timestamp, Now: true, OutputOnly: true, Sort: true},
		{Name: "release_day", Type: spec.Date, Optional: true},
		{Name: "views", Type: spec.Int64, Min: new("0"), Max: new("1000000")},
	}
}

// ordering has names that are keywords somewhere.
func ordering() *spec.Service {
	return &spec.Service{Name: "ordering", Resources: []*spec.Resource{
		{Name: "order", Methods: crud(), Fields: []*spec.Field{
			{Name: "user", Type: spec.UUID, Filter: []spec.Op{spec.OpEq}},
			{Name: "range", Type: spec.Int64},
			{Name: "type", Type: spec.EnumType, Enum: "order_type", Default: new("retail")},
			{Name: "select", Type: spec.String},
			{Name: "home_url", Type: spec.String, Format: spec.URI, Optional: true},
			{Name: "days", Type: spec.Date, Repeated: true},
		}},
	}, Enums: []*spec.Enum{{Name: "order_type", Values: []string{"retail", "wholesale"}}}}
}
