package api

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// textKinds are the kinds that travel as text, by the name of their converter in platform/protoconv.
var textKinds = map[spec.Type]string{spec.UUID: "UUID", spec.Ref: "UUID", spec.Date: "Date", spec.Decimal: "Decimal"}

// fromProto is a Go expression, in package rpc, that reads the field from a message in a variable. It adds a violation to v if the
// field cannot be read.
func fromProto(f *model.Field, msg string) string {
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
		return fmt.Sprintf("protoconv.JSON(&v, %q, %s, %d)", f.Name, get, jsonLimit(f))
	case spec.EnumType:
		return enumFromProto(f, get, direct)
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
func enumFromProto(f *model.Field, get, direct string) string {
	parse, value := "Parse", get
	switch {
	case f.Repeated:
		parse = "ParseList"
	case f.Pointer():
		parse, value = "ParseOptional", direct
	}
	return fmt.Sprintf("%s.%s(&v, %q, %s)", enumVar(f.Enum), parse, f.Name, value)
}

// enumVar is the variable of package rpc that converts the values of an enum.
func enumVar(e *kind.Enum) string { return e.Var() + "Values" }

// jsonLimit is the greatest size of a document in bytes; 0 stands for any.
func jsonLimit(f *model.Field) int {
	if f.MaxBytes == nil {
		return 0
	}
	return *f.MaxBytes
}

// convertEnum is a Go expression that calls a converter of the field's enum: with pointer if the field is optional, else with value.
func convertEnum(f *model.Field, convert, value, pointer string) string {
	switch {
	case f.Repeated:
		return "protoconv.List(" + value + ", " + convert + ")"
	case f.Pointer():
		return "protoconv.Optional(" + pointer + ", " + convert + ")"
	}
	return convert + "(" + value + ")"
}

// sent is a Go condition, in package rpc, for whether a message in a variable holds the field, which has a default.
func sent(f *model.Field, msg string) string {
	return msg + "." + f.PBName + " != nil"
}

// toProto is a Go expression, in package rpc, that converts the field of an entity in a variable to its type in the message.
func toProto(f *model.Field, variable string) string {
	value := variable + "." + f.GoName
	switch f.Kind.Type {
	case spec.UUID, spec.Ref:
		return stringToProto(f, value, value+".String()", "uuid.UUID.String")
	case spec.Date:
		return stringToProto(f, value, value+".String()", "civil.Date.String")
	case spec.Decimal:
		return stringToProto(f, value, fmt.Sprintf("%s.StringFixed(%d)", value, f.Scale), fmt.Sprintf("protoconv.Fixed(%d)", f.Scale))
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
		value = convertEnum(f, enumVar(f.Enum)+".ToProto", value, value)
	}
	if f.ProtoOptional() && !f.Pointer() && f.Kind.Type != spec.Bytes {
		return "new(" + value + ")"
	}
	return value
}

// stringToProto is a Go expression for a value that the message holds as text: text converts a single value, convert is the function
// for those behind a pointer or in a list.
func stringToProto(f *model.Field, value, text, convert string) string {
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

// opNames are the operators as constants of package aip name them.
var opNames = map[spec.Op]string{
	spec.OpEq: "Eq", spec.OpIn: "In", spec.OpPrefix: "Prefix", spec.OpGTE: "GTE", spec.OpLTE: "LTE", spec.OpHas: "Has",
}

// listField is the field as an aip.Field, an element of a Go list: {Name: "title", Parse: aip.String, Ops: aip.AllowEq}.
func listField(f *model.Field) string {
	text := fmt.Sprintf("{Name: %q, Parse: %s", f.Name, listParser(f))
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

// maskField is the field as an aip.MaskField, an element of a Go list: {Name: "title", Required: true}.
func maskField(f *model.Field) string {
	text := fmt.Sprintf("{Name: %q", f.Name)
	if requiredInMask(f) {
		text += ", Required: true"
	}
	if f.Kind.Message {
		text += ", Message: true"
	}
	return text + "}"
}

// searchable reports whether a filter can hold words to search for.
func searchable(r *model.Resource) bool {
	return len(r.FieldsWhere(func(f *model.Field) bool { return f.Search })) > 0
}

// listParser is the function of aip that reads a value of the field in a filter or page token.
func listParser(f *model.Field) string {
	switch f.Kind.Type {
	case spec.EnumType:
		return "aip.Enum(" + enumVar(f.Enum) + ".Names())"
	case spec.String, spec.Text:
		return "aip.String"
	case spec.UUID, spec.Ref:
		return "aip.UUID"
	}
	name := string(f.Kind.Type)
	return "aip." + strings.ToUpper(name[:1]) + name[1:]
}

// queried reports whether lists can be filtered, sorted or searched.
func queried(r *model.Resource) bool {
	return r.Has(spec.List) && (r.Filterable() || len(r.Sortable()) > 0)
}

// newQuery is the Go function, in package rpc, that checks the request of a list.
func newQuery(r *model.Resource) string {
	if queried(r) {
		return r.Ident() + "Schema.NewQuery"
	}
	return "aip.NewPage"
}
