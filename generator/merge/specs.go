package merge

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/textmerge"
)

// pick is ours of two values, one of the side that is kept and one of the other.
func (m *Merge) pick(kept, moved string) string {
	if m.keptIsTheirs {
		return moved
	}
	return kept
}

// answer is a person's decision about a clash: whether theirs is taken.
func (m *Merge) answer(path string) (theirs, ok bool) {
	theirs = slices.Contains(m.answers.Theirs, path)
	ok = theirs || slices.Contains(m.answers.Ours, path)
	m.used[path] = m.used[path] || ok
	return theirs, ok
}

// mergeSpecs merges the files of the spec. Those that a person has resolved already stay as they are.
func (m *Merge) mergeSpecs() {
	base := texts(m.renamed(m.base.sources, func(t *thing) spec.Target { return t.base }))
	kept := texts(m.renamed(m.kept.sources, func(t *thing) spec.Target { return t.kept }))
	moved := texts(m.renamed(m.moved.sources, func(t *thing) spec.Target { return t.moved }))
	all := maps.Clone(base)
	maps.Copy(all, kept)
	maps.Copy(all, moved)
	for _, p := range slices.Sorted(maps.Keys(all)) {
		b, k, v := base[p], kept[p], moved[p]
		if text, ok := m.resolved(p); ok {
			m.sources = append(m.sources, spec.Source{Path: p, Data: text})
			continue
		}
		switch {
		case bytes.Equal(v, b) || v == nil && b == nil:
			v = k
		case bytes.Equal(k, b):
		case k == nil || v == nil:
			theirs, ok := m.answer(p)
			if !ok {
				m.clashes = append(m.clashes, Clash{File: p, Path: p, Ours: m.pick(state(k), state(v)), Theirs: m.pick(state(v), state(k))})
			}
			if ok && theirs == m.keptIsTheirs || !ok && k != nil {
				v = k
			}
		default:
			v = m.mergeText(p, b, k, v)
		}
		if v != nil {
			m.sources = append(m.sources, spec.Source{Path: p, Data: v})
		}
	}
}

func state(text []byte) string {
	if text == nil {
		return "removed"
	}
	return "changed"
}

func texts(sources []spec.Source) map[string][]byte {
	out := map[string][]byte{}
	for _, s := range sources {
		out[s.Path] = s.Data
	}
	return out
}

func (m *Merge) mergeText(name string, base, kept, moved []byte) []byte {
	y := textmerge.YAML{
		Base: base, Ours: kept, Theirs: moved, OursName: m.kept.name, TheirsName: m.moved.name,
		Answer: func(path string) (bool, bool) {
			theirs, ok := m.answer(clashPath(name, path))
			return theirs != m.keptIsTheirs, ok
		},
	}
	text, clashes := y.Merge()
	for _, c := range clashes {
		m.clashes = append(m.clashes, Clash{
			File: name, Line: c.Line, Path: clashPath(name, c.Path),
			Ours: m.pick(c.Ours, c.Theirs), Theirs: m.pick(c.Theirs, c.Ours),
		})
	}
	return text
}

// clashPath is a place in a spec as a person names it: catalog.item.note.
func clashPath(file, path string) string {
	var words []string
	if service := serviceOfSpec(file); service != "" {
		words = append(words, service)
	}
	for word := range strings.SplitSeq(path, ".") {
		if word != "services" && word != "resources" && word != "fields" && word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, ".")
}

// serviceOfSpec is the service that a file is the spec of, "" if it is that of the workspace.
func serviceOfSpec(file string) string {
	if file == spec.WorkspaceFile {
		return ""
	}
	return path.Base(path.Dir(file))
}
