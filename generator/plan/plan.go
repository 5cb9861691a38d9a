// Package plan decides what a run of svcgen does to a workspace, without doing it. A plan is a pure function of the generated
// files, the files on disk, and what svcgen remembers of its last run. Its invariant: a plan without conflicts destroys no
// line that a person wrote.
package plan

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"

	"github.com/svcgen/svcgen/generator/render"
)

// State is a workspace as it is. The zero State is an empty one.
type State struct {
	Manifest Manifest
	// Base holds the merge bases: of each merged file, at its path, what svcgen last generated.
	Base fs.FS
	// Disk is the workspace. Reading a path that is not a regular file fails with an *InTheWayError.
	Disk fs.FS
	// Seen are the files that the rest of the State was read from.
	Seen []Seen

	baseAt map[string]string // by path of a file that was moved by hand: the path of its base
}

// InTheWayError says that Path cannot be a regular file, because something else is there or at a directory above.
type InTheWayError struct {
	Path string
	What string // "a directory", "a symbolic link", …
}

func (e *InTheWayError) Error() string { return fmt.Sprintf("%s: %s is in the way", e.Path, e.What) }

// Input describes what the workspace is to become.
type Input struct {
	Files []render.File // the whole tree
	Tool  string        // version of this svcgen, for the manifest; "" leaves what is there
	Units []Unit        // all that were run or skipped, for the manifest

	// Skipped names directories whose files the caller did not generate, because State.Intact found them as they were
	// written and their inputs have not changed. They stay.
	Skipped []string

	// Edits are changes of files that svcgen does not generate: the spec, the ledger. Everything else is decided as if they
	// had been made already.
	Edits []Edit

	// Seen are the files that all of this was derived from.
	Seen []Seen

	Renames []Rename
	Notices map[string]string // what a person should know about a new or changed file, by path
	Opens   []string          // for Plan.Opens
	Options Options
}

// Edit gives a file new text, or removes it.
type Edit struct {
	Path   string
	Data   []byte
	Remove bool
	// Old is the digest of the text that Data was made of, Absent if Data is a new file. A file that has changed since is not
	// overwritten. Old has no meaning in Plan.Base.
	Old Digest
}

// Rename says that what was at From belongs at To from now on. If both end in a slash, they are directories, and everything
// below From moves, the user's own files too. The longest matching From counts, and a file's before a directory's.
type Rename struct {
	From, To string
	// Base is the content that svcgen would have generated at From under the old name: with it, edits in seeded files are merged into
	// the text with the new name; without it, seeded files are moved unchanged. If From is To, the user has moved the file
	// already.
	Base []byte
}

// Options are the decisions of the person who runs svcgen.
type Options struct {
	Keep    []string // paths, directories and globs whose conflicts leave the user's file
	Take    []string // … whose conflicts take svcgen's; a seeded file that is named by its path is written again too
	Markers bool     // write conflict markers if merged texts conflict
	New     bool     // there is no workspace yet: svcgen did not write what is on disk
	Command string   // what the person typed, for messages; "svcgen generate" if empty
}

// Plan lists what is to be done, file by file.
type Plan struct {
	Actions  []Action // one a path, by path
	Manifest Manifest // the next one
	Base     []Edit   // changes of the merge bases, by path
	Seen     []Seen   // what the plan was made from, and must not have changed when it is applied
	Unused   []string // patterns of Keep and Take that matched no conflict
	Decided  []string // files whose conflicts the Options have decided, by path
	Opens    []string // what more callers may do than before: product.list opens: anyone
	Lost     []string // files of svcgen's own state that are repaired, though the files that they describe do not change
}

// Changes returns the actions that a person may want to see: all but plain Keeps.
func (p *Plan) Changes() []Action {
	var out []Action
	for _, a := range p.Actions {
		if a.Kind != Keep || a.Notice != "" {
			out = append(out, a)
		}
	}
	return out
}

// Conflicts returns the actions that a person has to decide.
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

// Current reports whether the workspace is up to date: no file would be written, nothing has to be decided, and svcgen's
// own state is complete.
func (p *Plan) Current() bool { return p.Counts() == Counts{} && len(p.Lost) == 0 }

// Make decides what to do. It fails if the input is unsafe or inconsistent, if the disk cannot be read, and with a
// *ChangedError if the files that the input was derived from have changed since. What a person has to decide is a Conflict,
// not an error.
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
	p := &Plan{Manifest: Manifest{Tool: stamped(in.Tool, st.Manifest.Tool), Units: in.Units}, Seen: m.seen(), Opens: in.Opens}
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
