package api

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
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

// schemaFields returns the fields that a list or an update can name.
func schemaFields(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return inLists(f) != "" || r.Has(spec.Update) && !f.OutputOnly })
}

// hasSchema reports whether lists or updates need the fields of the resource, though there may be none that they can name.
func hasSchema(r *model.Resource) bool { return queried(r) || r.Has(spec.Update) }

// schemaField returns the field as an aip.Field, an element of a Go list: {Name: "title", Required: true, Parse: aip.String, Sort: true}.
func schemaField(f *model.Field) string {
	return fmt.Sprintf("{Name: %q%s%s}", f.Name, inUpdates(f), inLists(f))
}

// inUpdates returns what an aip.Field says about updates.
func inUpdates(f *model.Field) string {
	switch {
	case !f.Resource.Has(spec.Update):
		return ""
	case f.OutputOnly:
		return ", OutputOnly: true"
	}
	text := ""
	if requiredInMask(f) {
		text += ", Required: true"
	}
	if f.Kind.Message {
		text += ", Message: true"
	}
	return text
}

// requiredInMask reports whether an update that names the field needs a value: clients cannot set the field to NULL, nor back to its
// default.
func requiredInMask(f *model.Field) bool { return !f.Optional && !f.Repeated }

// inLists returns what an aip.Field says about lists, "" if they can name the field neither in a filter nor in an order.
func inLists(f *model.Field) string {
	if !f.Resource.Has(spec.List) || len(f.Filter) == 0 && !f.Sort {
		return ""
	}
	text := ", Parse: " + f.Parser()
	if len(f.Filter) > 0 {
		ops := make([]string, len(f.Filter))
		for i, op := range f.Filter {
			ops[i] = fixture.OpName(op)
		}
		text += ", Ops: " + strings.Join(ops, " | ")
	}
	if f.Sort {
		text += ", Sort: true"
	}
	if f.Optional {
		text += ", Optional: true"
	}
	return text
}

// searchable reports whether filters can contain words for full-text search.
func searchable(r *model.Resource) bool {
	return len(model.FieldsOf(r, func(f *model.Field) bool { return f.Search })) > 0
}

// queried reports whether lists can be searched, or filtered or sorted by fields of the spec.
func queried(r *model.Resource) bool {
	return r.Has(spec.List) && (r.Filterable() || len(r.Listed()) > 0)
}

// newQuery returns the Go function, in package rpc, that checks the request of a list.
func newQuery(r *model.Resource) string {
	if queried(r) {
		return r.Ident() + "Schema.NewQuery"
	}
	return "aip.NewPage"
}

// boundedLists returns the lists for which the spec sets no limit: what clients send is counted where it comes in, so that rows that
// hold more can still be changed.
func boundedLists(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.MostItems() > 0 && f.MaxItems == nil })
}
