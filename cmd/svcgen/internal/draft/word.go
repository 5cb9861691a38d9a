package draft

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/spec"
)

// fieldLine is a field as it is typed, up to the cursor.
type fieldLine struct {
	words []string // finished: the name, the type, flags and keys
	last  string   // not finished; it may be empty
	at    int      // the first character of last
}

// cutLine finds the words of a line. Blanks inside quotes belong to the value.
func cutLine(text string) fieldLine {
	l := fieldLine{}
	quoted, before := false, ' '
	var word []rune
	for i, c := range []rune(text) {
		switch {
		case c == '"' && (quoted && before != '\\' || !quoted && before == '='):
			quoted = !quoted
		case c == ' ' && !quoted:
			if len(word) > 0 {
				l.words = append(l.words, string(word))
			}
			word, before, l.at = nil, c, i+1
			continue
		}
		word, before = append(word, c), c
	}
	l.last = string(word)
	return l
}

// fieldWord says what the word at the cursor can become, in the field of a resource of s.
func fieldWord(s scope, text string, cursor int) ask.Word {
	l := cutLine(string([]rune(text)[:cursor]))
	w := ask.Word{At: l.at}
	switch len(l.words) {
	case 0: // the name is the user's
	case 1:
		w.Options, w.Help = typeWords(s, l.last)
	default:
		w.Options, w.Help = keyWords(l)
	}
	if w.Help == "" {
		w.Help = strings.Join(w.Options, "  ")
	}
	return w
}

// typeWords are the types that begin with what is typed of one. help is what the type means, if there is only one.
func typeWords(s scope, typed string) (options []string, help string) {
	var like []spec.TypeDoc
	for _, d := range spec.TypeDocs() {
		name := string(d.Type)
		params, _, _ := strings.Cut(strings.TrimPrefix(d.Written, name), " ")
		if params != "" {
			name += params[:1]
		}
		switch {
		case strings.HasPrefix(name, typed) && (typed != name || params == ""):
			options = append(options, name)
			like = append(like, d)
		case strings.HasPrefix(typed, name):
			like = append(like, d)
		}
		if d.List && typed != "" && strings.HasPrefix(name+"[]", typed) && strings.HasPrefix(typed, name) {
			options = append(options, name+"[]")
		}
	}
	var values []string
	if value, ok := strings.CutPrefix(typed, "ref="); ok {
		for _, name := range s.referable(value) {
			values = append(values, name)
			options = append(options, "ref="+name)
		}
	}
	at := slices.IndexFunc(like, func(d spec.TypeDoc) bool { return string(d.Type) == strings.TrimSuffix(typed, "[]") })
	if at < 0 && len(like) == 1 {
		at = 0
	}
	if at >= 0 {
		help = chosen(values, like[at].Written+"  "+like[at].Text)
	}
	return options, help
}

// keyWords are the flags and keys that fit the type and the words before, and begin with what is typed of one; behind a key,
// its values. help is what the key means, if there is only one.
func keyWords(l fieldLine) (options []string, help string) {
	t, list := typeOf(l.words[1])
	var like []spec.KeyDoc
	var values []string
	key, value, valued := strings.Cut(l.last, "=")
	for _, d := range spec.ResourceKeyDocs() {
		switch {
		case valued && d.Key == key:
			like = append(like, d)
			last := strings.LastIndexByte(value, ',') + 1
			for _, v := range valuesOf(d.Key, l.words[1]) {
				if strings.HasPrefix(v, value[last:]) {
					values = append(values, v)
					options = append(options, key+"="+value[:last]+v)
				}
			}
		case !valued && strings.HasPrefix(d.Key, l.last) && fits(d, t, list, l.words[2:]):
			like = append(like, d)
			options = append(options, written(d, l.last)...)
		}
	}
	at := slices.IndexFunc(like, func(d spec.KeyDoc) bool { return d.Key == key })
	if at < 0 && len(like) == 1 {
		at = 0
	}
	if at >= 0 {
		help = chosen(values, like[at].Written+"  "+like[at].Text)
	}
	return options, help
}

// chosen puts the values that are left to choose from before what a word means.
func chosen(values []string, meaning string) string {
	if len(values) < 2 {
		return meaning
	}
	return strings.Join(values, "  ") + "\n" + meaning
}

// written is how a key begins: unique, or len=. If it goes both ways, the second one is told when the first is typed.
func written(d spec.KeyDoc, typed string) []string {
	var forms []string
	for form := range strings.SplitSeq(d.Written, ", ") {
		if end := strings.IndexByte(form, '='); end >= 0 {
			form = form[:end+1]
		}
		if len(forms) == 0 || typed == d.Key {
			forms = append(forms, form)
		}
	}
	return forms
}

// ofChanges reports whether a key is about an earlier field, or rows: a new resource has neither.
func ofChanges(key string) bool {
	return slices.Contains([]string{"renamed_from", "in_two_steps", "backfill"}, key)
}

// fits reports whether a key goes with a type and the words that are there.
func fits(d spec.KeyDoc, t spec.Type, list bool, words []string) bool {
	switch {
	case ofChanges(d.Key):
		return false
	case d.Types != nil && !slices.Contains(d.Types, t):
		return false
	case list && d.Lists == "", !list && d.Lists == "lists only":
		return false
	}
	return !slices.ContainsFunc(words, func(word string) bool {
		have, _, _ := strings.Cut(word, "=")
		return have == d.Key || slices.Contains(d.Without, have)
	})
}

// typeOf is the type of a word that begins a field, and whether the field is a list of it.
func typeOf(word string) (t spec.Type, list bool) {
	name, list := strings.CutSuffix(word, "[]")
	if end := strings.IndexAny(name, "=("); end >= 0 {
		name = name[:end]
	}
	return spec.Type(name), list
}

// valuesOf are the values of a key of a field, whose type is a word; nil if there are none to choose from.
func valuesOf(key, word string) []string {
	t, list := typeOf(word)
	switch key {
	case "on_delete":
		return []string{string(spec.Restrict), string(spec.Cascade), string(spec.SetNull)}
	case "value":
		if t == spec.UUID {
			return []string{"caller.id"}
		}
		return []string{"now"}
	case "filter":
		if list {
			return []string{string(spec.OpHas)}
		}
		docs := spec.TypeDocs()
		if at := slices.IndexFunc(docs, func(d spec.TypeDoc) bool { return d.Type == t }); at >= 0 {
			return texts(docs[at].Filters)
		}
	case "default":
		switch values, ok := strings.CutPrefix(word, "enum="); {
		case ok:
			return strings.Split(values, ",")
		case t == spec.Bool:
			return []string{"true", "false"}
		}
	}
	return nil
}

func texts(ops []spec.Op) []string {
	out := make([]string, len(ops))
	for i, op := range ops {
		out[i] = string(op)
	}
	return out
}
