package render

import (
	"bytes"
	"go/scanner"
	"go/token"
	"path"
	"strconv"
	"strings"
)

// pruneImports removes the imports that a Go file does not use. A template lists every import that it may need, in its
// groups; which of them a file needs follows from the code that was printed, and saying it twice would only let the two
// differ. Nothing is ever added: an import that the template lacks is an error of the template.
//
// An import is used where its name stands before a dot. Its name is its alias or the last element of its path; a path whose
// package has another name (a major version, a hyphen) needs an alias in the template.
func pruneImports(src []byte) []byte {
	start, end, ok := importBlock(src)
	if !ok {
		return src
	}
	used := qualifiers(src[end:])
	var out bytes.Buffer
	out.Write(src[:start])
	blank, first := false, true
	for line := range bytes.Lines(src[start:end]) {
		text := strings.TrimSpace(string(line))
		switch {
		case text == "":
			blank = true
		case strings.HasPrefix(text, "//"), keepImport(text, used):
			if blank && !first {
				out.WriteByte('\n')
			}
			blank, first = false, false
			out.Write(line)
		}
	}
	if first {
		// Nothing is left: the whole declaration goes.
		head := bytes.TrimSuffix(out.Bytes(), []byte("import (\n"))
		return append(head, bytes.TrimLeft(bytes.TrimPrefix(src[end:], []byte(")")), "\n")...)
	}
	out.Write(src[end:])
	return out.Bytes()
}

// importBlock finds the lines between the parentheses of the import declaration.
func importBlock(src []byte) (start, end int, ok bool) {
	open := []byte("\nimport (\n")
	at := bytes.Index(src, open)
	if at < 0 {
		return 0, 0, false
	}
	start = at + len(open)
	length := bytes.Index(src[start:], []byte("\n)"))
	if length < 0 {
		return 0, 0, false
	}
	return start, start + length + 1, true
}

// keepImport reports whether a line of an import declaration is needed. Blank and dot imports always are.
func keepImport(line string, used map[string]bool) bool {
	name, _, alias := strings.Cut(line, " ")
	if !alias || strings.HasPrefix(line, `"`) {
		quoted, _, _ := strings.Cut(line, " ")
		unquoted, err := strconv.Unquote(quoted)
		if err != nil {
			return true
		}
		name = packageName(unquoted)
	}
	return name == "_" || name == "." || used[name]
}

// packageName is the last element of an import path that is no major version.
func packageName(importPath string) string {
	name := path.Base(importPath)
	if len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" {
		name = path.Base(path.Dir(importPath))
	}
	return name
}

// qualifiers are the identifiers that stand before a dot and after none.
func qualifiers(src []byte) map[string]bool {
	file := token.NewFileSet().AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, func(token.Position, string) {}, 0)
	used := map[string]bool{}
	var previous token.Token
	var ident string
	for {
		_, tok, lit := s.Scan()
		switch {
		case tok == token.EOF:
			return used
		case tok == token.PERIOD && ident != "":
			used[ident] = true
		}
		ident = ""
		if tok == token.IDENT && previous != token.PERIOD {
			ident = lit
		}
		previous = tok
	}
}
