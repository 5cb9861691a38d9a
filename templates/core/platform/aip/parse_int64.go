package aip

import (
	"errors"
	"strconv"
)

// Int64 reads a 64-bit integer.
func Int64(text string) (any, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, errors.New("must be a 64-bit integer")
	}
	return n, nil
}
