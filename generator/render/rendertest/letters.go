package rendertest

import (
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// Letters returns a workspace with a resource for every first letter of a name, because generated code names variables after it. Every
// second resource has soft_delete.
func Letters(tb testing.TB) *model.Model {
	tb.Helper()
	all := everything(tb)
	s := all.Services[0]
	fields := s.Resource("product").Fields
	s.Resources = nil
	names := strings.Fields(`artist book category driver event film guest house invoice job kiosk label movie note owner product
		quote room shelf track user vendor worker xylophone year zone`)
	for i, name := range names {
		r := &spec.Resource{Name: name, Methods: crud(), Fields: make([]*spec.Field, len(fields))}
		for j, f := range fields {
			f = new(*f)
			r.Fields[j] = f
			f.Optional = f.Optional || f.Ref == name // there would be no first category
		}
		if i%2 == 0 {
			r.SoftDelete, r.Methods = true, append(crud(), spec.Undelete)
		}
		s.Resources = append(s.Resources, r)
	}
	return workspace(tb, "github.com/acme/letters", "letters", s)
}
