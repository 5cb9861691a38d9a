package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/kind"
)

// SetIn reports whether sample i of the resource sets the field, which is not a reference. The last sample has nothing optional unless a
// check needs it.
func (f *Field) SetIn(i int) bool {
	if f.InSetCheck() {
		return !f.Left[i]
	}
	return !f.Optional || i < kind.Fixtures-1
}

// Unset reports whether the first sample leaves the field out because of a check.
func (f *Field) Unset() bool { return f.Left[0] }

// SetAlike reports whether the value of the field in the first sample may become that of the second one, alone, as far as checks say
// which fields are set.
func (f *Field) SetAlike() bool { return !f.InSetCheck() || !f.Left[0] && !f.Left[1] }

// InSetCheck reports whether a check says something about whether the field is set.
func (f *Field) InSetCheck() bool {
	return slices.ContainsFunc(f.Checks(), func(c *Check) bool { return !c.Rel.Compares() })
}

// Compared reports whether a check compares the field with another one.
func (f *Field) Compared() bool {
	return slices.ContainsFunc(f.Checks(), func(c *Check) bool { return c.Rel.Compares() })
}
