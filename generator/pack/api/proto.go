package api

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// serviceDoc returns the comment of the protobuf service.
func serviceDoc(s *model.Service) string {
	if s.Description != "" {
		return s.PBName + " is the API of the " + s.Title + " service.\n\n" + s.Description
	}
	return s.PBName + " is the API of the " + s.Title + " service."
}

// goPackage returns the option go_package of the service's proto file: the import path and the name of the Go package.
func goPackage(s *model.Service) string { return s.PBImport + ";" + s.PBPackage }

// protoImports returns the files that the service's proto file imports, sorted.
func protoImports(s *model.Service) []string {
	imports := []string{"google/api/annotations.proto", "google/api/field_behavior.proto", "google/protobuf/timestamp.proto"}
	for _, r := range s.Resources {
		if r.HardDelete() {
			imports = append(imports, "google/protobuf/empty.proto")
		}
		if r.Has(spec.Update) {
			imports = append(imports, "google/protobuf/field_mask.proto")
		}
		fields := r.StoredFields()
		for _, m := range r.Actions() {
			for _, message := range m.Action.Messages() {
				fields = append(slices.Clip(fields), message.Fields...)
			}
		}
		for _, other := range relatedPackages(r) {
			imports = append(imports, other.ProtoPath)
		}
		for _, f := range fields {
			if f.Kind.ProtoImport != "" {
				imports = append(imports, f.Kind.ProtoImport)
			}
		}
	}
	for _, c := range s.Copies {
		for _, f := range c.Of.StoredFields() {
			if f.Kind.ProtoImport != "" {
				imports = append(imports, f.Kind.ProtoImport)
			}
		}
	}
	for _, m := range s.OwnMethods {
		if m.Action.Returns == nil {
			imports = append(imports, "google/protobuf/empty.proto")
		}
		for _, message := range m.Action.Messages() {
			for _, f := range message.Fields {
				if f.Kind.ProtoImport != "" {
					imports = append(imports, f.Kind.ProtoImport)
				}
			}
		}
	}
	slices.Sort(imports)
	return slices.Compact(imports)
}

// messageDoc returns the comment of the resource's message.
func messageDoc(r *model.Resource) string {
	if r.Description != "" {
		return r.Description
	}
	if l := r.List; l != nil {
		return r.PBName + " is one of the " + l.Name + " of " + l.Parent.Article + " " + l.Parent.Title + "."
	}
	return r.PBName + " is " + r.Article + " " + r.Title + " of the " + r.Service.Title + " service."
}

// fieldDoc returns the comment of the field in the message, "" for none.
func fieldDoc(f *model.Field) string {
	var lines []string
	if doc := f.Doc(); doc != "" {
		lines = append(lines, doc)
	}
	if most := f.MostItems(); most > 0 {
		lines = append(lines, "At most "+kind.Count(most, "item")+".")
	}
	if f.HasDefault {
		lines = append(lines, "The default is "+f.ProtoDefault()+".")
	}
	for _, c := range f.Resource.Checks {
		if c.Refused() == f {
			lines = append(lines, c.Doc())
		}
	}
	return strings.Join(lines, "\n")
}

// eTagDoc returns the comment of the field etag in the message.
func eTagDoc(r *model.Resource) string {
	doc := "Changes with every change of the " + r.Title + "."
	if r.Changes() {
		doc += " A request that sends an outdated etag fails with ABORTED."
	}
	return doc
}

// filterDoc returns the comment of the field filter in the request of a list, "" if lists take no filter.
func filterDoc(r *model.Resource) string {
	if !r.Filterable() {
		return ""
	}
	doc := "A filter for the " + r.TitlePlural + " to return, in the syntax of AIP-160."
	if names := fieldNames(r, func(f *model.Field) bool { return len(f.Filter) > 0 }); len(names) > 0 {
		doc += "\nFields: " + strings.Join(names, ", ") + "."
	}
	if names := fieldNames(r, func(f *model.Field) bool { return len(f.Filter) > 0 && f.Optional }); len(names) > 0 {
		doc += fmt.Sprintf("\nThose in which %[1]s is set: %[1]s:*. Those in which it is not: -%[1]s:*.", names[0])
	}
	if names := fieldNames(r, func(f *model.Field) bool { return f.Search }); len(names) > 0 {
		doc += "\nWords without a field name search " + strings.Join(names, " and ") + "."
	}
	return doc
}

// orderDoc returns the comment of the field order_by in the request of a list.
func orderDoc(r *model.Resource) string {
	var names []string
	for _, f := range r.Sortable() {
		names = append(names, f.Name)
	}
	doc := fmt.Sprintf("The field to sort by: %s. Add \" desc\" for descending order, as in %q.\nIf empty, the order of creation.",
		strings.Join(names[:len(names)-1], ", ")+" or "+names[len(names)-1], names[0]+" desc")
	if null := fieldNames(r, func(f *model.Field) bool { return f.Sort && f.Optional }); len(null) > 0 {
		doc += fmt.Sprintf("\nThose without %s come last, in descending order first.", strings.Join(null, " or "))
	}
	if long := fieldNames(r, func(f *model.Field) bool { return f.Sort && f.LongText() }); len(long) > 0 {
		doc += fmt.Sprintf("\nOf %s, the first %d characters decide, then the order of creation.", strings.Join(long, " and "), kind.IndexedLength)
	}
	return doc
}

func fieldNames(r *model.Resource, keep func(*model.Field) bool) []string {
	var names []string
	for _, f := range model.FieldsOf(r, keep) {
		names = append(names, f.Name)
	}
	return names
}

// domainType returns the entity's type as other packages write it: catalog.Product.
func domainType(r *model.Resource) string { return r.Service.Package + "." + r.GoName }

// newExpr returns a Go expression, in package rpc, for an entity with the defaults of the spec.
func newExpr(r *model.Resource) string { return r.Service.Package + ".New" + r.GoName + "()" }

// tokenValue returns a Go expression for the field of the entity in variable, as a page token stores it.
func tokenValue(f *model.Field, variable string) string {
	value := variable + "." + f.GoName
	switch text := f.TokenText(); {
	case text != "" && f.Pointer():
		value = "protoconv.Optional(" + value + ", " + text + ")"
	case text != "":
		value = text + "(" + value + ")"
	}
	if f.Pointer() {
		return "aip.OrNull(" + value + ")"
	}
	return value
}

// pbServer returns the interface that the gRPC server of the service implements: catalogv1.CatalogServiceServer.
func pbServer(s *model.Service) string { return s.PBPackage + "." + s.PBName + "Server" }
