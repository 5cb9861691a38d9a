package render

import (
	"bytes"
	"fmt"
	gocomment "go/doc/comment"
	"strconv"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"

	"github.com/Masterminds/sprig/v3"
)

// functions returns what every template may call: functions that make any text of the spec safe to print, and those of sprig that
// templates use. Only functions of sprig whose results depend on nothing but their arguments may be added.
func functions() template.FuncMap {
	return template.FuncMap{
		"comment":   Comment,
		"goquote":   goquote,
		"yamlquote": strconv.Quote, // Go's escapes mean the same in YAML
		"sqlquote":  sqlquote,
		"list":      sprig.FuncMap()["list"],
		"imports":   importLines,
	}
}

// importLines prints import paths as lines of an import declaration: {{ imports .StandardImports }}.
func importLines(paths []string) string {
	lines := make([]string, len(paths))
	for i, path := range paths {
		lines[i] = strconv.Quote(path)
	}
	return strings.Join(lines, "\n\t")
}

// here marks the lines of a comment that get the indentation of its first line. Rendered text contains no other NUL.
const here = "\x00"

// Comment turns a text of one or more lines into line comments with the indentation of the first line. The leader is // by default:
// {{ comment .Description }}, {{ comment .Description "--" }}, {{ comment .Description "#" }}.
func Comment(text string, leader ...string) string {
	sign := "//"
	if len(leader) > 0 {
		sign = leader[0]
	}
	text = strings.Map(commentRune, strings.ReplaceAll(text, "\r\n", "\n"))
	if sign == "//" {
		text = docText(text)
	}
	var out []string
	for l := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		l = strings.TrimRightFunc(sign+" "+defuse(l, sign), unicode.IsSpace)
		out = append(out, l)
	}
	return strings.Join(out, "\n"+here)
}

// docText formats a text as gofmt formats doc comments. It is needed because gofmt takes several runs to settle some texts.
func docText(text string) string {
	for range 10 {
		next := string(new(gocomment.Printer).Comment(new(gocomment.Parser).Parse(text)))
		if next == text {
			break
		}
		text = next
	}
	return text
}

// commentRune keeps visible characters, turns line ends into newlines, and drops the rest: byte order marks and control characters
// are errors in Go.
func commentRune(r rune) rune {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return '\n'
	case '\t':
		return r
	}
	if !unicode.IsGraphic(r) {
		return -1
	}
	return r
}

// defuse changes a comment line that a tool would take for a directive: a build constraint in Go, an annotation of goose or sqlc in
// SQL, a continued line in make.
func defuse(l, sign string) string {
	word := strings.TrimSpace(l)
	switch {
	case sign == "#":
		return strings.TrimRight(l, "\\")
	case strings.HasPrefix(word, "+"),
		sign == "--" && (strings.HasPrefix(word, "name") || strings.HasPrefix(word, "@")):
		return `\` + word
	}
	return l
}

// indentComments indents the other lines of each comment like its first one.
func indentComments(text []byte) []byte {
	if !bytes.Contains(text, []byte(here)) {
		return text
	}
	var out bytes.Buffer
	var indent []byte
	for l := range bytes.Lines(text) {
		if rest, ok := bytes.CutPrefix(l, []byte(here)); ok {
			out.Write(indent)
			out.Write(rest)
			continue
		}
		indent = l[:len(l)-len(bytes.TrimLeft(l, " \t"))]
		out.Write(l)
	}
	return out.Bytes()
}

// goquote prints a Go string literal: in backquotes if that saves escapes.
func goquote(text string) string {
	if strings.ContainsAny(text, "\\\"") && strconv.CanBackquote(text) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}

// sqlquote prints a PostgreSQL string literal. It is on one line and contains nothing that goose, which splits SQL by lines, takes for
// the end of a statement.
func sqlquote(text string) (string, error) {
	if strings.Contains(text, "\x00") || !utf8.ValidString(text) {
		return "", fmt.Errorf("%q cannot be part of SQL text", text)
	}
	quoted := strings.ReplaceAll(text, "'", "''")
	if !strings.ContainsAny(text, "\\\n\r;") && !strings.Contains(text, "--") {
		return "'" + quoted + "'", nil
	}
	escape := strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, ";", `\x3b`, "--", `\x2d\x2d`)
	return "E'" + escape.Replace(quoted) + "'", nil
}
