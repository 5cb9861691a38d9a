package protoconv

import (
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Timestamp reads a point in time, in UTC and to the microsecond, which is what PostgreSQL keeps. A field that was not sent is
// the zero time.
func Timestamp(v *errs.Violations, field string, ts *timestamppb.Timestamp) time.Time {
	if ts == nil {
		return time.Time{}
	}
	if !ts.IsValid() {
		v.Add(field, "must be between the years 1 and 9999")
		return time.Time{}
	}
	return ts.AsTime().Truncate(time.Microsecond)
}

// OptionalTimestamp reads an optional point in time.
func OptionalTimestamp(v *errs.Violations, field string, ts *timestamppb.Timestamp) *time.Time {
	if ts == nil {
		return nil
	}
	return new(Timestamp(v, field, ts))
}

// Timestamps reads a list of points in time.
func Timestamps(v *errs.Violations, field string, list []*timestamppb.Timestamp) []time.Time {
	return List(list, func(ts *timestamppb.Timestamp) time.Time { return Timestamp(v, field, ts) })
}
