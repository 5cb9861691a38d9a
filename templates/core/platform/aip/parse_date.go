package aip

import (
	"errors"

	"github.com/svcgen/svcgen/templates/core/platform/civil"
)

// Date reads a calendar date.
func Date(text string) (any, error) {
	d, err := civil.ParseDate(text)
	if err != nil {
		return nil, errors.New("must be a date such as 2006-01-02")
	}
	return d, nil
}
