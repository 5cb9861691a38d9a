// Package format reports whether a string has a well-known form. The empty string has none.
package format

import "unicode/utf8"

// Length reports whether text has least to most characters.
func Length(text string, least, most int) bool {
	n := utf8.RuneCountInString(text)
	return least <= n && n <= most
}
