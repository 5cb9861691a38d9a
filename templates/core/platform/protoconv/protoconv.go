// Package protoconv converts between protobuf messages and the values of the domain. If a client sent something that
// the domain has no value for, the functions add a violation of the field and go on, so that one answer names every mistake.
package protoconv

import (
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Required returns *value. It adds a violation if the field was not sent.
func Required[T any](v *errs.Violations, field string, value *T) T {
	if value == nil {
		var zero T
		v.Add(field, "must be set")
		return zero
	}
	return *value
}
