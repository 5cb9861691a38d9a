package aip

import (
	"errors"
	"time"
)

// Duration reads a length of time, in seconds as in JSON ("5400s") or in several units ("1h30m").
func Duration(text string) (any, error) {
	d, err := time.ParseDuration(text)
	if err != nil {
		return nil, errors.New(`must be a duration such as "90s" or "1h30m"`)
	}
	return d, nil
}
