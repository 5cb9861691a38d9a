package format

import "strings"

// Hostname reports whether s is the name of a host (RFC 1123): labels of letters, digits and hyphens, without a final dot.
func Hostname(s string) bool {
	outside := func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' || strings.ContainsFunc(label, outside) {
			return false
		}
	}
	return len(s) <= 253
}
