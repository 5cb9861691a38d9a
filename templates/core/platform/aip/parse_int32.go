package aip

import (
	"errors"
	"strconv"
)

// Int32 reads a 32-bit integer.
func Int32(text string) (any, error) {
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return nil, errors.New("must be a 32-bit integer")
	}
	return int32(n), nil
}
