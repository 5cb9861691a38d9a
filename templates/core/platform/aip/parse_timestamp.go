package aip

import (
	"errors"
	"time"
)

// Timestamp reads a point in time (RFC 3339), in UTC.
func Timestamp(text string) (any, error) {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return nil, errors.New(`must be a time such as "2006-01-02T15:04:05Z"`)
	}
	return t.UTC(), nil
}
