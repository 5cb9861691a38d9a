package pgschema

import (
	"strings"

	"github.com/svcgen/svcgen/generator/naming"
)

// renameIn replaces an identifier in an expression that svcgen wrote, but not in its literals.
func renameIn(expr, from, to string) string {
	var b strings.Builder
	eachToken(expr, func(token string, identifier bool) {
		if identifier && strings.Trim(token, `"`) == from {
			token = QuoteIdent(to)
		}
		b.WriteString(token)
	})
	return b.String()
}

// Mentions reports whether an expression that svcgen wrote uses a column.
func Mentions(expr, column string) bool {
	found := false
	eachToken(expr, func(token string, identifier bool) {
		found = found || identifier && strings.Trim(token, `"`) == column
	})
	return found
}

// eachToken cuts an expression into identifiers and the text between them. Keywords count as identifiers, names of functions do not: a
// column may be called left.
func eachToken(expr string, do func(token string, identifier bool)) {
	for at := 0; at < len(expr); {
		end := at + 1
		switch c := expr[at]; {
		case c == '\'' || c == 'E' && strings.HasPrefix(expr[at+1:], "'"):
			end = literalEnd(expr, at)
			do(expr[at:end], false)
		case c == '"':
			for end < len(expr) && expr[end] != '"' {
				end++
			}
			end = min(end+1, len(expr))
			do(expr[at:end], true)
		case naming.IsLower(c) || naming.IsUpper(c) || c == '_':
			for end < len(expr) && (naming.IsLower(expr[end]) || naming.IsUpper(expr[end]) || naming.IsDigit(expr[end]) || expr[end] == '_') {
				end++
			}
			do(expr[at:end], !strings.HasPrefix(expr[end:], "("))
		default:
			do(expr[at:end], false)
		}
		at = end
	}
}

// literalEnd returns the index after the string literal that begins at index at.
func literalEnd(expr string, at int) int {
	escapes := expr[at] == 'E'
	if escapes {
		at++
	}
	for i := at + 1; i < len(expr); i++ {
		switch {
		case escapes && expr[i] == '\\':
			i++
		case expr[i] == '\'' && strings.HasPrefix(expr[i+1:], "'"):
			i++
		case expr[i] == '\'':
			return i + 1
		}
	}
	return len(expr)
}
