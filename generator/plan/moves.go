package plan

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// moves maps files to their new paths when services and resources are renamed. All moves of a plan happen at once, so that
// names can be exchanged.
type moves struct {
	to   map[string]string // by old path
	from map[string]string // by new path
	base map[string][]byte // by old path: Rename.Base
	left []string          // user's things in renamed directories that cannot be moved
}

// findMoves finds the new path of every file that the Renames are about: files that svcgen wrote, and all files in renamed
// directories.
func (m *maker) findMoves() (moves, error) {
	mv := moves{to: map[string]string{}, from: map[string]string{}, base: map[string][]byte{}}
	if len(m.in.Renames) == 0 {
		return mv, nil
	}
	olds, err := m.movable(&mv)
	if err != nil {
		return mv, err
	}
	for _, old := range olds {
		r, to := m.renamed(old)
		if to == old && r.Base != nil { // moved by hand
			mv.base[old] = Normalise(r.Base)
		}
		if to == "" || to == old || mv.from[to] != "" {
			continue
		}
		if err := checkManaged(to); err != nil {
			return mv, err
		}
		mv.to[old], mv.from[to] = to, old
		if r.Base != nil {
			mv.base[old] = Normalise(r.Base)
		}
	}
	for _, old := range olds { // a file that svcgen still writes at its old path was not renamed
		if to := mv.to[old]; to != "" && m.targets[old] != nil && mv.from[old] == "" {
			delete(mv.to, old)
			delete(mv.from, to)
		}
	}
	return mv, nil
}

// movable lists the paths that Renames may be about.
func (m *maker) movable(mv *moves) ([]string, error) {
	var olds []string
	for path := range m.entries {
		olds = append(olds, path)
	}
	for _, r := range m.in.Renames {
		dir, isDir := strings.CutSuffix(r.From, "/")
		if err := checkManaged(dir); err != nil {
			return nil, err
		}
		if !isDir {
			olds = append(olds, r.From)
			continue
		}
		found, err := m.userFiles(dir, mv)
		if err != nil {
			return nil, err
		}
		olds = append(olds, found...)
	}
	slices.Sort(olds)
	slices.Sort(mv.left)
	mv.left = slices.Compact(mv.left)
	return slices.Compact(olds), nil
}

// userFiles lists the regular files below a directory of the disk.
func (m *maker) userFiles(dir string, mv *moves) ([]string, error) {
	if m.st.Disk == nil {
		return nil, nil
	}
	var out []string
	err := fs.WalkDir(m.st.Disk, dir, func(path string, d fs.DirEntry, err error) error {
		var blocked *InTheWayError
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.As(err, &blocked):
			return nil
		case err != nil:
			return err
		case d.IsDir() && checkManaged(path) != nil:
			mv.left = append(mv.left, path)
			return fs.SkipDir
		case d.IsDir():
		case d.Type().IsRegular() && checkManaged(path) == nil:
			out = append(out, path)
		default:
			mv.left = append(mv.left, path)
		}
		return nil
	})
	return out, err
}

// renamed returns the new path of a file and the Rename that gives it; "" if none does.
func (m *maker) renamed(old string) (Rename, string) {
	var best Rename
	for _, r := range m.in.Renames {
		if r.From == old {
			return r, r.To
		}
		if strings.HasSuffix(r.From, "/") && strings.HasPrefix(old, r.From) && len(r.From) > len(best.From) {
			best = r
		}
	}
	if best.From == "" {
		return best, ""
	}
	best.Base = nil
	return best, strings.TrimSuffix(best.To, "/") + "/" + old[len(best.From):]
}

// subjects lists every file that something has to be decided about, in order.
func (m *maker) subjects() []subject {
	out := make([]subject, 0, len(m.targets))
	for path, t := range m.targets {
		out = append(out, m.targetSubject(path, t))
	}
	for path := range m.entries {
		if m.targets[path] == nil && !m.skipped(path) && !m.goesToTarget(path) {
			out = append(out, m.leftSubject(path))
		}
	}
	for old := range m.moves.to { // the user's own files in renamed directories
		if m.entries[old] == nil && m.targets[old] == nil && !m.goesToTarget(old) && m.disk[old].present {
			out = append(out, m.leftSubject(old))
		}
	}
	slices.SortFunc(out, func(a, b subject) int {
		return cmp.Or(strings.Compare(a.path, b.path), strings.Compare(a.from, b.from))
	})
	return out
}

func (m *maker) goesToTarget(old string) bool { return m.targets[m.moves.to[old]] != nil }

// vacated reports whether the file at a path moves away: to a path that is free, or that is vacated itself.
func (m *maker) vacated(path string) bool {
	for at := path; m.moves.to[at] != "" && m.disk[at].present; {
		at = m.moves.to[at]
		if at == path || !m.taken(at) {
			return true
		}
	}
	return false
}

// taken reports whether anything stands at a path.
func (m *maker) taken(path string) bool { return m.disk[path].present || m.disk[path].blocked != "" }

// targetSubject is the case of a file that svcgen writes, wherever it comes from.
func (m *maker) targetSubject(path string, t *target) subject {
	s := subject{path: path, from: path, class: t.Class, target: t}
	lines, baseOf := m.entries[path], path
	if m.moves.to[path] == "" {
		s.disk, s.base = m.disk[path], m.moves.base[path]
	} else {
		lines, baseOf = nil, ""
	}
	if old := m.moves.from[path]; m.disk[old].present || len(m.entries[old]) > 0 {
		lines, baseOf = m.entries[old], old
		switch {
		case m.disk[old].present:
			s.occupied = m.taken(path) && !m.vacated(path)
			s.from, s.disk, s.base = old, m.disk[old], m.moves.base[old]
		case s.disk.present: // the user moved it already
			s.base = m.moves.base[old]
		}
	}
	s.known = remembered(lines, s.disk)
	if t.hasBase() && baseOf != "" {
		s.known = s.known.withBase(m.bases[baseOf], s.disk)
	}
	return s
}

// leftSubject is the case of a file that svcgen does not write, or not any more.
func (m *maker) leftSubject(path string) subject {
	s := subject{path: path, from: path, disk: m.disk[path]}
	s.known = remembered(m.entries[path], s.disk)
	s.class = s.known.class
	if to := m.moves.to[path]; to != "" && s.disk.present {
		s.path = to
		s.occupied = m.taken(to) && !m.vacated(to)
	}
	return s
}
