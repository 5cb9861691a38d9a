package protoconv

import (
	"math"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/svcgen/svcgen/templates/core/platform/errs"
)

// Duration reads a duration, truncated to microseconds, as PostgreSQL stores it. It returns 0 if the field was not sent.
func Duration(v *errs.Violations, field string, d *durationpb.Duration) time.Duration {
	if d == nil {
		return 0
	}
	length := d.AsDuration() // the greatest or the least if it does not fit
	if !d.IsValid() || length == math.MaxInt64 || length == math.MinInt64 {
		v.Add(field, "must be shorter than 292 years")
		return 0
	}
	return length.Truncate(time.Microsecond)
}

// RequiredDuration reads a duration. It adds a violation if the field was not sent.
func RequiredDuration(v *errs.Violations, field string, d *durationpb.Duration) time.Duration {
	if d == nil {
		v.Add(field, "must be set")
	}
	return Duration(v, field, d)
}

// OptionalDuration reads an optional duration. It returns nil if the field was not sent.
func OptionalDuration(v *errs.Violations, field string, d *durationpb.Duration) *time.Duration {
	if d == nil {
		return nil
	}
	return new(Duration(v, field, d))
}

// Durations reads a list of durations.
func Durations(v *errs.Violations, field string, list []*durationpb.Duration) []time.Duration {
	return List(list, func(d *durationpb.Duration) time.Duration { return Duration(v, field, d) })
}

// FromOptionalDuration converts an optional duration. It returns nil for nil.
func FromOptionalDuration(d *time.Duration) *durationpb.Duration {
	if d == nil {
		return nil
	}
	return durationpb.New(*d)
}
