package spec

import (
	"slices"
	"strings"
)

// element is the extent of an entry of a mapping or an item of a list: from its key or dash to the end of its value.
type element struct{ start, end int }

// elements are the elements of a collection. ok is false if the text does not match the tree.
func (s *source) elements(n *node) (all []element, ok bool) {
	for _, e := range n.entries {
		end, fine := s.entryEnd(e)
		if !fine {
			return nil, false
		}
		all = append(all, element{s.start(e.key), end})
	}
	for _, item := range n.items {
		end, fine := s.end(item)
		start := s.start(item)
		if !n.flow {
			start = strings.LastIndexByte(s.text[:start], '-')
		}
		if !fine || start < 0 {
			return nil, false
		}
		all = append(all, element{start, end})
	}
	return all, true
}

// dropEntry removes the entry of a key from a mapping, if there is one.
func (p *patch) dropEntry(from *node, key string) {
	if i := slices.IndexFunc(from.entries, func(e entry) bool { return e.key.text == key }); i >= 0 {
		p.drop(from, i)
	}
}

// drop removes an element from a collection: its lines, the comments right above it, and those below it that are indented
// deeper. The collection must keep an element, and must not have been changed before.
func (p *patch) drop(from *node, i int) {
	all, ok := p.src.elements(from)
	if !ok || len(all) < 2 {
		p.failed = true
		return
	}
	if from.flow {
		p.dropFlow(from, all, i)
	} else {
		p.dropBlock(all, i)
	}
	if from.kind == mapping {
		from.entries = slices.Delete(from.entries, i, i+1)
	} else {
		from.items = slices.Delete(from.items, i, i+1)
	}
}

func (p *patch) dropBlock(all []element, i int) {
	text := p.src.text
	start := lineStart(text, all[i].start)
	margin := all[i].start - start
	if strings.Trim(text[start:all[i].start], " ") != "" {
		p.failed = true
		return
	}
	floor := 0
	if i > 0 {
		floor = all[i-1].end
	}
	start = p.src.comments(start, floor, margin)
	end := p.src.blockEnd(all[i].end, margin)
	before, after := blanksBefore(text, start), blanksAfter(text, end)
	next := strings.TrimLeft(text[after:], "\n")
	last := i == len(all)-1 && (indent(next) != margin || !strings.HasPrefix(next[margin:], "#"))
	switch {
	case last:
		start = before // what separates it from those above; what follows is separated by the lines below
	case before < start && after > end, i == 0:
		end = after
	}
	switch {
	case end < len(text):
		end++ // its line break
	case start > 0:
		start--
	}
	p.change(start, end, "")
}

// dropFlow removes an element from a collection in brackets, with one of the commas beside it.
func (p *patch) dropFlow(from *node, all []element, i int) {
	text, e := p.src.text, all[i]
	start := lineStart(text, e.start)
	comma := p.src.skip(e.end, "")
	behind := e.end
	if text[comma] == ',' {
		behind = comma + 1
	}
	eol := behind + lineLen(text[behind:])
	own := strings.Trim(text[start:e.start], " ") == "" && start > p.src.start(from) && p.src.skip(behind, "") > eol
	switch {
	case own:
		floor := p.src.start(from)
		if i > 0 {
			floor = all[i-1].end
		}
		p.change(p.src.comments(start, floor, e.start-start), eol+1, "")
		if i == len(all)-1 && behind == e.end {
			p.dropComma(all[i-1].end)
		}
	case i+1 < len(all):
		p.change(e.start, all[i+1].start, "")
	case strings.Contains(text[all[i-1].end:e.start], "#"): // a comment of the one before
		p.dropComma(all[i-1].end)
		p.change(e.start, e.end, "")
	default:
		p.change(all[i-1].end, e.end, "")
	}
}

// dropComma drops the comma after an element, and the blanks before the comma.
func (p *patch) dropComma(end int) {
	at := p.src.skip(end, "")
	switch {
	case at >= len(p.src.text) || p.src.text[at] != ',':
	case strings.TrimSpace(p.src.text[end:at]) == "":
		p.change(end, at+1, "")
	default:
		p.change(at, at+1, "")
	}
}

// comments goes up from the start of a line over the comments right above it that are indented like it, but not above floor.
func (s *source) comments(start, floor, margin int) int {
	for start > 0 {
		above := lineStart(s.text, start-1)
		line := s.text[above:start]
		if above <= floor || indent(line) != margin || line[margin] != '#' || strings.HasPrefix(line, modelinePrefix) {
			break
		}
		start = above
	}
	return start
}

func lineStart(text string, at int) int { return strings.LastIndexByte(text[:at], '\n') + 1 }

// blanksBefore goes up from the start of a line over blank ones.
func blanksBefore(text string, start int) int {
	for start > 0 {
		above := lineStart(text, start-1)
		if strings.TrimSpace(text[above:start]) != "" {
			break
		}
		start = above
	}
	return start
}

// blanksAfter goes down from the end of a line over blank ones, to the end of the last.
func blanksAfter(text string, end int) int {
	for end < len(text) {
		line := text[end+1:]
		line = line[:lineLen(line)]
		if strings.TrimSpace(line) != "" || end+1 >= len(text) {
			break
		}
		end += 1 + len(line)
	}
	return end
}
