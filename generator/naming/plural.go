package naming

import (
	"slices"
	"strings"

	"github.com/gobuffalo/flect"
)

// Plural returns a snake_case name with its last word in the plural. Words without a plural, such as staff, stay as they are. It is
// called only for new names; the ledger keeps the result, so that a better dictionary renames nothing.
func Plural(name string) string {
	head, last := "", name
	if at := strings.LastIndexByte(name, '_'); at >= 0 {
		head, last = name[:at+1], name[at+1:]
	}
	trimmed := strings.TrimRight(last, "0123456789")
	switch {
	case trimmed == "":
		return name + "s" // line_2: the last part is a number, not a word
	case trimmed != last:
		return head + last + "s"
	case slices.Contains([]string{"staff", "data", "media", "software", "hardware", "firmware", "luggage", "feedback"}, last):
		return name
	case strings.HasSuffix(last, "price"):
		return name + "s" // the dictionary sees rice
	case slices.Contains([]string{"gas", "atlas", "lens", "canvas", "bias", "iris"}, last):
		return name + "es" // the dictionary takes them for plurals
	case slices.Contains([]string{"video", "studio", "radio", "ratio", "portfolio", "scenario", "logo", "cafe", "safe", "epoch", "stomach"}, last):
		return name + "s" // the dictionary writes videoes, caves, epoches
	}
	plural := strings.ToLower(flect.Pluralize(last))
	if !IsSnake(plural) {
		return name + "s"
	}
	return head + plural
}

// IsSnake reports whether s is not empty and consists of lowercase letters, digits and underscores.
func IsSnake(s string) bool {
	for i := range len(s) {
		if !IsLower(s[i]) && !IsDigit(s[i]) && s[i] != '_' {
			return false
		}
	}
	return s != ""
}
