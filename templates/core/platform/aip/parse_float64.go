package aip

import (
	"errors"
	"strconv"
)

// Float64 reads a floating point number.
func Float64(text string) (any, error) {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, errors.New("must be a number")
	}
	return x, nil
}
