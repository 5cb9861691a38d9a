package textmerge

import (
	"slices"
	"strings"
)

// YAML merges what two sides made of one YAML file, key by key: what either side added, removed or changed is in the result,
// with its comments. Ours comes first where the order is free.
type YAML struct {
	Base, Ours, Theirs   []byte
	OursName, TheirsName string // what a person calls the sides, for markers
	Answer               func(path string) (theirs, ok bool)
	clashes              []Clash
}

// Clash is an entry that both sides changed, each in its own way.
type Clash struct {
	Path         string // resources.item.fields.note
	Line         int    // of the marker in the merged text
	Ours, Theirs string // the entry on either side; "" if that side removed it
}

// Merge returns the merged text. It holds conflict markers around each clash that Answer does not decide.
func (y *YAML) Merge() ([]byte, []Clash) {
	y.clashes = nil
	base, ours, theirs := yamlLines(y.Base), yamlLines(y.Ours), yamlLines(y.Theirs)
	merged, ok := y.mapping(base, ours, theirs, "")
	if !ok {
		merged = y.clash("", ours, theirs)
	}
	at := 0
	for i, line := range merged {
		if ConflictMarker(line) == '<' && at < len(y.clashes) {
			y.clashes[at].Line = i + 1
			at++
		}
	}
	return []byte(strings.Join(merged, "\n") + "\n"), y.clashes
}

func yamlLines(text []byte) []string {
	s := strings.TrimRight(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// mapping merges three mappings; ok is false if one of them is none.
func (y *YAML) mapping(base, ours, theirs []string, path string) (merged []string, ok bool) {
	b, _, okB := blocks(base)
	o, tail, okO := blocks(ours)
	t, tailT, okT := blocks(theirs)
	if !okO || !okT || !okB && len(base) > 0 {
		return nil, false
	}
	if len(tail) == 0 {
		tail = tailT
	}
	for _, key := range order(b, o, t) {
		merged = append(merged, y.entry(find(b, key), find(o, key), find(t, key), join(path, key))...)
	}
	return append(merged, tail...), true
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func find(all []*block, key string) *block {
	if i := slices.IndexFunc(all, func(b *block) bool { return b.key == key }); i >= 0 {
		return all[i]
	}
	return nil
}

// order is the order of the merged entries: ours, and each entry that only theirs has behind its neighbour there.
func order(base, ours, theirs []*block) []string {
	var keys []string
	for _, e := range ours {
		keys = append(keys, e.key)
	}
	for i, e := range theirs {
		if slices.Contains(keys, e.key) {
			continue
		}
		at := 0
		for j := i - 1; j >= 0; j-- {
			if k := slices.Index(keys, theirs[j].key); k >= 0 {
				at = k + 1
				break
			}
		}
		for at < len(keys) && find(base, keys[at]) == nil && find(theirs, keys[at]) == nil {
			at++ // what ours added at the same place
		}
		keys = slices.Insert(keys, at, e.key)
	}
	return keys
}

// entry merges one entry of a mapping. Each side is nil if it does not have the entry.
func (y *YAML) entry(base, ours, theirs *block, path string) []string {
	switch {
	case same(base, theirs):
		return ours.text(base, theirs)
	case same(base, ours), same(ours, theirs):
		return theirs.text(base, ours)
	case ours == nil:
		return append(slices.Clone(theirs.lead), y.clash(path, nil, theirs.lines)...)
	case theirs == nil:
		return append(slices.Clone(ours.lead), y.clash(path, ours.lines, nil)...)
	}
	lead := ours.text(base, theirs)[:len(ours.leadOf(base, theirs))]
	if merged, ok := y.inside(base, ours, theirs, path); ok {
		return append(slices.Clone(lead), merged...)
	}
	return append(slices.Clone(lead), y.clash(path, ours.lines, theirs.lines)...)
}

// text is an entry with the comments above it, those of the other side if this one left them alone; nothing for no entry.
func (b *block) text(base, other *block) []string {
	if b == nil {
		return nil
	}
	return slices.Concat(b.leadOf(base, other), b.lines)
}

func (b *block) leadOf(base, other *block) []string {
	if base != nil && other != nil && sameLines(base.lead, b.lead) {
		return other.lead
	}
	return b.lead
}

// inside merges the values of an entry that both sides changed.
func (y *YAML) inside(base, ours, theirs *block, path string) ([]string, bool) {
	var below, baseText []string
	if base != nil {
		below, baseText = base.lines[1:], base.lines[:1]
	}
	head, o, comment := ours.value()
	_, t, _ := theirs.value()
	b := ""
	if base != nil {
		_, b, _ = base.value()
	}
	whole := slices.ContainsFunc(strings.Split(path, "."), decides)
	if o == "" && t == "" && b == "" {
		if merged, ok := y.mapping(below, ours.lines[1:], theirs.lines[1:], path); ok {
			return append(slices.Clone(ours.lines[:1]), merged...), true
		}
		if merged, ok := items(below, ours.lines[1:], theirs.lines[1:]); ok && !whole {
			return append(slices.Clone(ours.lines[:1]), merged...), true
		}
		return nil, false
	}
	if len(ours.lines) > 1 || len(theirs.lines) > 1 || base != nil && len(baseText)+len(below) > 1 {
		return nil, false
	}
	value, ok := inline(b, o, t, whole)
	return []string{head + value + comment}, ok
}

// clash is an entry that a person has to decide about, between markers.
func (y *YAML) clash(path string, ours, theirs []string) []string {
	if y.Answer != nil {
		if taken, ok := y.Answer(path); ok && taken {
			return theirs
		} else if ok {
			return ours
		}
	}
	y.clashes = append(y.clashes, Clash{Path: path, Ours: strings.Join(ours, "\n"), Theirs: strings.Join(theirs, "\n")})
	return slices.Concat([]string{"<<<<<<< " + y.OursName}, ours, []string{"======="}, theirs, []string{">>>>>>> " + y.TheirsName})
}
