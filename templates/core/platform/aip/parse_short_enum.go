package aip

import (
	"errors"
	"maps"
	"slices"
	"strings"
)

// ShortEnum is Enum for clients that know the values by the names that are stored. It reads the others, too.
func ShortEnum(values map[string]string) func(text string) (any, error) {
	short := slices.Sorted(maps.Values(values))
	return func(text string) (any, error) {
		if value, ok := values[text]; ok {
			return value, nil
		}
		if slices.Contains(short, text) {
			return text, nil
		}
		return nil, errors.New("must be one of " + strings.Join(short, ", "))
	}
}
