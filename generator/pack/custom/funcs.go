package custom

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/svcgen/svcgen/generator/render"
)

// functions returns what templates may call beside the functions of text/template that take no text. Those that do are here too, with
// limits. m may be nil while a template is parsed.
func functions(m *meter) template.FuncMap {
	one := func(do func(string) string) any {
		return func(s string) (string, error) { return m.limited(len(s), func() string { return do(s) }) }
	}
	return template.FuncMap{
		"lower":      one(strings.ToLower),
		"upper":      one(strings.ToUpper),
		"quote":      one(strconv.Quote), // Go's escapes mean the same in YAML and JSON
		"comment":    m.comment,
		"html":       one(template.HTMLEscapeString),
		"js":         one(template.JSEscapeString),
		"urlquery":   one(func(s string) string { return template.URLQueryEscaper(s) }),
		"replace":    m.replace,
		"trimPrefix": func(prefix, s string) string { return strings.TrimPrefix(s, prefix) },
		"trimSuffix": func(suffix, s string) string { return strings.TrimSuffix(s, suffix) },
		"join":       m.join,
		"indent":     m.indent,
		"print":      m.print,
		"println":    func(args ...any) (string, error) { s, err := m.print(args...); return s + "\n", err },
		"printf":     m.printf,
	}
}

// limited calls a function that makes a text of one with n bytes.
func (m *meter) limited(n int, do func() string) (string, error) {
	if n > maxText {
		return "", &refusal{"a text is longer than 64 KiB"}
	}
	if err := m.spend(n); err != nil {
		return "", err
	}
	s := do()
	if len(s) > maxText {
		return "", &refusal{"a text is longer than 64 KiB"}
	}
	return s, nil
}

// comment turns a text into line comments: {{ comment .Description "#" }}. The sign is // by default.
func (m *meter) comment(s string, sign ...string) (string, error) {
	if len(sign) > 1 || len(sign) == 1 && !slices.Contains([]string{"//", "#", "--", ";"}, sign[0]) {
		return "", errors.New("the sign of a comment is //, #, -- or ;")
	}
	return m.limited(len(s), func() string { return render.Comment(s, sign...) })
}

// replace replaces every old in s by a new text: {{ .Name | replace "_" "-" }}.
func (m *meter) replace(old, now, s string) (string, error) {
	size := len(s) + strings.Count(s, old)*max(0, len(now)-len(old))
	return m.limited(size, func() string { return strings.ReplaceAll(s, old, now) })
}

// join puts a separator between texts: {{ .Packs | join ", " }}.
func (m *meter) join(separator string, texts []string) (string, error) {
	size := 0
	for _, s := range texts {
		size += len(s) + len(separator)
	}
	return m.limited(size, func() string { return strings.Join(texts, separator) })
}

// indent puts blanks before each line but the first: {{ .Description | indent 2 }}.
func (m *meter) indent(n int, s string) (string, error) {
	if n < 0 || n > 40 {
		return "", fmt.Errorf("cannot indent by %d", n)
	}
	size := len(s) + n*strings.Count(s, "\n")
	return m.limited(size, func() string { return strings.ReplaceAll(s, "\n", "\n"+strings.Repeat(" ", n)) })
}

// print prints texts, numbers and truths.
func (m *meter) print(args ...any) (string, error) {
	size, err := sizeOf(args)
	if err != nil {
		return "", err
	}
	return m.limited(size, func() string { return fmt.Sprint(args...) })
}

// printf prints the same in a format. A width is below 100, so that no format makes much out of nothing.
func (m *meter) printf(format string, args ...any) (string, error) {
	size, err := sizeOf(args)
	if err != nil {
		return "", err
	}
	if strings.Contains(format, "*") || strings.Contains(format, "[") || longNumber(format) {
		return "", fmt.Errorf("the format %s: a width or precision is a number below 100, and there are no other marks", strconv.Quote(format))
	}
	return m.limited(size+100*strings.Count(format, "%")+len(format), func() string { return fmt.Sprintf(format, args...) })
}

// longNumber reports whether a text has three digits in a row.
func longNumber(s string) bool {
	digits := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			digits = 0
		} else if digits++; digits == 3 {
			return true
		}
	}
	return false
}

// printed is the function at the end of each action that prints. No template can name it: it is not there when one is parsed.
const printed = "_printed"

// printable lets an action print a text, a number or a truth.
func printable(v any) (any, error) {
	switch v.(type) {
	case string, int, bool, float64, byte:
		return v, nil
	}
	return nil, &refusal{fmt.Sprintf("cannot print %T", v)}
}

// sizeOf is the length of values as text. Others than texts, numbers and truths are refused: their text is not for files.
func sizeOf(args []any) (int, error) {
	size := 0
	for _, arg := range args {
		switch v := arg.(type) {
		case string:
			size += len(v) + 1
		case int, bool:
			size += 24
		default:
			return 0, fmt.Errorf("cannot print %T", arg)
		}
	}
	return size, nil
}
