package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// textKinds are the kinds that travel as text, by the name of their converter in platform/protoconv.
var textKinds = map[spec.Type]string{spec.UUID: "UUID", spec.Ref: "UUID", spec.Date: "Date", spec.Decimal: "Decimal"}

// FromProto is a Go expression, in package rpc, that reads the field from a message in a variable. It adds a violation to v if the
// field cannot be read.
func (f *Field) FromProto(msg string) string {
	get, direct := msg+".Get"+f.PBName+"()", msg+"."+f.PBName
	if text, ok := textKinds[f.Kind.Type]; ok {
		switch {
		case f.Repeated:
			return fmt.Sprintf("protoconv.%s.ParseList(&v, %q, %s)", text, f.Name, get)
		case f.Pointer():
			return fmt.Sprintf("protoconv.%s.ParseOptional(&v, %q, %s)", text, f.Name, direct)
		case f.Required && f.Kind.Type == spec.Decimal: // 0 is a value: the domain cannot tell that it was not sent
			return fmt.Sprintf("protoconv.%s.ParseRequired(&v, %q, %s)", text, f.Name, get)
		}
		return fmt.Sprintf("protoconv.%s.Parse(&v, %q, %s)", text, f.Name, get)
	}
	switch f.Kind.Type {
	case spec.Timestamp:
		switch {
		case f.Repeated:
			return fmt.Sprintf("protoconv.Timestamps(&v, %q, %s)", f.Name, get)
		case f.Pointer():
			return fmt.Sprintf("protoconv.OptionalTimestamp(&v, %q, %s)", f.Name, get)
		}
		return fmt.Sprintf("protoconv.Timestamp(&v, %q, %s)", f.Name, get)
	case spec.JSON:
		return fmt.Sprintf("protoconv.JSON(&v, %q, %s, %d)", f.Name, get, f.jsonLimit())
	case spec.EnumType:
		return f.enumFromProto(get, direct)
	}
	switch {
	case f.Pointer():
		return direct
	case f.Required && f.ProtoOptional():
		return fmt.Sprintf("protoconv.Required(&v, %q, %s)", f.Name, direct)
	}
	return get
}

// enumFromProto reads a value, a pointer or a list of the field's enum. A value that the enum does not have is added to v.
func (f *Field) enumFromProto(get, direct string) string {
	name, value := "Enum", get
	switch {
	case f.Repeated:
		name = "EnumList"
	case f.Pointer():
		name, value = "OptionalEnum", direct
	}
	return fmt.Sprintf("protoconv.%s(&v, %q, %s, %sFromProto)", name, f.Name, value, f.Enum.Var())
}

// jsonLimit is the greatest size of a document in bytes; 0 stands for any.
func (f *Field) jsonLimit() int {
	if f.MaxBytes == nil {
		return 0
	}
	return *f.MaxBytes
}

// convertEnum is a Go expression that calls a converter of the field's enum: with pointer if the field is optional, else with value.
func (f *Field) convertEnum(convert, value, pointer string) string {
	switch {
	case f.Repeated:
		return "protoconv.List(" + value + ", " + convert + ")"
	case f.Pointer():
		return "protoconv.Optional(" + pointer + ", " + convert + ")"
	}
	return convert + "(" + value + ")"
}

// Sent is a Go condition, in package rpc, for whether a message in a variable holds the field, which has a default.
func (f *Field) Sent(msg string) string {
	return msg + "." + f.PBName + " != nil"
}

// ToProto is a Go expression, in package rpc, that converts the field of an entity in a variable to its type in the message.
func (f *Field) ToProto(variable string) string {
	value := variable + "." + f.GoName
	switch f.Kind.Type {
	case spec.UUID, spec.Ref:
		return f.stringToProto(value, value+".String()", "uuid.UUID.String")
	case spec.Date:
		return f.stringToProto(value, value+".String()", "civil.Date.String")
	case spec.Decimal:
		return f.stringToProto(value, fmt.Sprintf("%s.StringFixed(%d)", value, f.Scale), fmt.Sprintf("protoconv.Fixed(%d)", f.Scale))
	case spec.Timestamp:
		switch {
		case f.Repeated:
			return "protoconv.List(" + value + ", timestamppb.New)"
		case f.Pointer():
			return "protoconv.FromOptionalTime(" + value + ")"
		}
		return "timestamppb.New(" + value + ")"
	case spec.JSON:
		return "protoconv.FromJSON(" + value + ")"
	case spec.EnumType:
		value = f.convertEnum(f.Enum.Var()+"ToProto", value, value)
	}
	if f.ProtoOptional() && !f.Pointer() && f.Kind.Type != spec.Bytes {
		return "new(" + value + ")"
	}
	return value
}

// stringToProto is a Go expression for a value that the message holds as text: text converts a single value, convert is the function
// for those behind a pointer or in a list.
func (f *Field) stringToProto(value, text, convert string) string {
	switch {
	case f.Repeated:
		return "protoconv.List(" + value + ", " + convert + ")"
	case f.Pointer():
		return "protoconv.Optional(" + value + ", " + convert + ")"
	case f.ProtoOptional():
		return "new(" + text + ")"
	}
	return text
}

// Var is the enum's name as the start of an identifier in package rpc: productStatus.
func (e *Enum) Var() string { return naming.LowerFirst(e.GoName) }

// Ident is the resource's name as the start of an identifier in package rpc: apiKey.
func (r *Resource) Ident() string { return naming.LowerFirst(r.GoName) }

// opNames are the operators as constants of package aip name them.
var opNames = map[spec.Op]string{
	spec.OpEq: "Eq", spec.OpIn: "In", spec.OpPrefix: "Prefix", spec.OpGTE: "GTE", spec.OpLTE: "LTE", spec.OpHas: "Has",
}

// ListField is the field as an aip.Field, an element of a Go list: {Name: "title", Parse: aip.String, Ops: aip.AllowEq}.
func (f *Field) ListField() string {
	text := fmt.Sprintf("{Name: %q, Parse: %s", f.Name, f.parser())
	if len(f.Filter) > 0 {
		ops := make([]string, len(f.Filter))
		for i, op := range f.Filter {
			ops[i] = "aip.Allow" + opNames[op]
		}
		text += ", Ops: " + strings.Join(ops, " | ")
	}
	if f.Sort {
		text += ", Sort: true"
	}
	return text + "}"
}

// MaskField is the field as an aip.MaskField, an element of a Go list: {Name: "title", Required: true}.
func (f *Field) MaskField() string {
	text := fmt.Sprintf("{Name: %q", f.Name)
	if f.OutputOnly {
		text += ", OutputOnly: true"
	}
	if f.Uncleared() {
		text += ", Required: true"
	}
	if f.Kind.Message {
		text += ", Message: true"
	}
	return text + "}"
}

// Listed are the fields that lists can be filtered or sorted by.
func (r *Resource) Listed() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return len(f.Filter) > 0 || f.Sort })
}

// Sortable are the fields that lists can be sorted by.
func (r *Resource) Sortable() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.Sort })
}

// Filterable reports whether lists take a filter, by a field or by words.
func (r *Resource) Filterable() bool {
	return len(r.fieldsWhere(func(f *Field) bool { return len(f.Filter) > 0 || f.Search })) > 0
}

// Searchable reports whether a filter can hold words to search for.
func (r *Resource) Searchable() bool {
	return len(r.fieldsWhere(func(f *Field) bool { return f.Search })) > 0
}

// parser is the function of aip that reads a value of the field in a filter or page token.
func (f *Field) parser() string {
	switch f.Kind.Type {
	case spec.EnumType:
		return "aip.Enum(" + f.Enum.Var() + "Names)"
	case spec.String, spec.Text:
		return "aip.String"
	case spec.UUID, spec.Ref:
		return "aip.UUID"
	}
	name := string(f.Kind.Type)
	return "aip." + strings.ToUpper(name[:1]) + name[1:]
}

// Creatable reports whether tests can create the resource through the API: it and every resource that it must refer to have the
// method create.
func (r *Resource) Creatable() bool {
	if !r.Has(spec.Create) {
		return false
	}
	for _, f := range r.Refs() {
		if f.Required && f.Ref != r && !f.Ref.Creatable() {
			return false
		}
	}
	return true
}

// Distinct reports whether tests can create three of the resource: its unique fields have three different samples, and so have those
// of the resources that it must refer to.
func (r *Resource) Distinct() bool {
	for _, f := range r.Refs() {
		if f.Required && f.Ref != r && !f.Ref.Distinct() {
			return false
		}
	}
	for _, u := range r.Uniques {
		distinct := false
		for _, f := range u.Fields {
			distinct = distinct || f.Ref != nil && f.Required || f.sampleText(0) != f.sampleText(1) &&
				f.sampleText(1) != f.sampleText(2) && f.sampleText(0) != f.sampleText(2)
		}
		if !distinct {
			return false
		}
	}
	return true
}

// InUnique reports whether a unique constraint covers the field.
func (f *Field) InUnique() bool {
	for _, u := range f.Resource.Uniques {
		if slices.Contains(u.Fields, f) {
			return true
		}
	}
	return false
}

// Queried reports whether lists can be filtered, sorted or searched.
func (r *Resource) Queried() bool { return r.Filterable() || len(r.Sortable()) > 0 }

// NewQuery is a Go expression, in package rpc, that checks the aip.Request of a list in a variable.
func (r *Resource) NewQuery(request string) string {
	if !r.Queried() {
		return "aip.NewPage(" + request + ")"
	}
	var schema []string
	if len(r.Listed()) > 0 {
		schema = append(schema, "Fields: "+r.Ident()+"Fields")
	}
	if r.Searchable() {
		schema = append(schema, "Search: true")
	}
	return fmt.Sprintf("aip.NewQuery(aip.Schema{%s}, %s)", strings.Join(schema, ", "), request)
}
