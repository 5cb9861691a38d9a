package model

import (
	"cmp"

	"github.com/svcgen/svcgen/generator/spec"
)

// Bus returns what carries the events of the workspace; "" if it has none.
func (m *Model) Bus() spec.Driver {
	if !m.HasEvents() {
		return ""
	}
	return cmp.Or(m.Driver, spec.PostgresBus)
}
