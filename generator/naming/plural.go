package naming

import (
	"strings"

	"github.com/gobuffalo/flect"
)

// Plural is the plural of a snake_case name: of its last word. Words without one, such as staff, stay as they are. Only the
// first run asks; the ledger keeps the answer, so that a better dictionary renames nothing.
func Plural(name string) string {
	head, last := "", name
	if at := strings.LastIndexByte(name, '_'); at >= 0 {
		head, last = name[:at+1], name[at+1:]
	}
	trimmed := strings.TrimRight(last, "0123456789")
	switch {
	case trimmed == "":
		return name + "s" // line_2: the number is no word
	case trimmed != last:
		return head + last + "s"
	case last == "staff", last == "data", last == "media":
		return name
	}
	plural := strings.ToLower(flect.Pluralize(last))
	if !IsSnake(plural) {
		return name + "s"
	}
	return head + plural
}

// IsSnake reports whether s is not empty and holds nothing but lowercase letters, digits and underscores.
func IsSnake(s string) bool {
	for i := range len(s) {
		if !IsLower(s[i]) && !IsDigit(s[i]) && s[i] != '_' {
			return false
		}
	}
	return s != ""
}
