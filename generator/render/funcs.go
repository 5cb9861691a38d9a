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

// functions are what templates may call: four functions of ours that make any text of the spec safe to print, and those of sprig
// that a template calls. A function of sprig may be added if its result depends on its arguments alone.
func functions() template.FuncMap {
	return template.FuncMap{
		"comment":   comment,
		"goquote":   goquote,
		"yamlquote": strconv.Quote, // each of its escapes means the same in YAML
		"sqlquote":  sqlquote,
		"list":      sprig.FuncMap()["list"],
	}
}

// here marks the places in a rendered text that get the indentation of the line on which the comment began. No other text can
// contain a NUL.
const here = "\x00"

// comment turns a text of any number of lines into line comments, indented like the line on which it begins. The leader
// is // by default: {{ comment .Description }}, {{ comment .Description "--" }}, {{ comment .Description "#" }}.
func comment(text string, leader ...string) string {
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

// docText gives a text the form that gofmt gives to doc comments. Gofmt needs several runs for some texts; doing it here
// leaves it nothing to do.
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

// commentRune keeps what can be seen, makes every end of a line a newline, and drops the rest: a byte order mark or a
// control character is an error in Go.
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

// defuse makes sure that no tool takes a line of a comment for a directive: build constraints in Go, annotations of goose and
// sqlc in SQL, continued lines in make.
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

// indentComments puts the indentation of a comment's first line before its other lines.
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

// sqlquote prints a PostgreSQL string literal. The literal is on one line, and goose, which reads SQL by lines, finds no end of a
// statement in it.
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
