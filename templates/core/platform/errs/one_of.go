package errs

import "strings"

// OneOf describes the violation of a field that has none of the allowed values.
func OneOf[T ~string](allowed []T) string {
	names := make([]string, len(allowed))
	for i, value := range allowed {
		names[i] = string(value)
	}
	return "must be one of " + strings.Join(names, ", ")
}
