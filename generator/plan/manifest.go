package plan

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/textmerge"
)

// Decisions of a person, which the manifest has in the place of a file's class.
const (
	// Ejected: the file is the user's for good, whatever svcgen would write there. Its digest may be empty.
	Ejected render.Class = "ejected"
	// Kept: the user's version of an owned file stays until svcgen has another version than the digest's.
	Kept render.Class = "kept"
)

// Manifest lists the files that svcgen last wrote: .svcgen/manifest. It is committed, and git merges it line by line (merge=union),
// so that it may contain several lines about a file; Make finds out which of them is true.
type Manifest struct {
	Tool  string // version that wrote it, the newest if there are several; "" for none
	Units []Unit // by name
	Files []Entry
}

// Unit is a group of files that one outside tool makes, with the digest of everything that went into it.
type Unit struct {
	Name   string
	Digest Digest
}

// Entry is one line about a file.
type Entry struct {
	Path   string
	Class  render.Class // or Ejected, Kept
	Digest Digest       // of what svcgen last generated
}

// ManifestError is a line that svcgen did not write.
type ManifestError struct {
	Line int
	Err  error
}

func (e *ManifestError) Error() string { return fmt.Sprintf("%s:%d: %v", ManifestPath, e.Line, e.Err) }
func (e *ManifestError) Unwrap() error { return e.Err }

// ParseManifest reads a manifest. If it fails, the Manifest still has the Tool, so that a file of a newer svcgen can be told
// from a broken one.
func ParseManifest(data []byte) (Manifest, error) {
	var m Manifest
	var firstErr error
	units := map[string]Digest{}
	for i, line := range strings.Split(string(Normalise(data)), "\n") {
		if err := m.parseLine(line, units); err != nil && firstErr == nil {
			firstErr = &ManifestError{i + 1, err}
		}
	}
	for name, d := range units {
		if d != "" { // two branches ran the unit on different inputs: neither line is true of the merged tree
			m.Units = append(m.Units, Unit{name, d})
		}
	}
	m.sort()
	return m, firstErr
}

func (m *Manifest) parseLine(line string, units map[string]Digest) error {
	if line == "" || textmerge.ConflictMarker(line) != 0 { // markers: git merged without merge=union
		return nil
	}
	if strings.TrimSpace(line) != line || strings.ContainsFunc(line, unicode.IsControl) {
		return fmt.Errorf("not a line of a manifest: %.80q", line)
	}
	word, rest, _ := strings.Cut(line, " ")
	if word == "tool" {
		if !validVersion(rest) {
			return fmt.Errorf("not a version of svcgen: %.80q", rest)
		}
		m.Tool = newest(m.Tool, rest)
		return nil
	}
	second, name, ok := strings.Cut(rest, " ")
	if !ok || name == "" {
		return fmt.Errorf("not a line of a manifest: %.80q", line)
	}
	if word == "inputs" {
		if !Digest(second).Valid() {
			return fmt.Errorf("not a digest: %.80q", second)
		}
		if old, seen := units[name]; seen && old != Digest(second) {
			second = ""
		}
		units[name] = Digest(second)
		return nil
	}
	e := Entry{Path: name, Class: render.Class(second), Digest: Digest(word)}
	switch e.Class {
	case render.Owned, render.Merged, render.Seeded, render.Appended, Kept, Ejected:
	default:
		return fmt.Errorf("unknown class %.80q", second)
	}
	if e.Class == Ejected && word == "-" {
		e.Digest = ""
	} else if !e.Digest.Valid() {
		return fmt.Errorf("not a digest: %.80q", word)
	}
	if err := checkManaged(e.Path); err != nil {
		return err
	}
	m.Files = append(m.Files, e)
	return nil
}

// Bytes returns the manifest's text: one line per file, by path.
func (m Manifest) Bytes() []byte {
	m.Units, m.Files = slices.Clone(m.Units), slices.Clone(m.Files)
	m.sort()
	var b bytes.Buffer
	if m.Tool != "" {
		fmt.Fprintf(&b, "tool %s\n", m.Tool)
	}
	for _, u := range m.Units {
		fmt.Fprintf(&b, "inputs %s %s\n", u.Digest, u.Name)
	}
	for _, e := range m.Files {
		b.WriteString(cmp.Or(string(e.Digest), "-"))
		b.WriteByte(' ')
		b.WriteString(string(e.Class))
		b.WriteByte(' ')
		b.WriteString(e.Path)
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func (m *Manifest) sort() {
	slices.SortFunc(m.Units, func(a, b Unit) int { return cmp.Compare(a.Name, b.Name) })
	slices.SortFunc(m.Files, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Digest, b.Digest))
	})
	m.Files = slices.Compact(m.Files)
}

// Unit returns the digest of a unit's inputs, "" if the unit has to run.
func (m Manifest) Unit(name string) Digest {
	for _, u := range m.Units {
		if u.Name == name {
			return u.Digest
		}
	}
	return ""
}

// Entries returns the lines about one file.
func (m Manifest) Entries(path string) []Entry {
	var out []Entry
	for _, e := range m.Files {
		if e.Path == path {
			out = append(out, e)
		}
	}
	return out
}

// Eject records that a file is the user's from now on. It reports false if the manifest does not know the file, or
// if it is ejected already.
func (m *Manifest) Eject(path string) bool {
	lines := m.Entries(path)
	if len(lines) == 0 || slices.ContainsFunc(lines, func(e Entry) bool { return e.Class == Ejected }) {
		return false
	}
	m.replace(path, &Entry{Path: path, Class: Ejected, Digest: lines[0].Digest})
	return true
}

// Adopt takes back what Eject or --keep recorded: the next plan treats the file as one that svcgen has never written, a
// conflict unless it is equal to what is generated. It reports false if nothing was recorded.
func (m *Manifest) Adopt(path string) bool {
	decided := func(e Entry) bool { return e.Class == Ejected || e.Class == Kept }
	if !slices.ContainsFunc(m.Entries(path), decided) {
		return false
	}
	m.replace(path, nil)
	return true
}

func (m *Manifest) replace(path string, with *Entry) {
	files := slices.DeleteFunc(slices.Clone(m.Files), func(e Entry) bool { return e.Path == path })
	if with != nil {
		files = append(files, *with)
	}
	m.Files = files
	m.sort()
}
