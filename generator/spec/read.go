package spec

import "strings"

// entries are the keys of a mapping with their values. Duplicate keys are reported; the first one counts.
func (r *report) entries(n *node, what string) []entry {
	if n.kind != mapping {
		hint := "write key: value"
		if n.kind == absent {
			hint = ""
		}
		r.add(n.pos(), hint, "%s must be a mapping, not %s", what, n.kind)
		return nil
	}
	seen := make(map[string]int, len(n.entries))
	kept := n.entries[:0:0]
	for i, e := range n.entries {
		if first, twice := seen[e.key.text]; twice {
			r.add(e.key.pos(), "the first is in line "+itoa(first), "duplicate key %s", quote(e.key.text))
			continue
		}
		seen[e.key.text] = e.key.line
		if n.flow && e.value.kind == absent && i > 0 {
			before := n.entries[i-1].value
			if before.kind != absent && (strings.Contains(before.text, "=") || strings.Contains(e.key.text, arrow)) {
				r.add(e.key.pos(), "inside {…} quote a value that contains a comma: \""+before.text+",…\"", "%s has no value", quote(e.key.text))
				before.cut = true
			}
			if before.cut {
				e.value.cut = true
				continue
			}
		}
		kept = append(kept, e)
	}
	return kept
}

// unfit reports a value of the wrong kind.
func (r *report) unfit(e entry, want string) {
	switch e.value.kind {
	case absent, null:
		r.add(e.key.pos(), "", "%s has no value", quote(e.key.text))
	default:
		r.add(e.value.pos(), "", "%s must be %s, not %s", quote(e.key.text), want, e.value.kind)
	}
}

// text reads a text that may be printed anywhere.
func (r *report) text(e entry) string {
	if e.value.kind != text {
		r.unfit(e, "text")
		return ""
	}
	if f := textFault(e.key.text, e.value.text); !f.ok() {
		r.add(e.value.pos(), f.hint, "%s", f.msg)
		return ""
	}
	return strings.TrimSpace(e.value.text)
}

// flag reads true or false.
func (r *report) flag(e entry) bool {
	if e.value.kind != boolean {
		r.unfit(e, "true or false")
		return false
	}
	return e.value.text == "true"
}

// words reads a list of words.
func (r *report) words(e entry) []item {
	if e.value.kind != list {
		r.unfit(e, "a list")
		return nil
	}
	items := make([]item, 0, len(e.value.items))
	for _, n := range e.value.items {
		if n.scalar() || n.kind == null { // null and true are words like any other
			items = append(items, item{n.text, place{node: n}})
		} else {
			r.add(n.pos(), "", "%s must be a list of words, not of %s", quote(e.key.text), n.kind)
		}
	}
	return items
}
