// Package lineage finds for each subject of a spec, such as a resource or a field, the subject of the last run that it continues. It
// reports renamed_from and removed that match nothing, and subjects that are missing in the spec though nothing says why.
package lineage

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// subject is a service, resource or field of the spec.
type subject struct {
	name        string
	renamedFrom string
	pos         spec.Pos
}

// former is a subject of the last run.
type former struct {
	name    string
	was     string // its name before the last rename, or ""
	gone    bool   // it was removed before the last run
	returns bool   // a new subject of its name continues it even if it is gone
}

// siblings are the subjects of one kind that have the same parent, in the spec (now) and in the last run (was).
type siblings struct {
	now     []subject
	was     []former
	removed []spec.Removal // the list named removed of the parent
}

// before returns the index in was of the subject that the i-th subject of the spec continues; -1 if that is new. ok is false if its
// renamed_from names something that the last run did not have.
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
	for range s.now { // bounded, because renames can form a cycle
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

// lost returns the indexes in was of the subjects that the spec neither continues nor lists under removed.
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

// known returns the names of the subjects in the last run.
func (s siblings) known() []string {
	var names []string
	for _, f := range s.was {
		if !f.gone {
			names = append(names, f.name)
		}
	}
	return names
}

// hint returns the hint for a renamed_from that matches nothing. file is where the user finds the names of the last run.
func (s siblings) hint(name, file string) string {
	hint := "delete renamed_from, or write the name that it has in " + file
	if nearest := spec.DidYouMean(name, s.known()); nearest != "" {
		hint = nearest
	}
	if at := slices.IndexFunc(s.was, func(f former) bool { return !f.gone && f.was == name }); at >= 0 {
		hint = "an earlier run renamed " + name + " to " + s.was[at].name + ": write that name instead"
	}
	return hint
}

func removes(all []spec.Removal, name string) bool {
	return slices.ContainsFunc(all, func(r spec.Removal) bool { return r.Name == name })
}
