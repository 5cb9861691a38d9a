package domain

import (
	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// sampleFields returns the fields that domain tests set in a valid entity: all except optional references and fields that a check leaves
// out.
func sampleFields(r *model.Resource) []*model.Field {
	return model.FieldsOf(r, func(f *model.Field) bool { return !fixture.Null(f) })
}

// setOnceSample returns fixture.Immutable if clients can update the resource, otherwise nil.
func setOnceSample(r *model.Resource) *model.Field {
	if !r.Has(spec.Update) {
		return nil
	}
	return fixture.Immutable(r)
}
