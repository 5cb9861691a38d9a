package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/naming"
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
	if r.Description != "" {
		return r.Description
	}
	return r.PBName + " is " + r.Article + " " + r.Title + " of the " + r.Service.Title + " service."
}

// ProtoDoc is the comment of the field in the message, "" if there is nothing to say.
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
		lines = append(lines, "A date, YYYY-MM-DD.")
	case spec.Decimal:
		lines = append(lines, fmt.Sprintf("A decimal number with up to %s after the point.", count(f.Scale, "digit")))
	}
	if f.HasDefault {
		lines = append(lines, "The default is "+f.DefaultText()+".")
	}
	return strings.Join(lines, "\n")
}

func (f *Field) DefaultText() string {
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

// Reserved are the statements that reserve the numbers and names of removed fields.
func (r *Resource) Reserved() []string { return reserved(r.Removed) }

// Reserved are the statements that reserve the numbers and names of removed values.
func (e *Enum) Reserved() []string { return reserved(e.Removed) }

func reserved(removed []ledger.Reserved) []string {
	if len(removed) == 0 {
		return nil
	}
	var numbers, names []string
	for _, t := range removed {
		numbers = append(numbers, fmt.Sprint(t.Number))
		if t.Name != "" { // a name that is in use again is not reserved
			names = append(names, fmt.Sprintf("%q", t.Name))
		}
	}
	statements := []string{"reserved " + strings.Join(numbers, ", ") + ";"}
	if len(names) > 0 {
		statements = append(statements, "reserved "+strings.Join(names, ", ")+";")
	}
	return statements
}

// ETagDoc is the comment of the field etag in the message.
func (r *Resource) ETagDoc() string {
	doc := "Changes with every change of the " + r.Title + "."
	if r.Changes() {
		doc += " A request that sends an outdated etag fails with ABORTED."
	}
	return doc
}

// FilterDoc is the comment of the field filter in the request of a list, "" if lists take no filter.
func (r *Resource) FilterDoc() string {
	if !r.Filterable() {
		return ""
	}
	doc := "A filter for the " + r.TitlePlural + " to return, in the syntax of AIP-160."
	if names := r.fieldNames(func(f *Field) bool { return len(f.Filter) > 0 }); len(names) > 0 {
		doc += "\nFields: " + strings.Join(names, ", ") + "."
	}
	if names := r.fieldNames(func(f *Field) bool { return f.Search }); len(names) > 0 {
		doc += "\nWords without a field name search " + strings.Join(names, " and ") + "."
	}
	return doc
}

// OrderDoc is the comment of the field order_by in the request of a list, "" if lists cannot be sorted.
func (r *Resource) OrderDoc() string {
	names := r.fieldNames(func(f *Field) bool { return f.Sort })
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("The field to sort by: %s. Add \" desc\" for descending order, as in %q.\nIf empty, the order of creation.",
		strings.Join(names, " or "), names[0]+" desc")
}

func (r *Resource) fieldNames(keep func(*Field) bool) []string {
	var names []string
	for _, f := range r.fieldsWhere(keep) {
		names = append(names, f.Name)
	}
	return names
}

// UsedEnums are the enums that fields of the service use.
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
func (r *Resource) PBPlural() string { return naming.MessageName(r.Plural) }

// PBField is protoc-gen-go's name for the field of a request that holds the resource.
func (r *Resource) PBField() string { return naming.GoCamelCase(r.ProtoField) }
