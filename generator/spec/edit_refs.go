package spec

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// span is a part of a scalar, in characters.
type span struct {
	node     *node
	from, to int
}

func whole(n *node) span { return span{n, 0, utf8.RuneCountInString(n.text)} }

func (s span) text() string { return string([]rune(s.node.text)[s.from:s.to]) }

func (p *patch) put(s span, with string) { p.replace(s.node, s.from, s.to, with) }

// fieldWord is the value of a key in a field: ref, enum, default …, from either form. ok is false if there is none.
func fieldWord(field *node, key string) (s span, ok bool) {
	if field.kind == mapping {
		if v := child(field, key); v != nil {
			return whole(v).scalarType(), v.scalar()
		}
		typ := child(field, "type")
		if typ == nil || !strings.HasPrefix(typ.text, key+"=") {
			return span{}, false
		}
		return span{typ, utf8.RuneCountInString(key) + 1, utf8.RuneCountInString(typ.text)}.scalarType(), true
	}
	words, _, _ := splitWords(field.text, ' ')
	for _, w := range words {
		if w.key == key && w.has {
			return span{field, w.valAt, w.valAt + utf8.RuneCountInString(w.value)}.scalarType(), true
		}
	}
	return span{}, false
}

// scalarType leaves out the brackets of a list: enum=a,b[].
func (s span) scalarType() span {
	if strings.HasSuffix(s.text(), "[]") {
		s.to -= len("[]")
	}
	return s
}

// dropWord removes a key with its value from a field, in either form.
func (p *patch) dropWord(field *node, key string) {
	if field.kind == mapping {
		p.dropEntry(field, key)
		return
	}
	words, _, _ := splitWords(field.text, ' ')
	for i, w := range words {
		if i > 0 && w.key == key {
			before := words[i-1].at + utf8.RuneCountInString(words[i-1].text)
			p.replace(field, before, w.at+utf8.RuneCountInString(w.text), "")
			return
		}
	}
}

// indexFields are the words of an index that name fields.
func indexFields(index *node) []span {
	var all []span
	for n, part := range splitItems(index.text, place{node: index}) {
		words := indexWords(part)
		if n == 0 && len(words) > 1 && words[0].text == "unique" && !direction(words[1].text) && words[1].text != "using" {
			words = words[1:]
		}
		if len(words) > 0 {
			all = append(all, span{index, words[0].at.off, words[0].at.off + utf8.RuneCountInString(words[0].text)})
		}
	}
	return all
}

// indexesWith are the positions of the indexes of a resource that contain a field.
func indexesWith(resource *node, field string) []int {
	var all []int
	if list := child(resource, "indexes"); list != nil {
		for i, index := range list.items {
			if slices.ContainsFunc(indexFields(index), func(s span) bool { return s.text() == field }) {
				all = append(all, i)
			}
		}
	}
	return all
}

// checksWith are the words that name a field in the checks of a resource.
func checksWith(resource *node, field string) []span {
	var all []span
	if checks := child(resource, "checks"); checks != nil {
		for _, c := range checks.entries {
			_, fields, _ := parseCheck(checkWords(item{c.value.text, place{node: c.value}}))
			for _, w := range fields {
				if w.text == field {
					all = append(all, span{c.value, w.at.off, w.at.off + utf8.RuneCountInString(w.text)})
				}
			}
		}
	}
	return all
}

// eachField calls a function with each field of a service, those of children among them.
func eachField(service *node, do func(of holder, field entry)) {
	eachResource(service, func(of holder, resource *node) {
		if fields := child(resource, "fields"); fields != nil {
			for _, f := range fields.entries {
				do(of, f)
			}
		}
	})
}

// uses are the words of a service that name a thing: ref=product, enum=product_status.
func uses(service *node, key, name string) []span {
	var all []span
	note := func(field entry) {
		if s, ok := fieldWord(field.value, key); ok && s.text() == name {
			all = append(all, s)
		}
	}
	eachField(service, func(_ holder, field entry) { note(field) })
	eachMessageField(service, note)
	return all
}

// relist changes the list under removed: it drops items that have no meaning any more and adds one, unless that is "".
func (p *patch) relist(of *node, stale func(item string) bool, add string) {
	have := child(of, "removed")
	if have == nil {
		if add != "" {
			p.removed(of, add)
		}
		return
	}
	var drop []int
	for i, item := range have.items {
		if stale(item.text) {
			drop = append(drop, i)
		}
	}
	var first *node
	switch {
	case len(drop) == 0:
		if add != "" {
			p.removed(of, add)
		}
		return
	case add != "":
		first, drop = have.items[drop[0]], drop[1:]
	case len(drop) == len(have.items):
		p.dropEntry(of, "removed")
		return
	}
	slices.Reverse(drop)
	for _, i := range drop {
		p.drop(have, i)
	}
	if first != nil {
		p.put(whole(first), add)
	}
}
