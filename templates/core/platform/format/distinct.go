package format

import "fmt"

// Distinct reports whether no two elements of a list are printed alike.
func Distinct[T any](list []T) bool {
	seen := make(map[string]bool, len(list))
	for _, element := range list {
		seen[fmt.Sprint(element)] = true
	}
	return len(seen) == len(list)
}
