package aip

import "strings"

// Closest returns the name that was probably meant by wrong, "" if none is close: it differs in underscores and capitals, or in one or
// two letters next to each other.
func Closest(wrong string, names []string) string {
	best, least := "", 3
	for _, name := range names {
		if n := difference(plain(wrong), plain(name)); n < least && 2*n < len(name) {
			best, least = name, n
		}
	}
	return best
}

func plain(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// difference is the length of what is left of a and b, the longer of the two, without their common start and end.
func difference(a, b string) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return max(len(a), len(b))
}
