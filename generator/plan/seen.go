package plan

import (
	"fmt"
	"slices"
	"strings"
)

// Absent stands for the digest of a file that did not exist.
const Absent Digest = ""

// Seen is a file as it was when the plan's input was derived from it: a spec, the ledger, the manifest. A plan is valid only
// as long as these files do not change, whether it writes them or not.
type Seen struct {
	Path   string
	Digest Digest // Absent if there was no file
}

// ChangedError says that files have changed since the plan was made from them. Nothing was written.
type ChangedError struct{ Paths []string }

func (e *ChangedError) Error() string {
	return Enumerate(e.Paths) + " changed while svcgen was planning; nothing was written: run it again"
}

// Enumerate joins paths for a message, the first few of them.
func Enumerate(paths []string) string {
	const most = 5
	if len(paths) <= most {
		return strings.Join(paths, ", ")
	}
	return fmt.Sprintf("%s and %d other files", strings.Join(paths[:most], ", "), len(paths)-most)
}

// seen lists what the plan depends on: what the caller derived it from, and what its edits were made of.
func (m *maker) seen() []Seen {
	out := slices.Concat(m.st.Seen, m.in.Seen)
	for _, e := range m.in.Edits { // not e.Old: a person may have decided that a new file replaces one in its way
		out = append(out, Seen{e.Path, m.real[e.Path].digest})
	}
	return out
}

// unchanged fails with a *ChangedError if a file is not as the caller saw it. An edit that would create a file that exists is
// a conflict, not a change.
func (m *maker) unchanged() error {
	changed := map[string]bool{}
	for _, s := range slices.Concat(m.st.Seen, m.in.Seen) {
		changed[s.Path] = changed[s.Path] || m.real[s.Path].digest != s.Digest
	}
	for _, e := range m.in.Edits {
		changed[e.Path] = changed[e.Path] || m.real[e.Path].digest != e.Old && (e.Old != Absent || m.moves.to[e.Path] != "")
	}
	var paths []string
	for path, is := range changed {
		if is {
			paths = append(paths, path)
		}
	}
	if paths == nil {
		return nil
	}
	slices.Sort(paths)
	return &ChangedError{paths}
}
