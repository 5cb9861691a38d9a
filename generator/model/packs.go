package model

import (
	"slices"
)

// Observed reports whether the programs have telemetry. The pack observability is the one that changes what others generate: what measures
// a call has to stand where the call is made.
func (m *Model) Observed() bool { return slices.Contains(m.Packs, "observability") }
