package spec

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// change replaces the text between two byte offsets of a text with LF line ends.
type change struct {
	from, to int
	text     string
}

func insertion(at int, text string) change { return change{at, at, text} }

// splice changes a file. The changes are in order and do not overlap. The file may start with a byte order mark; if its first line
// ends in CRLF, new lines do too.
func splice(data []byte, changes []change) []byte {
	eol := "\n"
	if first := bytes.IndexByte(data, '\n'); first > 0 && data[first-1] == '\r' {
		eol = "\r\n"
	}
	i, at := 0, 0 // the same place in data, and as an offset with LF line ends
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		i = len("\ufeff")
	}
	seek := func(to int) {
		for ; at < to && i < len(data); at++ {
			if bytes.HasPrefix(data[i:], []byte("\r\n")) {
				i++
			}
			i++
		}
	}
	var out []byte
	kept := 0 // of data, up to here
	for _, c := range changes {
		seek(c.from)
		out = append(append(out, data[kept:i]...), strings.ReplaceAll(c.text, "\n", eol)...)
		seek(c.to)
		kept = i
	}
	return append(out, data[kept:]...)
}

// patch is a change of one file. Each step is made twice: in the text, and in the tree that was read from it. finish parses the
// new text and compares it with the tree, so that a patch makes the intended change or none.
type patch struct {
	file    Source
	src     *source
	root    *node // the file after the change
	changes []change
	failed  bool // a step could not change the text
}

// newPatch starts the change of a file that Parse has read.
func newPatch(file Source) (*patch, error) {
	r := &report{}
	p := &patch{file: file}
	var ok bool
	if p.src, ok = newSource(file.Path, file.Data, r); ok {
		p.root = parseYAML(p.src, r)
	}
	if problems := r.finish([]*source{p.src}); len(problems) > 0 {
		return nil, problems
	}
	return p, nil
}

// service is the mapping of a service: the whole file, or a part of a spec of one file. It is nil if there is none.
func (p *patch) service(name string) *node {
	if p.file.serviceName() == "" {
		return descend(p.root, []string{"services", name})
	}
	if p.file.serviceName() != name {
		return nil
	}
	return p.root
}

// finish returns the new text of the file. ok is false if it does not give the intended tree.
func (p *patch) finish() (data []byte, ok bool) {
	if p.failed {
		return nil, false
	}
	changes, ok := p.ordered()
	if !ok {
		return nil, false
	}
	data = splice(p.file.Data, changes)
	src, ok := newSource(p.file.Path, data, &report{})
	if !ok {
		return nil, false
	}
	root := parseYAML(src, &report{})
	return data, root != nil && same(root, p.root)
}

// ordered are the changes in the order that splice needs. Overlapping deletions are joined.
func (p *patch) ordered() (all []change, ok bool) {
	slices.SortStableFunc(p.changes, func(a, b change) int { return cmp.Compare(a.from, b.from) })
	for _, c := range p.changes {
		if c.from > c.to || c.to > len(p.src.text) {
			return nil, false
		}
		if n := len(all) - 1; n >= 0 && c.from < all[n].to {
			if c.text != "" || all[n].text != "" {
				return nil, false
			}
			all[n].to = max(all[n].to, c.to)
			continue
		}
		all = append(all, c)
	}
	return all, true
}

// same reports whether two trees have the same meaning, whatever the style of their scalars and collections.
func same(a, b *node) bool {
	if a.scalar() || a.kind == null {
		return (b.scalar() || b.kind == null) && strings.TrimRight(a.text, " \n") == strings.TrimRight(b.text, " \n")
	}
	return a.kind == b.kind &&
		slices.EqualFunc(a.items, b.items, same) &&
		slices.EqualFunc(a.entries, b.entries, func(x, y entry) bool { return x.key.text == y.key.text && same(x.value, y.value) })
}

func (p *patch) change(from, to int, text string) {
	p.changes = append(p.changes, change{from, to, text})
}

// add adds an entry at the end of a mapping.
func (p *patch) add(into *node, key string, value *node) {
	changes, ok := p.src.insertions(into, []addition{{key, []string{value.flowText()}, value.flowText()}})
	if !ok {
		p.failed = true
		return
	}
	p.changes = append(p.changes, changes...)
	into.entries = append(into.entries, entry{&node{kind: text, text: key}, value})
}

// replace gives a part of a scalar, counted in characters, another text.
func (p *patch) replace(n *node, from, to int, with string) {
	chars := []rune(n.text)
	if from < 0 || to < from || to > len(chars) {
		p.failed = true
		return
	}
	p.change(p.src.offset(n.at(from)), p.src.offset(n.at(to)), with)
	n.text = string(chars[:from]) + with + string(chars[to:])
}

// wordList is the node of a list of words.
func wordList(texts ...string) *node {
	n := &node{kind: list, flow: true}
	for _, t := range texts {
		n.items = append(n.items, &node{kind: text, text: t})
	}
	return n
}

// flowText writes a word, or a list of words.
func (n *node) flowText() string {
	switch n.kind {
	case list:
	case boolean:
		return n.text
	default:
		return flowScalar(n.text)
	}
	texts := make([]string, len(n.items))
	for i, item := range n.items {
		texts[i] = flowScalar(item.text)
	}
	return flow(texts)
}
