package model

import (
	"fmt"
	"strconv"

	"github.com/svcgen/svcgen/generator/spec"
)

// Fixtures is how many different entities the generated tests make of one resource.
const Fixtures = 3

// Fixture are the fields that a test through the REST API sends to create an entity: all that a client may set but optional
// references.
func (r *Resource) Fixture() []*Field {
	return r.fieldsWhere(func(f *Field) bool {
		return !f.OutputOnly && !f.Now && (f.Ref == nil || f.Required && !f.Repeated)
	})
}

// PBFixture are the fields that a test of package rpc sends to create an entity: those that a client must set.
func (r *Resource) PBFixture() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.Required && !f.Repeated })
}

// EditedField is the field that tests of an update change: the first that a client can edit and that has two values, or nil.
func (r *Resource) EditedField() *Field {
	for _, f := range r.Editable() {
		if f.Ref == nil && !f.InUnique() && f.Kind.Type != spec.JSON && f.compareFixtures(0, 1) != 0 {
			return f
		}
	}
	return nil
}

// PBOutputs are the fields that only the server sets and that a test of package rpc sets in the store and then gets.
func (r *Resource) PBOutputs() []*Field {
	return r.fieldsWhere(func(f *Field) bool {
		return r.Has(spec.Get) && r.WritesRow() && f.OutputOnly && !f.Now && !f.Immutable && f.Kind.GoImport != importUUID && f.Kind.Type != spec.JSON
	})
}

// OutputField is a field that only the server sets.
func (r *Resource) OutputField() string {
	if out := r.Outputs(); len(out) > 0 {
		return out[0].Name
	}
	return "create_time"
}

// Told reports whether the entities of a test through the REST API must differ in the field: it is unique, or lists are
// filtered, sorted or searched by it.
func (f *Field) Told() bool {
	differ := f.compareFixtures(0, 1) != 0 || f.compareFixtures(0, 2) != 0
	return differ && (f.InUnique() || f.Sort || f.Search || len(f.Filter) > 0)
}

// PBValue is a Go expression, in a test of package rpc, for a field of a message that a client must set.
func (f *Field) PBValue() string {
	if f.Ref != nil {
		return "create" + f.Ref.GoName + "(t, client).GetId()"
	}
	return f.PBSample(0)
}

// PBSample is a Go expression, in a test of package rpc, for the message field of the i-th sample.
func (f *Field) PBSample(i int) string {
	element := f.pbElement(i)
	switch {
	case f.Repeated:
		return "[]" + f.pbElementType() + "{" + element + "}"
	case f.ProtoOptional() && f.Kind.Type != spec.Bytes:
		if f.Kind.Type == spec.Int32 || f.Kind.Type == spec.Int64 || f.Kind.Type == spec.Float64 {
			element = f.Kind.GoType + "(" + f.sampleText(i) + ")"
		}
		return "new(" + element + ")"
	}
	return element
}

func (f *Field) pbElement(i int) string {
	text := f.shown(f.sampleText(i))
	switch f.Kind.Type {
	case spec.UUID, spec.Ref, spec.Date, spec.Decimal:
		return strconv.Quote(text)
	case spec.Timestamp:
		return "timestamppb.New(" + timeLiteral(text) + ")"
	case spec.JSON:
		return fmt.Sprintf("structpb.NewNumberValue(%d)", i+1)
	case spec.EnumType:
		return f.Resource.Service.PBPackage + "." + f.Enum.value(text).PBName
	case spec.Int32, spec.Int64, spec.Float64:
		return text
	}
	return f.GoElement(text)
}

func (f *Field) pbElementType() string {
	if f.Enum != nil {
		return f.Resource.Service.PBPackage + "." + f.Enum.PBName
	}
	return f.Kind.PBType
}

// value finds a value by its name in the spec.
func (e *Enum) value(name string) EnumValue {
	for _, v := range e.Values {
		if v.Name == name {
			return v
		}
	}
	return EnumValue{}
}

// SampleFields are the fields that a valid entity in a test of the domain sets: all but optional references.
func (r *Resource) SampleFields() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return !f.Optional || f.Ref == nil })
}

// ImmutableSample is a field that is set once and has two different samples, or nil.
func (r *Resource) ImmutableSample() *Field {
	for _, f := range r.Inputs() {
		if f.Immutable && !f.Repeated && f.compareFixtures(0, 1) != 0 {
			return f
		}
	}
	return nil
}

// SetOnceSample is ImmutableSample if a client can update the resource, else nil.
func (r *Resource) SetOnceSample() *Field {
	if !r.Has(spec.Update) {
		return nil
	}
	return r.ImmutableSample()
}
