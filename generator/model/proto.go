package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// Doc is the comment of the protobuf service.
func (s *Service) Doc() string {
	if s.Description != "" {
		return s.PBName + " is the API of the " + s.Title + " service.\n\n" + s.Description
	}
	return s.PBName + " is the API of the " + s.Title + " service."
}

// Methods are the methods of the protobuf service, in their order.
func (s *Service) Methods() []Method {
	var all []Method
	for _, r := range s.Resources {
		all = append(all, r.Methods...)
	}
	return all
}

// ProtoImports are the files that the service's proto file imports, sorted.
func (s *Service) ProtoImports() []string {
	imports := []string{"google/api/annotations.proto", "google/api/field_behavior.proto", "google/protobuf/timestamp.proto"}
	for _, r := range s.Resources {
		if r.HardDelete() {
			imports = append(imports, "google/protobuf/empty.proto")
		}
		if r.Has(spec.Update) {
			imports = append(imports, "google/protobuf/field_mask.proto")
		}
		for _, f := range r.Fields {
			if f.Kind.ProtoImport != "" {
				imports = append(imports, f.Kind.ProtoImport)
			}
		}
	}
	slices.Sort(imports)
	return slices.Compact(imports)
}

// ProtoDoc is the comment of the resource's message.
func (r *Resource) ProtoDoc() string {
	doc := r.PBName + " is " + r.Article + " " + r.Title + "."
	if r.Description != "" {
		doc += "\n\n" + r.Description
	}
	return doc
}

// ProtoDoc is the comment of the field in the message, "" where there is nothing to say.
func (f *Field) ProtoDoc() string {
	var lines []string
	if f.Description != "" {
		lines = append(lines, f.Description)
	}
	switch f.Kind.Type {
	case spec.Ref:
		lines = append(lines, "The id of "+f.Ref.Article+" "+f.Ref.Title+".")
	case spec.UUID:
		lines = append(lines, "A UUID.")
	case spec.Date:
		lines = append(lines, "A date: YYYY-MM-DD.")
	case spec.Decimal:
		lines = append(lines, fmt.Sprintf("A decimal number with up to %s after the point.", count(f.Scale, "digit")))
	}
	if f.HasDefault {
		lines = append(lines, "The default is "+f.defaultText()+".")
	}
	return strings.Join(lines, "\n")
}

func (f *Field) defaultText() string {
	if f.Enum != nil {
		for _, v := range f.Enum.Values {
			if v.Name == f.Default {
				return v.ProtoName
			}
		}
	}
	if f.Default == "" {
		return "empty"
	}
	return f.Default
}

// Reserved are the statements that keep numbers and names of removed fields from being used again.
func (r *Resource) Reserved() []string { return reserved(r.Removed) }

// Reserved are the statements that keep numbers and names of removed values from being used again.
func (e *Enum) Reserved() []string { return reserved(e.Removed) }

func reserved(removed []Tombstone) []string {
	if len(removed) == 0 {
		return nil
	}
	var numbers, names []string
	for _, t := range removed {
		numbers = append(numbers, fmt.Sprint(t.Number))
		if t.Name != "" { // otherwise it is in use again
			names = append(names, fmt.Sprintf("%q", t.Name))
		}
	}
	statements := []string{"reserved " + strings.Join(numbers, ", ") + ";"}
	if len(names) > 0 {
		statements = append(statements, "reserved "+strings.Join(names, ", ")+";")
	}
	return statements
}

// FilterDoc says what a list can be filtered by: "status, category, and words of title".
func (r *Resource) FilterDoc() string {
	var parts, words []string
	for _, f := range r.Fields {
		if len(f.Filter) > 0 {
			parts = append(parts, f.Name)
		}
		if f.Search {
			words = append(words, f.Name)
		}
	}
	if len(words) > 0 {
		parts = append(parts, "words of "+strings.Join(words, " and "))
	}
	return strings.Join(parts, ", ")
}

// OrderDoc says what a list can be sorted by: "price or title".
func (r *Resource) OrderDoc() string {
	var names []string
	for _, f := range r.Sortable() {
		names = append(names, f.Name)
	}
	return strings.Join(names, " or ")
}

// UsedEnums are the enums that a field of the service has.
func (s *Service) UsedEnums() []*Enum {
	return slices.DeleteFunc(slices.Clone(s.Enums), func(e *Enum) bool { return e.firstUser(s) == nil })
}

// Listed reports whether a list of the service filters or sorts by a field of the enum.
func (e *Enum) Listed(s *Service) bool {
	for _, r := range s.Resources {
		for _, f := range r.Listed() {
			if f.Enum == e && r.Has(spec.List) {
				return true
			}
		}
	}
	return false
}

// PBUnspecified is protoc-gen-go's constant for the zero value: ProductStatus_PRODUCT_STATUS_UNSPECIFIED.
func (e *Enum) PBUnspecified() string { return e.PBName + "_" + e.Unspecified }

// DomainType is the entity's type in other packages than its own: catalog.Product.
func (r *Resource) DomainType() string { return r.Service.Package + "." + r.GoName }

// NewExpr is a Go expression, in package rpc, for an entity with the defaults of the spec.
func (r *Resource) NewExpr() string { return r.Service.Package + ".New" + r.GoName + "()" }

// SortValue is a Go expression for the field of an entity in a variable, as a value of the database.
func (f *Field) SortValue(variable string) string {
	value := variable + "." + f.GoName
	if f.Enum != nil {
		return "string(" + value + ")"
	}
	return value
}

// TokenValue is a Go expression for the field of an entity in a variable, as a page token holds it.
func (f *Field) TokenValue(variable string) string {
	if f.Enum != nil {
		return f.Enum.Var() + "ToProto(" + variable + "." + f.GoName + ")"
	}
	return variable + "." + f.GoName
}

// ProtoName is the full name of the resource's message: shop.catalog.v1.Product.
func (r *Resource) ProtoName() string { return r.Service.ProtoPackage + "." + r.PBName }

// PBServer is the interface that the gRPC server of the service implements: catalogv1.CatalogServiceServer.
func (s *Service) PBServer() string { return s.PBPackage + "." + s.PBName + "Server" }

// PBPlural is the plural in the names of methods and messages: ListApiKeys.
func (r *Resource) PBPlural() string { return messageName(r.Plural) }

// PBField is protoc-gen-go's name for the field of a request that holds the resource.
func (r *Resource) PBField() string { return goCamelCase(r.ProtoField) }
