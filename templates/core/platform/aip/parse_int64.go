package aip

import (
	"errors"
	"strconv"
)

// Int64 reads a number of 64 bits.
func Int64(text string) (any, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, errors.New("must be a whole number of 64 bits")
	}
	return n, nil
}
