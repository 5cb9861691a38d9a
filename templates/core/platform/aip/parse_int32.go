package aip

import (
	"errors"
	"strconv"
)

// Int32 reads a number of 32 bits.
func Int32(text string) (any, error) {
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return nil, errors.New("must be a whole number of 32 bits")
	}
	return int32(n), nil
}
