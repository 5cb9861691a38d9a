package format

import "fmt"

// Distinct reports whether all elements of a list are different when printed.
func Distinct[T any](list []T) bool {
	seen := make(map[string]bool, len(list))
	for _, element := range list {
		seen[fmt.Sprint(element)] = true
	}
	return len(seen) == len(list)
}
