package protoconv

import (
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Timestamp reads a time, in UTC and truncated to microseconds, as PostgreSQL stores it. It returns the zero time if the field was not
// sent.
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

// OptionalTimestamp reads an optional time. It returns nil if the field was not sent.
func OptionalTimestamp(v *errs.Violations, field string, ts *timestamppb.Timestamp) *time.Time {
	if ts == nil {
		return nil
	}
	return new(Timestamp(v, field, ts))
}

// Timestamps reads a list of times.
func Timestamps(v *errs.Violations, field string, list []*timestamppb.Timestamp) []time.Time {
	return List(list, func(ts *timestamppb.Timestamp) time.Time { return Timestamp(v, field, ts) })
}
