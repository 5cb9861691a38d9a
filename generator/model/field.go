package model

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// GoType is the type of the field in the domain package: *string, []ProductStatus, json.RawMessage.
func (f *Field) GoType() string {
	return f.wrap(f.ElementType(), f.Pointer())
}

// RowType is the type of the field in sqlc's row struct. It differs from GoType only for enums: sqlc knows them as text.
func (f *Field) RowType() string {
	return f.wrap(f.Kind.RowType, f.Pointer())
}

// PBType is the type of the field in protoc-gen-go's struct; enums are qualified with the service's package.
func (f *Field) PBType() string {
	element := f.Kind.PBType
	if f.Enum != nil {
		element = f.Resource.Service.PBPackage + "." + f.Enum.PBName
	}
	return f.wrap(element, f.ProtoOptional() && f.Kind.Type != spec.Bytes)
}

func (f *Field) wrap(element string, pointer bool) string {
	switch {
	case f.Repeated:
		return "[]" + element
	case pointer:
		return "*" + element
	}
	return element
}

// ProtoOptional reports whether the field is a proto3 optional one: the message then knows whether it was sent. Messages know
// without it, and so do required enums, of which 0 is no value.
func (f *Field) ProtoOptional() bool {
	switch {
	case f.Repeated || f.Kind.Message:
		return false
	case f.Optional:
		return true
	case f.OutputOnly:
		return false
	}
	return f.HasDefault || f.Required && f.Kind.Presence
}

// ProtoType is the type of an element in the service's proto package.
func (f *Field) ProtoType() string {
	if f.Enum != nil {
		return f.Enum.PBName
	}
	return f.Kind.ProtoType
}

// ProtoDecl is the declaration of the field in its message, without the comment before it.
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

// behaviors are the field's options in its proto declaration (AIP-203).
func (f *Field) behaviors() string {
	var all []string
	if f.Required {
		all = append(all, "(google.api.field_behavior) = REQUIRED")
	}
	switch {
	case f.OutputOnly:
		all = append(all, "(google.api.field_behavior) = OUTPUT_ONLY")
	case f.Immutable:
		all = append(all, "(google.api.field_behavior) = IMMUTABLE")
	}
	if len(all) == 0 {
		return ""
	}
	return " [" + strings.Join(all, ", ") + "]"
}

// SQLType is the type of the column: numeric(10,3), text[].
func (f *Field) SQLType() string {
	t := f.Kind.SQLType
	if f.Kind.Type == spec.Decimal {
		t = fmt.Sprintf("numeric(%d,%d)", f.Precision, f.Scale)
	}
	if f.Repeated {
		t += "[]"
	}
	return t
}

// NotNull reports whether the column is NOT NULL.
func (f *Field) NotNull() bool { return !f.Optional }
