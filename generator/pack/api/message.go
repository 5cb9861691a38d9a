package api

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// fromProto returns a Go expression, in package rpc, that reads the field from the message in variable msg. The expression adds a
// violation to v if the value is invalid.
func fromProto(f *model.Field, msg string) string {
	return f.FromProto(msg+".Get"+f.PBName+"()", msg+"."+f.PBName)
}

// toProto returns a Go expression, in package rpc, that converts the field of the entity in variable to its type in the message.
func toProto(f *model.Field, variable string) string { return f.ToProto(variable + "." + f.GoName) }

// sent returns a Go condition, in package rpc, that is true if the message in variable msg has a value for the field. It is used for
// fields with a default.
func sent(f *model.Field, msg string) string {
	return msg + "." + f.PBName + " != nil"
}

// opNames are the names of the operators' constants in package aip.
var opNames = map[spec.Op]string{
	spec.OpEq: "Eq", spec.OpIn: "In", spec.OpPrefix: "Prefix", spec.OpGTE: "GTE", spec.OpLTE: "LTE", spec.OpHas: "Has",
}

// listField returns the field as an aip.Field, an element of a Go list: {Name: "title", Parse: aip.String, Ops: aip.AllowEq}.
func listField(f *model.Field) string {
	text := fmt.Sprintf("{Name: %q, Parse: %s", f.Name, f.Parser())
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

// maskField returns the field as an aip.MaskField, an element of a Go list: {Name: "title", Required: true}.
func maskField(f *model.Field) string {
	text := fmt.Sprintf("{Name: %q", f.Name)
	if f.OutputOnly {
		text += ", OutputOnly: true"
	}
	if requiredInMask(f) {
		text += ", Required: true"
	}
	if f.Kind.Message {
		text += ", Message: true"
	}
	return text + "}"
}

// searchable reports whether filters can contain words for full-text search.
func searchable(r *model.Resource) bool {
	return len(model.FieldsOf(r, func(f *model.Field) bool { return f.Search })) > 0
}

// queried reports whether lists can be filtered, sorted or searched.
func queried(r *model.Resource) bool { return r.Filterable() || len(r.Sortable()) > 0 }

// newQuery returns a Go expression, in package rpc, that checks the list request in variable request, an aip.Request.
func newQuery(r *model.Resource, request string) string {
	if !queried(r) {
		return "aip.NewPage(" + request + ")"
	}
	var schema []string
	if len(r.Listed()) > 0 {
		schema = append(schema, "Fields: "+r.Ident()+"Fields")
	}
	if searchable(r) {
		schema = append(schema, "Search: true")
	}
	return fmt.Sprintf("aip.NewQuery(aip.Schema{%s}, %s)", strings.Join(schema, ", "), request)
}
