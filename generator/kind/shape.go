package kind

import (
	"fmt"

	"github.com/svcgen/svcgen/generator/spec"
)

// Shape is what a field may hold: its kind, and the rules that the spec adds.
type Shape struct {
	Name  string // release_day
	Title string // "release day", for running text
	// Qualified is for identifiers that name resource and field: ProductReleaseDay. No other field of the service has it.
	Qualified string
	Kind      *Kind // never nil
	Enum      *Enum // if Kind.Type is spec.EnumType

	Repeated   bool
	Optional   bool // NULL, Go pointer, proto3 optional
	Required   bool // the client must send it: not optional, no default, not output_only, not value=now
	OutputOnly bool // Now implies it
	Now        bool
	HasDefault bool
	Default    string // canonical text

	Precision, Scale int // decimal
	MinLen, MaxLen   *int
	Min, Max         *string
	Pattern          string
	Format           spec.Format
	MaxItems         *int
	UniqueItems      bool
	MaxBytes         *int
}

// GoType is the type of the field in the domain package: *string, []ProductStatus, json.RawMessage.
func (f *Shape) GoType() string {
	return f.Wrap(f.ElementType(), f.Pointer())
}

// RowType is the type of the field in sqlc's row struct. It differs from GoType only for enums: sqlc knows them as text.
func (f *Shape) RowType() string {
	return f.Wrap(f.Kind.RowType, f.Pointer())
}

func (f *Shape) Wrap(element string, pointer bool) string {
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
func (f *Shape) ProtoOptional() bool {
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
func (f *Shape) ProtoType() string {
	if f.Enum != nil {
		return f.Enum.PBName
	}
	return f.Kind.ProtoType
}

// SQLType is the type of the column: numeric(10,3), text[].
func (f *Shape) SQLType() string {
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
func (f *Shape) NotNull() bool { return !f.Optional }
