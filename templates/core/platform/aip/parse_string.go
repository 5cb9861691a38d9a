package aip

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// String reads a text.
func String(text string) (any, error) {
	if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
		return nil, errors.New("must be a text")
	}
	return text, nil
}
