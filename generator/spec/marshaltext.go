package spec

import (
	"strings"
	"unicode"
)

// FormatIndex writes an index as the spec does: unique title, category desc.
func FormatIndex(i *Index) string {
	keys := make([]string, len(i.Keys))
	for n, k := range i.Keys {
		keys[n] = k.Field
		if k.Desc {
			keys[n] += " desc"
		}
	}
	text := strings.Join(keys, ", ")
	if i.Unique {
		text = "unique " + text
	}
	if i.Using != "" {
		text += " using " + i.Using
	}
	return text
}

func flow(words []string) string { return "[" + strings.Join(words, ", ") + "]" }

// scalar writes a text as a YAML value in a block mapping: unquoted if it cannot be mistaken, in single quotes if it is one line
// of printable characters, in double quotes otherwise.
func scalar(s string) string {
	if plain(s) {
		return s
	}
	odd := func(c rune) bool { return !unicode.IsPrint(c) }
	if !strings.ContainsFunc(s, odd) {
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(c))
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case c <= 0xffff && odd(c):
			const hex = "0123456789abcdef"
			b.WriteString(`\u` + string([]byte{hex[c>>12&15], hex[c>>8&15], hex[c>>4&15], hex[c&15]}))
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// plain reports whether a text needs no quotes. It quotes too often rather than too rarely.
func plain(s string) bool {
	if s == "" || s != strings.TrimSpace(s) || strings.Contains(s, ": ") || strings.Contains(s, " #") || strings.HasSuffix(s, ":") {
		return false
	}
	letter := false
	for i, c := range s {
		if !unicode.IsPrint(c) {
			return false
		}
		letter = letter || i == 0 && unicode.IsLetter(c)
	}
	return letter && !IsYAMLWord(s) // what starts with a digit or a sign may be a number or an indicator
}

// IsYAMLWord reports whether YAML takes a word without quotes for something else than text: a boolean, or null.
func IsYAMLWord(word string) bool {
	switch strings.ToLower(word) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return true
	}
	return false
}
