package api

import (
	"fmt"
	"strconv"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// pbFixture are the fields that a test of package rpc sends to create an entity: those that a client must set.
func pbFixture(r *model.Resource) []*model.Field {
	return r.FieldsWhere(func(f *model.Field) bool { return f.Required && !f.Repeated })
}

// pbOutputs are the fields that only the server sets and that a test of package rpc sets in the store and then gets.
func pbOutputs(r *model.Resource) []*model.Field {
	return r.FieldsWhere(func(f *model.Field) bool {
		return r.Has(spec.Get) && r.WritesRow() && f.OutputOnly && !f.Now && !f.Immutable && f.Kind.GoImport != kind.ImportUUID && f.Kind.Type != spec.JSON
	})
}

// outputField is a field that only the server sets.
func outputField(r *model.Resource) string {
	if out := r.Outputs(); len(out) > 0 {
		return out[0].Name
	}
	return "create_time"
}

// pbValue is a Go expression, in a test of package rpc, for a field of a message that a client must set.
func pbValue(f *model.Field) string {
	if f.Ref != nil {
		return "create" + f.Ref.GoName + "(t, client).GetId()"
	}
	return pbSample(f, 0)
}

// pbSample is a Go expression, in a test of package rpc, for the message field of the i-th sample.
func pbSample(f *model.Field, i int) string {
	element := pbElement(f, i)
	switch {
	case f.Repeated:
		return "[]" + pbElementType(f) + "{" + element + "}"
	case f.ProtoOptional() && f.Kind.Type != spec.Bytes:
		if f.Kind.Type == spec.Int32 || f.Kind.Type == spec.Int64 || f.Kind.Type == spec.Float64 {
			element = f.Kind.GoType + "(" + f.Sample(i) + ")"
		}
		return "new(" + element + ")"
	}
	return element
}

func pbElement(f *model.Field, i int) string {
	text := f.Shown(f.Sample(i))
	switch f.Kind.Type {
	case spec.UUID, spec.Ref, spec.Date, spec.Decimal:
		return strconv.Quote(text)
	case spec.Timestamp:
		return "timestamppb.New(" + kind.TimeLiteral(text) + ")"
	case spec.JSON:
		return fmt.Sprintf("structpb.NewNumberValue(%d)", i+1)
	case spec.EnumType:
		return f.Resource.Service.PBPackage + "." + f.Enum.Value(text).PBName
	case spec.Int32, spec.Int64, spec.Float64:
		return text
	}
	return f.GoElement(text)
}

func pbElementType(f *model.Field) string {
	if f.Enum != nil {
		return f.Resource.Service.PBPackage + "." + f.Enum.PBName
	}
	return f.Kind.PBType
}
