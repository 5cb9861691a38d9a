package aip

import (
	"strings"
	"unicode/utf8"
)

// String reads a text.
func String(text string) (any, error) {
	if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
		return nil, errNotText
	}
	return text, nil
}
