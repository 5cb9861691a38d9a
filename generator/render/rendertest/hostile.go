package rendertest

// Hostile returns descriptions that would break a file that prints them unescaped.
func Hostile() []string {
	return []string{
		"", "plain", `quotes " and '`, "back`tick", "end */ of comment", "two\nlines", "a\r\nb\rc", "{{ .Evil }}", "\\", "tail\\",
		"//go:build ignore", "+build ignore", "--", "a; -- b", "-- name: X :one", "name: X :one", "+goose Down", "@param", "\ufeffbom",
		"bad \xff utf8", "\u2028sep", "\u202ebidi", "日本語", "\ttab", "#!", "a\n\nb", "'", "''", `\'`, "x\x01y", "%s%d", "$$",
	}
}
