package plan

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// Answers are decisions of a person, file by file or folder by folder: the flag that decides, by path.
type Answers map[string]string

// Options are the answers as they are typed with a command.
func (a Answers) Options() Options {
	var o Options
	for _, pattern := range slices.Sorted(maps.Keys(a)) {
		switch a[pattern] {
		case "keep":
			o.Keep = append(o.Keep, pattern)
		case "take":
			o.Take = append(o.Take, pattern)
		case "markers":
			o.Markers = true
		}
	}
	return o
}

// foldedFrom is the number of files decided alike from which on their common folder is named instead.
const foldedFrom = 4

// Fold says the same with fewer paths: a folder stands for the files below it.
func (a Answers) Fold() Answers {
	out := Answers{}
	a.foldBelow("", slices.Sorted(maps.Keys(a)), out)
	return out
}

// foldBelow folds the sorted paths below a folder, which ends in a slash; that of the workspace is "".
func (a Answers) foldBelow(dir string, paths []string, out Answers) {
	if len(paths) == 0 {
		return
	}
	flag := a[paths[0]]
	differs := func(path string) bool { return a[path] != flag }
	switch {
	case len(paths) == 1:
		out[paths[0]] = flag
		return
	case len(paths) >= foldedFrom && flag != "markers" && !slices.ContainsFunc(paths, differs):
		out[above(paths)] = flag
		return
	}
	for len(paths) > 0 {
		name, n := paths[0], 1
		if first, _, isDir := strings.Cut(name[len(dir):], "/"); isDir {
			name = dir + first + "/"
			n = slices.IndexFunc(paths, func(p string) bool { return !strings.HasPrefix(p, name) })
			if n < 0 {
				n = len(paths)
			}
		}
		a.foldBelow(name, paths[:n], out)
		paths = paths[n:]
	}
}

// above is the lowest folder that holds all of the paths.
func above(paths []string) string {
	dir := path.Dir(paths[0])
	for _, p := range paths {
		for dir != "." && !strings.HasPrefix(p, dir+"/") {
			dir = path.Dir(dir)
		}
	}
	return dir
}

// Unseen fails with a *ChangedError if the plan writes a file that was saved after the person was asked about it: the answer was
// about another text. asked are the conflicts as they were shown.
func (p *Plan) Unseen(asked []Action) error {
	was := map[string]Action{}
	for _, a := range asked {
		was[a.Path] = a
	}
	var paths []string
	for _, a := range p.Actions {
		if then, ok := was[a.Path]; ok && a.Writes() && (a.Old != then.Old || a.FromOld != then.FromOld) {
			paths = append(paths, a.Path)
		}
	}
	if paths == nil {
		return nil
	}
	return &ChangedError{Paths: paths}
}
