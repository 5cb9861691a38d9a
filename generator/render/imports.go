package render

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"
)

// pruneImports removes the imports that a Go file does not use, so that a template can list every import that it may need without
// repeating its conditions, and those that are listed twice. It never adds one: an import that is missing in the template is a mistake in
// the template.
//
// An import is used if its name is followed by a dot somewhere. Its name is its alias or the last element of its path, without a
// major version; a path whose package has another name needs an alias in the template. Of two with one name the last is used: a service
// may have the name of a package of platform, which stands before it, where none of its files can need that package.
func pruneImports(src []byte) []byte {
	start, end, ok := importBlock(src)
	if !ok {
		return src
	}
	used := qualifiers(src[end:])
	named, _ := importsOf(src)
	var out bytes.Buffer
	out.Write(src[:start])
	blank, first := false, true
	var kept []string
	for line := range bytes.Lines(src[start:end]) {
		text := strings.TrimSpace(string(line))
		switch {
		case text == "":
			blank = true
		case slices.Contains(kept, text):
		case strings.HasPrefix(text, "//"), keepImport(text, used, named):
			if blank && !first {
				out.WriteByte('\n')
			}
			blank, first = false, false
			out.Write(line)
			kept = append(kept, text)
		}
	}
	head, tail := src[:start-len("import (\n")], bytes.TrimPrefix(src[end:], []byte(")"))
	switch {
	case len(kept) == 0: // the whole declaration goes
		return slices.Concat(head, bytes.TrimLeft(tail, "\n"))
	case len(kept) == 1 && !strings.HasPrefix(kept[0], "//"): // as one would write it
		return slices.Concat(head, []byte("import "+kept[0]), tail)
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
func keepImport(line string, used map[string]bool, named map[string]string) bool {
	name, importPath, ok := parseImport(line)
	return !ok || name == "_" || name == "." || used[name] && named[name] == importPath
}

// parseImport reads a line of an import declaration: the name that the file uses for the package, and its path.
func parseImport(line string) (name, importPath string, ok bool) {
	name, quoted, alias := strings.Cut(line, " ")
	if !alias || strings.HasPrefix(line, `"`) {
		name, quoted = "", name
	}
	quoted, _, _ = strings.Cut(quoted, " ") // a comment may follow
	importPath, err := strconv.Unquote(quoted)
	if err != nil {
		return "", "", false
	}
	if name == "" {
		name = packageName(importPath)
	}
	return name, importPath, true
}

// importsOf returns the imports of a Go file: paths by package name, and the paths of blank and dot imports.
func importsOf(src []byte) (named map[string]string, unnamed []string) {
	named = map[string]string{}
	add := func(line []byte) {
		name, importPath, ok := parseImport(string(bytes.TrimSpace(line)))
		switch {
		case !ok:
		case name == "_" || name == ".":
			unnamed = append(unnamed, importPath)
		default:
			named[name] = importPath
		}
	}
	if start, end, ok := importBlock(src); ok {
		for line := range bytes.Lines(src[start:end]) {
			add(line)
		}
	} else if _, after, ok := bytes.Cut(src, []byte("\nimport ")); ok {
		line, _, _ := bytes.Cut(after, []byte("\n"))
		add(line)
	}
	return named, unnamed
}

// packageName returns the last element of an import path that is not a major version. The domain package of a service may be called v2, too.
func packageName(importPath string) string {
	name := path.Base(importPath)
	if path.Base(path.Dir(importPath)) != "internal" && len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" {
		name = path.Base(path.Dir(importPath))
	}
	return name
}

// qualifiers returns the identifiers that are followed, but not preceded, by a dot.
func qualifiers(src []byte) map[string]bool {
	used := map[string]bool{}
	selectors(src, func(x, _ []byte) {
		if len(x) > 0 && !used[string(x)] {
			used[string(x)] = true
		}
	})
	return used
}
