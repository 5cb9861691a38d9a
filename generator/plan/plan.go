// Package plan decides what a run of svcgen does to a workspace, and does none of it. A plan is a pure function of the
// files that were generated, the files that are on disk, and what svcgen remembers of its last run. Its invariant: no
// plan without conflicts destroys a line that a person wrote.
package plan

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"

	"github.com/svcgen/svcgen/generator/render"
)

// State is a workspace as it stands. The zero State is an empty one.
type State struct {
	Manifest Manifest
	// Base holds the merge bases: of each merged file, at its path, what svcgen last generated.
	Base fs.FS
	// Disk is the workspace. Reading a path where something else than a file stands fails with an *InTheWayError.
	Disk fs.FS
	// Seen are the files that the rest of the State was read from.
	Seen []Seen

	baseAt map[string]string // by path: where the base of a file stands that was moved by hand
}

// InTheWayError tells that no regular file can stand at Path, because something else does, there or at a directory above.
type InTheWayError struct {
	Path string
	What string // "a directory", "a symbolic link", …
}

func (e *InTheWayError) Error() string { return fmt.Sprintf("%s: %s is in the way", e.Path, e.What) }

// Input is what the workspace shall become.
type Input struct {
	Files []render.File // the whole tree
	Tool  string        // version of this svcgen, for the manifest; "" leaves what is there
	Units []Unit        // all that were run or skipped, for the manifest

	// Skipped names directories whose files the caller did not generate, because State.Intact found them as they were
	// written and their inputs have not changed. They stay.
	Skipped []string

	// Edits are changes of files that svcgen does not generate: the spec, the ledger. Everything else is decided as if they
	// had been made before.
	Edits []Edit

	// Seen are the files that all of this was derived from.
	Seen []Seen

	Renames []Rename
	Notices map[string]string // what a person should know of a file that is new or changed, by path
	Options Options
}

// Edit gives a file new text, or removes it.
type Edit struct {
	Path   string
	Data   []byte
	Remove bool
	// Old is the digest of the text that Data was made of, Absent where Data is a new file. What is on disk by now is never
	// overwritten if it is something else. It does not count in Plan.Base.
	Old Digest
}

// Rename tells that what stood at From belongs at To from now on. Where both end in a slash they are directories, and
// whatever lies below From is meant, the user's own files too; the longest matching From counts, a file's before a
// directory's.
type Rename struct {
	From, To string
	// Base is what svcgen would have generated at From under the old name: with it the edits in seeded files are merged
	// into the text with the new name. Without it they are moved as they stand. Where From is To, the user has moved the
	// file already.
	Base []byte
}

// Options are the decisions of the person who runs svcgen.
type Options struct {
	Keep    []string // paths, directories and globs whose conflicts leave the user's file
	Take    []string // … whose conflicts take svcgen's; a seeded file that is named as such is written anew too
	Markers bool     // write conflict markers where merged text conflicts
	New     bool     // there is no workspace yet: what is on disk is of another origin
	Command string   // what the person typed, for messages; "svcgen generate" if empty
}

// Plan is what is to be done, file by file.
type Plan struct {
	Actions  []Action // one a path, by path
	Manifest Manifest // as it shall be
	Base     []Edit   // changes of the merge bases, by path
	Seen     []Seen   // what the plan was made from, and must be so still when it is applied
	Unused   []string // patterns of Keep and Take that matched no conflict
	Decided  []string // files whose conflicts the Options have decided, by path
	Lost     []string // of svcgen's own state, what has to be put right though the files that it is about stay as they are
}

// Changes gives the actions that a person may want to see: all but the plain Keeps.
func (p *Plan) Changes() []Action {
	var out []Action
	for _, a := range p.Actions {
		if a.Kind != Keep || a.Notice != "" {
			out = append(out, a)
		}
	}
	return out
}

// Conflicts gives the actions that a person has to decide.
func (p *Plan) Conflicts() []Action {
	var out []Action
	for _, a := range p.Actions {
		if a.Kind == Conflict {
			out = append(out, a)
		}
	}
	return out
}

// Counts counts the actions by kind.
func (p *Plan) Counts() Counts {
	var c Counts
	for _, a := range p.Actions {
		c.add(a.Kind)
	}
	return c
}

// Current reports whether the workspace is as it should be: no file would be written, nothing is to be decided, and svcgen
// remembers all of it.
func (p *Plan) Current() bool { return p.Counts() == Counts{} && len(p.Lost) == 0 }

// Make decides what to do. It fails where the input is unsafe or inconsistent, or where the disk cannot be read, and with
// a *ChangedError where what the input was derived from has changed since; what a person has to decide is a Conflict, not
// an error.
func Make(in Input, st State) (*Plan, error) {
	m, err := newMaker(in, st)
	if err != nil {
		return nil, err
	}
	if err := m.survey(); err != nil {
		return nil, err
	}
	if err := m.unchanged(); err != nil {
		return nil, err
	}
	subjects := m.subjects()
	outcomes := make([]outcome, len(subjects))
	if err := parallel(len(subjects), func(i int) error {
		outcomes[i] = m.decide(subjects[i])
		return nil
	}); err != nil {
		return nil, err
	}
	p := &Plan{Manifest: Manifest{Tool: cmp.Or(in.Tool, st.Manifest.Tool), Units: in.Units}, Seen: m.seen()}
	if err := m.collect(p, outcomes); err != nil {
		return nil, err
	}
	slices.SortFunc(p.Actions, func(a, b Action) int { return cmp.Compare(a.Path, b.Path) })
	slices.SortFunc(p.Base, func(a, b Edit) int { return cmp.Compare(a.Path, b.Path) })
	p.Manifest.sort()
	p.Unused = append(m.keep.unused(), m.take.unused()...)
	p.Lost = m.lost(p)
	m.commands(p)
	return p, nil
}
