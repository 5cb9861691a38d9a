// Package lineage tells what each thing of a spec was in the last run: the same, another name, or nothing. It finds intent that
// matches nothing, and things that are gone without a word.
package lineage

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// subject is a named thing of the spec that lives from run to run: a service, a resource, a field.
type subject struct {
	name        string
	renamedFrom string
	pos         spec.Pos
}

// former is a subject of the last run.
type former struct {
	name    string
	was     string // its name before the last rename, or ""
	gone    bool   // it had ended before the last run
	returns bool   // a new subject of its name goes on where it ended
}

// siblings are the subjects of one kind that have one parent, as the spec and the ledger know them.
type siblings struct {
	kind    string // service, resource, field
	now     []subject
	was     []former
	removed []spec.Removal // what the spec says is removed from the parent
}

// before finds what the i-th subject of the spec was in the last run, as an index of was; -1 if it is new. ok is false if the
// spec says that it was renamed from something that the last run did not have.
func (s siblings) before(i int) (index int, ok bool) {
	one := s.now[i]
	if one.renamedFrom == "" || s.renamedBefore(i) {
		return s.find(one.name, func(f former) bool { return !f.gone || f.returns }), true
	}
	index = s.find(one.renamedFrom, func(f former) bool { return !f.gone })
	return index, index >= 0
}

func (s siblings) find(name string, may func(former) bool) int {
	return slices.IndexFunc(s.was, func(f former) bool { return f.name == name && may(f) })
}

// renamedBefore reports whether the renamed_from of the i-th subject was already applied, so that it may stay in the spec: the
// ledger has the subject under its new name, and no other subject takes over that name now.
func (s siblings) renamedBefore(i int) bool {
	name, from := s.now[i].name, s.now[i].renamedFrom
	for range s.now { // names may go round
		was := ""
		if at := s.find(name, func(f former) bool { return !f.gone || f.returns }); at >= 0 {
			was = s.was[at].was
		}
		if was != from {
			return false
		}
		at := slices.IndexFunc(s.now, func(o subject) bool { return o.renamedFrom == name })
		if at < 0 || at == i {
			break
		}
		name, from = s.now[at].name, s.now[at].renamedFrom
	}
	return true
}

// lost are the subjects of the last run that the spec neither has nor says are removed, as indexes of was.
func (s siblings) lost() []int {
	stays := map[int]bool{}
	for i := range s.now {
		if at, ok := s.before(i); ok {
			stays[at] = true
		}
	}
	var lost []int
	for i, f := range s.was {
		if !f.gone && !stays[i] && !removes(s.removed, f.name) {
			lost = append(lost, i)
		}
	}
	return lost
}

// known are the names that the subjects had in the last run.
func (s siblings) known() []string {
	var names []string
	for _, f := range s.was {
		if !f.gone {
			names = append(names, f.name)
		}
	}
	return names
}

// hint helps with a renamed_from that matches nothing. file holds the names of the last run.
func (s siblings) hint(name, file string) string {
	hint := "delete renamed_from, or write the name that it has in " + file
	if nearest := spec.DidYouMean(name, s.known()); nearest != "" {
		hint = nearest
	}
	if at := slices.IndexFunc(s.was, func(f former) bool { return !f.gone && f.was == name }); at >= 0 {
		hint = name + " is called " + s.was[at].name + " now: that is what it would be renamed from"
	}
	return hint
}

func removes(all []spec.Removal, name string) bool {
	return slices.ContainsFunc(all, func(r spec.Removal) bool { return r.Name == name })
}
