package aip

import "strings"

// Closest returns the one of names that was probably meant: the same but for underscores and capitals, or for one or two
// neighbouring letters. It returns "" where there is none.
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

// difference is how many bytes stand between what a and b begin with and what they end with.
func difference(a, b string) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return max(len(a), len(b))
}
