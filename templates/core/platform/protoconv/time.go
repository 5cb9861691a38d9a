package protoconv

import (
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"
)

// FromOptionalTime shows a point in time; nil stays nil.
func FromOptionalTime(t *time.Time) *timestamppb.Timestamp {
	if t == nil {
		return nil
	}
	return timestamppb.New(*t)
}
