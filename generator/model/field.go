package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
)

// PBType returns the type of the field in protoc-gen-go's struct. Enums are qualified with the service's package.
func (f *Field) PBType() string {
	element := f.Kind.PBType
	if f.Enum != nil {
		element = f.Resource.Service.PBPackage + "." + f.Enum.PBName
	}
	return f.Wrap(element, f.ProtoOptional() && !f.Kind.Nil)
}

// ProtoDecl returns the declaration of the field in its message, without the comment before it.
func (f *Field) ProtoDecl() string {
	label := ""
	switch {
	case f.Repeated:
		label = "repeated "
	case f.ProtoOptional():
		label = "optional "
	}
	return fmt.Sprintf("%s%s %s = %d%s;", label, f.ProtoType(), f.Name, f.Number, f.behaviors())
}

// behaviors returns the field_behavior options (AIP-203) in the declaration of the field.
func (f *Field) behaviors() string {
	var all []string
	if f.Required {
		all = append(all, "(google.api.field_behavior) = REQUIRED")
	}
	switch {
	case f.OutputOnly && !f.Resource.Message:
		all = append(all, "(google.api.field_behavior) = OUTPUT_ONLY")
	case f.Immutable:
		all = append(all, "(google.api.field_behavior) = IMMUTABLE")
	}
	if len(all) == 0 {
		return ""
	}
	return " [" + strings.Join(all, ", ") + "]"
}

// DefaultText returns the default as clients of the REST API see it, "empty" for an empty text.
func (f *Field) DefaultText() string {
	switch {
	case f.Enum != nil && f.HasDefault:
		return f.Enum.Value(f.Default).JSONName
	case f.Default == "":
		return "empty"
	}
	return f.Default
}

// ProtoDefault is DefaultText for clients of the gRPC API.
func (f *Field) ProtoDefault() string {
	if f.Enum != nil && f.HasDefault {
		return f.Enum.Value(f.Default).ProtoName
	}
	return f.DefaultText()
}

// Doc returns what the field is, for those who read about the API: the description, and what its type means, each on a line. "" for nothing.
func (f *Field) Doc() string {
	var lines []string
	if f.Description != "" {
		lines = append(lines, f.Description)
	}
	switch {
	case f.Ref != nil:
		lines = append(lines, "The id of "+f.Ref.Article+" "+f.Ref.Title+".")
	case f.Remote != nil:
		lines = append(lines, "The id of "+f.Remote.Article+" "+f.Remote.Title+" of the "+f.Remote.Service.Title+" service, which was there when the field was set.")
	case f.Kind.ProtoDoc != nil:
		lines = append(lines, f.Kind.ProtoDoc(&f.Shape))
	}
	return strings.Join(lines, "\n")
}

// GoNameBefore returns the name in Go that no field of the resource has any more because this one was renamed in this run; "" if it was not.
func (f *Field) GoNameBefore() string {
	if f.Before == nil || f.Before.Name == f.Name {
		return ""
	}
	was := naming.GoName(f.Before.Name)
	if slices.ContainsFunc(f.Resource.Fields, func(other *Field) bool { return other.GoName == was }) {
		return ""
	}
	return was
}
