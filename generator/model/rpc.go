package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// textKinds are the kinds that travel as text, by the name of their converter in platform/protoconv.
var textKinds = map[spec.Type]string{spec.UUID: "UUID", spec.Ref: "UUID", spec.Date: "Date", spec.Decimal: "Decimal"}

// FromProto is a Go expression, in package rpc, that reads the field from a message in a variable. What cannot be read is
// added to v.
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

// convertEnum calls a converter of the field's enum; value may be called where the field has no presence.
func (f *Field) convertEnum(convert, value, pointer string) string {
	switch {
	case f.Repeated:
		return "protoconv.List(" + value + ", " + convert + ")"
	case f.Pointer():
		return "protoconv.Optional(" + pointer + ", " + convert + ")"
	}
	return convert + "(" + value + ")"
}

// Sent is a Go condition, in package rpc, that holds where a message in a variable bears the field: for fields with a
// default.
func (f *Field) Sent(msg string) string {
	return msg + "." + f.PBName + " != nil"
}

// ToProto is a Go expression, in package rpc, for the message field of an entity in a variable.
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

// stringToProto prints a value as text: by itself, behind a pointer, or in a list.
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
func (e *Enum) Var() string { return lowerFirst(e.GoName) }

// Ident is the resource's name as the start of an identifier in package rpc: apiKey.
func (r *Resource) Ident() string { return lowerFirst(r.GoName) }

// lowerFirst makes an exported identifier an unexported one: APIKey becomes apiKey.
func lowerFirst(name string) string {
	n := 0
	for n < len(name) && 'A' <= name[n] && name[n] <= 'Z' {
		n++
	}
	if n > 1 && n < len(name) && (name[n] < '0' || name[n] > '9') {
		n-- // the last capital starts the next word
	}
	return strings.ToLower(name[:n]) + name[n:]
}

// opNames are the operators in the names of package aip.
var opNames = map[spec.Op]string{
	spec.OpEq: "Eq", spec.OpIn: "In", spec.OpPrefix: "Prefix", spec.OpGTE: "GTE", spec.OpLTE: "LTE", spec.OpHas: "Has",
}

// FilterOps are the operators of aip that a list may use on the field, as Go: aip.AllowEq | aip.AllowIn.
func (f *Field) FilterOps() string {
	var ops []string
	for _, op := range f.Filter {
		ops = append(ops, "aip.Allow"+opNames[op])
	}
	return strings.Join(ops, " | ")
}

// Listed are the fields that a list may filter or sort by.
func (r *Resource) Listed() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return len(f.Filter) > 0 || f.Sort })
}

// Sortable are the fields that a list may sort by.
func (r *Resource) Sortable() []*Field {
	return r.fieldsWhere(func(f *Field) bool { return f.Sort })
}

// Filterable reports whether lists take a filter: by a field, or by words.
func (r *Resource) Filterable() bool {
	return len(r.fieldsWhere(func(f *Field) bool { return len(f.Filter) > 0 || f.Search })) > 0
}

// Searchable reports whether lists take words to search for.
func (r *Resource) Searchable() bool {
	return len(r.fieldsWhere(func(f *Field) bool { return f.Search })) > 0
}

// Parser is the function of aip that reads a value of the field in a filter or page token.
func (f *Field) Parser() string {
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

// Creatable reports whether tests can make a resource through the API: it has a create, and so has all that it must refer to.
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

// Distinct reports whether tests can make three of a resource: its unique fields have that many values, and so have those of what
// it must refer to.
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

// NewQuery is the start of the Go call, in package rpc, that reads the request of a list.
func (r *Resource) NewQuery() string {
	if !r.Filterable() && len(r.Sortable()) == 0 {
		return "aip.NewPage("
	}
	return fmt.Sprintf("aip.NewQuery(%s, %t, ", r.FieldsVar(), r.Searchable())
}
