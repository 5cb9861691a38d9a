package api

import (
	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// sentRefs returns the references that a client can send on creation.
func sentRefs(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return f.Ref != nil && !f.OutputOnly })
}

// madeForRPC reports whether a test of package rpc creates what the optional reference of sample 0 leads to.
func madeForRPC(f *model.Field) bool { return fixture.Served(f.Ref) && !fixture.LeadsBack(f) }

// outputField returns an output-only field.
func outputField(r *model.Resource) string {
	if out := model.FieldsOf(r, func(f *model.Field) bool { return f.OutputOnly || f.Now }); len(out) > 0 {
		return out[0].Name
	}
	return "create_time"
}

// setsCaller reports whether the server of the service needs a user who calls.
func setsCaller(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool {
		return len(model.FieldsOf(r, func(f *model.Field) bool { return f.Caller && !f.Optional })) > 0
	}) != nil
}

// rpcCodes reports whether a test of package rpc checks status codes.
func rpcCodes(s *model.Service) bool {
	return fixture.ResourceWhere(s, func(r *model.Resource) bool {
		return fixture.Served(r) && (r.HasIDRoute() || r.Has(spec.BatchCreate))
	}) != nil
}
