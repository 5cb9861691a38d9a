package aip

import (
	"errors"
	"maps"
	"slices"
	"strings"
)

// Enum reads the value of an enum: values gives for the name that clients use, in filters and in page tokens, the value that
// is stored.
func Enum(values map[string]string) func(text string) (any, error) {
	return func(text string) (any, error) {
		if value, ok := values[text]; ok {
			return value, nil
		}
		return nil, errors.New("must be one of " + strings.Join(slices.Sorted(maps.Keys(values)), ", "))
	}
}
