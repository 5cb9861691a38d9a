package draft

import (
	"cmp"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
)

// unfinishedField says what is wrong with a line that is being typed. The last word is not wrong as long as more letters can make it
// right.
func unfinishedField(s scope, r *spec.Resource, text string) error {
	l := cutLine(text)
	switch {
	case len(l.words) == 0 && strings.Contains(l.last, ":"):
		_, after, _ := strings.Cut(l.last, ":")
		if after == "" {
			return nil
		}
		return checkFieldLine(s, r, text)
	case len(l.words) == 0:
		return unfinished(l.last, spec.CheckFieldName)
	}
	name := strings.TrimSuffix(l.words[0], ":")
	if err := cmp.Or(spec.CheckFieldName(name), taken(r, name)); err != nil && !strings.Contains(name, ":") {
		return err
	}
	if len(l.words) > 1 && !lacksKey(l) {
		if err := checkFieldLine(s, r, string([]rune(text)[:l.at])); err != nil {
			return err
		}
	}
	if l.last == "" || canBecome(s, l) {
		return nil
	}
	return checkFieldLine(s, r, text)
}

// lacksKey reports whether the finished words lack the key on which others of their type depend. It may follow.
func lacksKey(l fieldLine) bool {
	t, _ := typeOf(l.words[1])
	docs := spec.TypeDocs()
	at := slices.IndexFunc(docs, func(d spec.TypeDoc) bool { return d.Type == t })
	return at >= 0 && docs[at].Needs != "" && !slices.ContainsFunc(l.words[2:], func(word string) bool {
		key, _, _ := strings.Cut(word, "=")
		return key == docs[at].Needs
	})
}

// canBecome reports whether the last word of a line may become right: it begins as a type or a key does, or it is a value
// that no list knows.
func canBecome(s scope, l fieldLine) bool {
	if len(l.words) == 1 {
		name, value, valued := strings.Cut(l.last, "=")
		options, help := typeWords(s, l.last)
		if valued && name == string(spec.Ref) && value != "" {
			if len(s.others) > 0 {
				return len(options) > 0
			}
			// It may become the name of another service.
			_, problems := spec.ParseField(spec.Pos{}, "x", l.last+"x", ' ')
			return len(problems) == 0
		}
		return len(options) > 0 || help != ""
	}
	key, _, valued := strings.Cut(l.last, "=")
	for _, d := range spec.ResourceKeyDocs() {
		switch {
		case !valued && strings.HasPrefix(d.Key, key):
			return true
		case valued && d.Key == key:
			options, _ := keyWords(l)
			return len(options) > 0 || valuesOf(key, l.words[1]) == nil
		}
	}
	return false
}

// unfinished checks a name that is being typed: it is wrong if it is still wrong with one more letter. The error is about what was typed.
func unfinished(name string, check func(string) error) error {
	if name == "" || check(name+"x") == nil {
		return nil
	}
	return check(name)
}

// unfinishedNames checks names, the last of which is being typed.
func unfinishedNames(text string, check func(string) error) error {
	names := splitNames(text)
	if len(names) == 0 {
		return nil
	}
	last := ""
	if strings.HasSuffix(text, names[len(names)-1]) {
		names, last = names[:len(names)-1], names[len(names)-1]
	}
	if len(names) > 0 {
		if err := checkNames(strings.Join(names, " "), check); err != nil {
			return err
		}
	}
	return unfinished(last, check)
}
