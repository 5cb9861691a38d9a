package textmerge

import (
	"slices"
	"strings"
)

// inline merges three values that stand in the line of their key: lists and mappings in flow style, or words as a field has
// them. If whole is true, a list is one value: see decides.
func inline(base, ours, theirs string, whole bool) (string, bool) {
	switch {
	case ours == theirs || base == theirs:
		return ours, true
	case base == ours:
		return theirs, true
	}
	if o, t, ok := within(ours, theirs, "[", "]"); ok {
		if whole {
			return "", false
		}
		b, _, _ := within(base, base, "[", "]")
		return "[" + strings.Join(list(split(b, ','), split(o, ','), split(t, ',')), ", ") + "]", true
	}
	if o, t, ok := within(ours, theirs, "{", "}"); ok {
		b, _, _ := within(base, base, "{", "}")
		merged, ok := keyed(split(b, ','), split(o, ','), split(t, ','), ":", whole)
		return "{" + strings.Join(merged, ", ") + "}", ok
	}
	if base == "" || strings.ContainsAny(ours[:1]+theirs[:1], `"'|>&*`) {
		return "", false
	}
	merged, ok := keyed(split(base, ' '), split(ours, ' '), split(theirs, ' '), "=", whole)
	return strings.Join(merged, " "), ok
}

// decides reports whether the lists below a key say who may do something. Each side has decided that as a whole: what lies between
// [admin] and [anyone] is neither of them, and a person says which it is.
func decides(key string) bool { return key == "allow" }

func within(a, b, open, end string) (string, string, bool) {
	cut := func(s string) (string, bool) {
		s, ok := strings.CutPrefix(s, open)
		inner, ended := strings.CutSuffix(s, end)
		return inner, ok && ended
	}
	x, okA := cut(a)
	z, okB := cut(b)
	return x, z, okA && okB
}

// list merges three lists as sets: ours without what theirs removed, then what theirs added.
func list(base, ours, theirs []string) []string {
	var out []string
	for _, item := range ours {
		if slices.Contains(theirs, item) || !slices.Contains(base, item) {
			out = append(out, item)
		}
	}
	for _, item := range theirs {
		if !slices.Contains(base, item) && !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	return out
}

// keyed merges words, or the entries of a mapping in flow style, by what stands before the separator. The first word of a
// field is its type, whatever it is.
func keyed(base, ours, theirs []string, sep string, whole bool) ([]string, bool) {
	keyOf := func(i int, word string) string {
		key, _, _ := strings.Cut(word, sep)
		if sep == "=" && i == 0 {
			return "type"
		}
		return strings.TrimSpace(key)
	}
	index := func(words []string) (map[string]string, []string) {
		by := map[string]string{}
		var keys []string
		for i, w := range words {
			by[keyOf(i, w)] = w
			keys = append(keys, keyOf(i, w))
		}
		return by, keys
	}
	b, _ := index(base)
	o, keys := index(ours)
	t, more := index(theirs)
	for _, k := range more {
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	var out []string
	for _, k := range keys {
		merged, ok := word(b[k], o[k], t[k], sep, whole)
		if !ok {
			return nil, false
		}
		if merged != "" {
			out = append(out, merged)
		}
	}
	return out, true
}

// word merges one word: enum=draft,active is a list.
func word(base, ours, theirs, sep string, whole bool) (string, bool) {
	switch {
	case ours == theirs || base == theirs:
		return ours, true
	case base == ours:
		return theirs, true
	case base == "" || ours == "" || theirs == "":
		return "", false
	}
	name, b, _ := strings.Cut(base, sep)
	nameO, o, _ := strings.Cut(ours, sep)
	nameT, t, _ := strings.Cut(theirs, sep)
	if name != nameO || name != nameT {
		return "", false
	}
	if sep == ":" {
		value, ok := inline(strings.TrimSpace(b), strings.TrimSpace(o), strings.TrimSpace(t), whole || decides(name))
		return name + ": " + value, ok
	}
	if name != "enum" && name != "filter" {
		return "", false
	}
	return name + sep + strings.Join(list(strings.Split(b, ","), strings.Split(o, ","), strings.Split(t, ",")), ","), true
}

// items merges three lists in block style whose items have a line each.
func items(base, ours, theirs []string) ([]string, bool) {
	read := func(lines []string) (items []string, margin string, ok bool) {
		for _, line := range lines {
			text := strings.TrimLeft(line, " ")
			if text == "" || text[0] == '#' {
				continue
			}
			item, dashed := strings.CutPrefix(text, "- ")
			at := line[:len(line)-len(text)]
			if !dashed || margin != "" && at != margin {
				return nil, "", false
			}
			items, margin = append(items, strings.TrimSpace(item)), at
		}
		return items, margin, len(items) > 0
	}
	b, _, okB := read(base)
	o, margin, okO := read(ours)
	t, _, okT := read(theirs)
	if !okO || !okT || !okB && len(base) > 0 {
		return nil, false
	}
	have := list(b, o, t)
	var out []string
	for _, line := range ours { // with the comments of ours
		item, dashed := strings.CutPrefix(strings.TrimLeft(line, " "), "- ")
		if !dashed || slices.Contains(have, strings.TrimSpace(item)) {
			out = append(out, line)
		}
	}
	for _, item := range have {
		if !slices.Contains(o, item) {
			out = append(out, margin+"- "+item)
		}
	}
	return out, true
}
