package api

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// fromProto is a Go expression, in package rpc, that reads the field from a message in a variable. It adds a violation to v if the
// field cannot be read.
func fromProto(f *model.Field, msg string) string {
	return f.FromProto(msg+".Get"+f.PBName+"()", msg+"."+f.PBName)
}

// toProto is a Go expression, in package rpc, that converts the field of an entity in a variable to its type in the message.
func toProto(f *model.Field, variable string) string { return f.ToProto(variable + "." + f.GoName) }

// sent is a Go condition, in package rpc, for whether a message in a variable holds the field, which has a default.
func sent(f *model.Field, msg string) string {
	return msg + "." + f.PBName + " != nil"
}

// opNames are the operators as constants of package aip name them.
var opNames = map[spec.Op]string{
	spec.OpEq: "Eq", spec.OpIn: "In", spec.OpPrefix: "Prefix", spec.OpGTE: "GTE", spec.OpLTE: "LTE", spec.OpHas: "Has",
}

// listField is the field as an aip.Field, an element of a Go list: {Name: "title", Parse: aip.String, Ops: aip.AllowEq}.
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
	return len(model.FieldsOf(r, func(f *model.Field) bool { return f.Search })) > 0
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
