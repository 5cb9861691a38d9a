// Package protoconv converts between protobuf messages and the values of the domain. What a client sent that has no value in
// the domain is noted as a violation of its field, so that one answer names every mistake.
package protoconv

import (
	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Required returns *value; a field that was not sent is a violation.
func Required[T any](v *errs.Violations, field string, value *T) T {
	if value == nil {
		var zero T
		v.Add(field, "must be set")
		return zero
	}
	return *value
}
