package aip

import (
	"errors"
	"maps"
	"slices"
	"strings"
)

// Enum reads the values of an enum. values maps the names that clients use, in filters and page tokens, to the stored values.
func Enum(values map[string]string) func(text string) (any, error) {
	return func(text string) (any, error) {
		if value, ok := values[text]; ok {
			return value, nil
		}
		return nil, errors.New("must be one of " + strings.Join(slices.Sorted(maps.Keys(values)), ", "))
	}
}
