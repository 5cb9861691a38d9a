package postgres

import (
	"testing"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
)

// TestChildRows checks that sqlc makes the types of children's rows where it makes only those that queries return.
func TestChildRows(t *testing.T) {
	t.Parallel()
	order := &model.Resource{Service: &model.Service{}, Children: []*model.Resource{{Name: "line"}}}
	if n := len(childRows(order)); n != 0 {
		t.Errorf("%d queries in a service without tables of platform", n)
	}
	order.Service.Platform = []*pgschema.Table{{Name: "outbox"}}
	if n := len(childRows(order)); n != 1 {
		t.Errorf("%d queries beside tables of platform", n)
	}
}
