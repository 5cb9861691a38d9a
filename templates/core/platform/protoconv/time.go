package protoconv

import (
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"
)

// FromOptionalTime converts an optional time. It returns nil for nil.
func FromOptionalTime(t *time.Time) *timestamppb.Timestamp {
	if t == nil {
		return nil
	}
	return timestamppb.New(*t)
}
