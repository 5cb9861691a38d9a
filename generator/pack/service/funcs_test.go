package service

import (
	"slices"
	"testing"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

func TestPoolTypes(t *testing.T) {
	field := func(typ spec.Type) *model.Field { return &model.Field{Shape: kind.Shape{Kind: kind.Of(typ)}} }
	s := &model.Service{Resources: []*model.Resource{
		{Fields: []*model.Field{field(spec.String), field(spec.Decimal), field(spec.Date)}},
		{Fields: []*model.Field{field(spec.Decimal)}},
	}}
	if got := poolTypes(s); !slices.Equal(got, []string{"pg.Dates", "pg.Decimals"}) {
		t.Errorf("got %v", got)
	}
}
