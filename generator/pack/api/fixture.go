package api

import (
	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// pbFixture returns the fields that a test of package rpc sends to create an entity: those that a client must set, by
// themselves or for a check.
func pbFixture(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool {
		return f.Required && !f.Repeated || f.InSetCheck() && !f.Unset() && !f.OutputOnly
	})
}

// pbOutputs returns the output-only fields that a test of package rpc sets in the store and reads through the API.
func pbOutputs(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool {
		return r.Has(spec.Get) && r.WritesRow() && f.OutputOnly && !f.Now && !f.Immutable && !f.Unset() && f.Kind.GoImport != kind.ImportUUID && !f.Kind.AnyJSON
	})
}

// outputField returns an output-only field.
func outputField(r *model.Resource) string {
	if out := model.FieldsOf(r, func(f *model.Field) bool { return f.OutputOnly || f.Now }); len(out) > 0 {
		return out[0].Name
	}
	return "create_time"
}

// pbValue returns a Go expression, in a test of package rpc, for a field of a message that a client must set.
func pbValue(f *model.Field) string {
	if f.Ref != nil {
		return "create" + f.Ref.GoName + "(t, client).GetId()"
	}
	return pbSample(f, 0)
}

// pbSample returns a Go expression, in a test of package rpc, for the message field of the i-th sample.
func pbSample(f *model.Field, i int) string {
	element := f.PBElement(f.Sample(i))
	if f.Enum != nil {
		element = f.Resource.Service.PBPackage + "." + element
	}
	switch {
	case f.Repeated:
		return "[]" + pbElementType(f) + "{" + element + "}"
	case f.ProtoOptional() && !f.Kind.Nil:
		if f.Kind.Untyped {
			element = f.Kind.GoType + "(" + element + ")"
		}
		return "new(" + element + ")"
	}
	return element
}

func pbElementType(f *model.Field) string {
	if f.Enum != nil {
		return f.Resource.Service.PBPackage + "." + f.Enum.PBName
	}
	return f.Kind.PBType
}

// rpcCodes reports whether a test of package rpc checks status codes.
func rpcCodes(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool { return fixture.Creatable(r) && r.HasIDRoute() }) != nil
}
