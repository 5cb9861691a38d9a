package domain

import (
	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// sampleFields are the fields that a valid entity in a test of the domain sets: all but optional references.
func sampleFields(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return !f.Optional || f.Ref == nil })
}

// setOnceSample is fixture.Immutable if a client can update the resource, else nil.
func setOnceSample(r *model.Resource) *model.Field {
	if !r.Has(spec.Update) {
		return nil
	}
	return fixture.Immutable(r)
}
