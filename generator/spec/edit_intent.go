package spec

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// DeclareRenamed writes the name that a field, a resource or a service had before into the file that holds it, and returns the
// file's new text. It replaces an earlier former name. Comments, order and style stay. The error is a Problem, or Problems if
// the spec would not be valid with it.
func DeclareRenamed(src Source, at Target, from string) ([]byte, error) {
	if f := nameFault("former", from); !f.ok() {
		return nil, f.err()
	}
	if at.Service == "" {
		return nil, Problem{Msg: "a workspace has no former name"}
	}
	return declare(src, at, func(p *patch, n *node) {
		p.renamedFrom(n, at, from)
	}, "renamed_from: "+from)
}

// ForgetRenamed removes the former name of a field, a resource or a service from the file that holds it, and returns the file's
// new text.
func ForgetRenamed(src Source, at Target) ([]byte, error) {
	return declare(src, at, func(p *patch, n *node) { p.formerName(n, at, "") }, "no renamed_from")
}

// ForgetRemoved takes the names that are stale off a list under removed, and returns the file's new text.
func ForgetRemoved(src Source, at Target, stale func(name string) bool) ([]byte, error) {
	return declare(src, at, func(p *patch, n *node) { p.relist(n, stale, "") }, "other names under removed")
}

// DeclareRemoved lists a name under removed: of a field in its resource, of a resource in its service, of a service in the
// workspace; or a value of an enum, status.archived or status.archived -> old. It returns the file's new text, as DeclareRenamed
// does.
func DeclareRemoved(src Source, at Target, name string) ([]byte, error) {
	path, instead, replaced := strings.Cut(name, " -> ")
	of, value, dotted := strings.Cut(path, ".")
	if !isName(of) || dotted && !isName(value) || replaced && (!dotted || !isName(instead)) {
		return nil, Problem{Msg: quote(name) + " is not a name", Hint: "for example note, status.archived or status.archived -> old"}
	}
	if at.Field != "" {
		return nil, Problem{Msg: "removed is a key of a resource or a service, not of a field"}
	}
	return declare(src, at, func(p *patch, n *node) {
		p.removed(n, name)
	}, "removed: ["+name+"]")
}

// declare changes the node at a place of a file. line is what a person would write there.
func declare(src Source, at Target, write func(*patch, *node), line string) ([]byte, error) {
	if err := src.valid(); err != nil {
		return nil, err
	}
	p, err := newPatch(src)
	if err != nil {
		return nil, err
	}
	n, err := p.at(at)
	if err != nil {
		return nil, err
	}
	place := n.pos()
	write(p, n)
	data, ok := p.finish()
	if !ok {
		return nil, p.refuse(place, "write it there yourself: "+line)
	}
	after := Source{Path: src.Path, Service: src.Service, Data: data}
	return data, after.valid()
}

// valid checks a file on its own, without the rest of the workspace.
func (s Source) valid() error {
	r := &report{}
	p := &parse{report: r, spec: &Spec{}}
	p.file(s, func(root *node) {
		if name := s.serviceName(); name != "" {
			p.serviceFile(root, name, s.Service != "")
		} else {
			p.workspace(root, child(root, "services") == nil)
		}
	})
	p.checkIntent()
	if problems := r.finish(p.sources); len(problems) > 0 {
		return problems
	}
	return nil
}

// at is the node at a place of the file: the mapping of the workspace, of a service or of a resource, or the value of a field.
func (p *patch) at(t Target) (*node, error) {
	if t.Service == "" {
		if p.file.serviceName() != "" {
			return nil, Problem{Msg: p.file.Path + " is not the spec of the workspace"}
		}
		return p.root, nil
	}
	n := p.service(t.Service)
	switch {
	case n == nil:
		return nil, Problem{Msg: p.file.Path + " does not hold service " + quote(t.Service)}
	case t.Resource == "":
		return n, nil
	}
	n = resourceNode(n, t.Resource)
	switch {
	case n == nil:
		return nil, Problem{Msg: "service " + quote(t.Service) + " has no resource " + quote(t.Resource)}
	case t.Field == "":
		return n, nil
	}
	if n = descend(n, []string{"fields", t.Field}); n == nil {
		return nil, Problem{Msg: "resource " + quote(t.Resource) + " has no field " + quote(t.Field)}
	}
	return n, nil
}

func (p *patch) refuse(at Pos, hint string) error {
	r := &report{}
	r.add(at, hint, "svcgen cannot add this without rewriting other parts of the file")
	return r.finish([]*source{p.src})
}

// renamedFrom writes the former name of the thing at a place.
func (p *patch) renamedFrom(n *node, at Target, from string) {
	if have := child(n, "renamed_from"); have != nil {
		p.replace(have, 0, utf8.RuneCountInString(have.text), from)
		return
	}
	switch {
	case n.kind != mapping: // a field in one line
		p.flagRenamed(n, from)
	case at.Field != "":
		p.add(n, "renamed_from", &node{kind: text, text: from})
	default:
		p.head(n, "renamed_from", from)
	}
}

// flagRenamed writes renamed_from= into the one-line form of a field.
func (p *patch) flagRenamed(n *node, from string) {
	words, _, _ := splitWords(n.text, ' ')
	for _, w := range words {
		if w.key == "renamed_from" && w.has {
			p.replace(n, w.valAt, w.valAt+utf8.RuneCountInString(w.value), from)
			return
		}
	}
	end := utf8.RuneCountInString(strings.TrimRight(n.text, " \n"))
	p.replace(n, end, end, " renamed_from="+from)
}

// head adds an entry at the start of a mapping, or after the name of the service in its own file.
func (p *patch) head(n *node, key, value string) {
	line := key + ": " + value
	added := entry{&node{kind: text, text: key}, &node{kind: text, text: value}}
	named := slices.IndexFunc(n.entries, func(e entry) bool { return e.key.text == "service" })
	if len(n.entries) == 0 {
		p.failed = true
		return
	}
	beside := n.entries[max(named, 0)]
	start := p.src.start(beside.key)
	lineStart := strings.LastIndexByte(p.src.text[:start], '\n') + 1
	margin := p.src.text[lineStart:start]
	own := strings.Trim(margin, " ") == ""
	switch end, ok := p.src.entryEnd(beside); {
	case named >= 0 && n.flow:
		p.change(end, end, ", "+line)
		p.failed = p.failed || !ok
	case named >= 0 && own:
		end += lineLen(p.src.text[end:])
		p.change(end, end, "\n"+margin+line)
		p.failed = p.failed || !ok
	case n.flow && own:
		p.change(start, start, line+",\n"+margin)
	case n.flow:
		p.change(start, start, line+", ")
	case own:
		above := p.src.above(lineStart) // comments there belong to the lines below them
		p.change(above, above, margin+line+"\n")
	default:
		p.failed = true
	}
	n.entries = slices.Insert(n.entries, named+1, added)
}

// above goes up from the start of a line over comments and blank lines, to the end of the line before them.
func (s *source) above(start int) int {
	for start > 0 {
		before := strings.LastIndexByte(s.text[:start-1], '\n') + 1
		line := strings.TrimSpace(s.text[before : start-1])
		if line != "" && line[0] != '#' {
			return start
		}
		start = before
	}
	return start
}

// removed adds a name to the list under removed.
func (p *patch) removed(n *node, name string) {
	have := child(n, "removed")
	if have == nil {
		p.add(n, "removed", wordList(name))
		return
	}
	path, _, _ := strings.Cut(name, " -> ")
	for _, item := range have.items {
		if there, _, _ := strings.Cut(item.text, " -> "); there == path {
			if item.text != name {
				p.replace(item, 0, utf8.RuneCountInString(item.text), name)
			}
			return
		}
	}
	p.append(have, name)
}

// append adds a word at the end of a list.
func (p *patch) append(l *node, word string) {
	defer func() { l.items = append(l.items, &node{kind: text, text: word}) }()
	if len(l.items) == 0 {
		at := p.src.skip(p.src.start(l), "") + 1
		p.change(at, at, flowScalar(word))
		return
	}
	last := l.items[len(l.items)-1]
	end, ok := p.src.end(last)
	if !ok {
		p.failed = true
		return
	}
	if l.flow {
		p.changes = append(p.changes, p.src.flowAppend(l.line, last, end, []string{flowScalar(word)})...)
		return
	}
	start := p.src.start(last)
	dash := strings.LastIndexByte(p.src.text[:start], '-')
	lineStart := strings.LastIndexByte(p.src.text[:start], '\n') + 1
	if dash < lineStart || strings.Trim(p.src.text[lineStart:dash], " ") != "" {
		p.failed = true
		return
	}
	end = p.src.blockEnd(end, dash-lineStart)
	p.change(end, end, "\n"+p.src.text[lineStart:start]+scalar(word))
}
