package format

import (
	"strings"
	"unicode"
)

// Line returns the first characters of a text, limit at most, without those that cannot be seen and without blanks around it.
func Line(text string, limit int) string {
	visible := strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, text)
	runes := []rune(strings.TrimSpace(visible))
	return string(runes[:min(len(runes), limit)])
}
