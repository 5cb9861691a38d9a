package spec

import (
	"strings"
	"unicode/utf8"
)

// ParseArg reads a field from a word of the command line: sku:string:unique:len=3..32. Spaces may separate its parts as well, as in a
// spec: "sku: string unique". flag is the file name in the problems: "--field", or "".
func ParseArg(flag, word string) (*Field, Problems) {
	r := &report{}
	at := Pos{File: flag, Col: 1}
	name, rest, sep := cutName(word)
	field := &Field{Pos: at, Name: name}
	switch f := fieldNameFault(name); {
	case !f.ok() && sep == 0 && strings.Contains(name, "="):
		before, after, _ := strings.Cut(name, "=")
		r.add(at, "write "+before+":"+after, "a colon separates the name of a field from its type")
	case !f.ok():
		r.add(at, f.hint, "%s", f.msg)
	}
	switch {
	case sep != 0:
		field = parseLine(r, field, place{base: at, off: utf8.RuneCountInString(name) + 1}, rest, sep).Field
	case len(r.problems) == 0:
		hint := "write the type behind it: " + orElse(toSnake(name), "name") + ":string"
		if Type(name).info().typ != "" {
			hint = "write a name before the type: title:" + name
		}
		r.add(at, hint, "field %s has no type", quote(name))
	}
	if len(r.problems) == 0 {
		return field, nil
	}
	problems := r.finish(nil)
	for i, p := range problems {
		problems[i].Excerpt = excerpt(word, 0, p.Col)
	}
	return nil, problems
}

// cutName cuts the name off a field, and finds out what separates the rest: colons, or spaces. sep is 0 if there is only a name.
func cutName(word string) (name, rest string, sep rune) {
	at := strings.IndexAny(word, ": ")
	if at < 0 {
		return word, "", 0
	}
	name, rest = word[:at], word[at+1:]
	spaced := word[at] == ' ' || strings.HasPrefix(rest, " ") || strings.Contains(rest, " ") && !strings.Contains(rest, ":")
	if spaced {
		return name, rest, ' '
	}
	return name, rest, ':'
}

// JoinArgs puts together a field that was typed as several words, note string optional, or note: string optional. Other words are
// fields of their own.
func JoinArgs(words []string) []string {
	if len(words) < 2 || strings.ContainsAny(strings.TrimSuffix(words[0], ":"), ": =") || !startsWithType(words[1]) {
		return words
	}
	return []string{strings.Join(words, " ")}
}

func startsWithType(word string) bool {
	name := word
	if end := strings.IndexAny(word, "(=["); end >= 0 {
		name = word[:end]
	}
	return Type(name).info().typ != ""
}
