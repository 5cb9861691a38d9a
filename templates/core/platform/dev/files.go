package dev

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// files are the times of the last change of files, by path.
type files map[string]time.Time

// look returns the files below root that a program is made of. Folders that begin with a dot, and bin, are left out.
func look(root string) files {
	seen := files{}
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // a file that goes while we look is a change like others
		}
		name := entry.Name()
		if entry.IsDir() {
			if path != root && (strings.HasPrefix(name, ".") || name == "bin" || name == "node_modules") {
				return filepath.SkipDir
			}
			return nil
		}
		if !counts(name) {
			return nil
		}
		if info, err := entry.Info(); err == nil {
			seen[path] = info.ModTime()
		}
		return nil
	})
	return seen
}

// counts reports whether a change of a file with this name can change the program.
func counts(name string) bool {
	switch filepath.Ext(name) {
	case ".go":
		return !strings.HasSuffix(name, "_test.go")
	case ".sql", ".proto", ".mod":
		return true
	default:
		return isSpec(name)
	}
}

// isSpec reports whether path is a spec of svcgen's.
func isSpec(path string) bool {
	name := filepath.Base(path)
	return name == "svcgen.yaml" || name == "service.yaml"
}

// changedSince returns the paths of files that were added, changed or removed since before, sorted.
func (f files) changedSince(before files) []string {
	var changed []string
	for path, at := range f {
		if was, ok := before[path]; !ok || !was.Equal(at) {
			changed = append(changed, path)
		}
	}
	for path := range before {
		if _, ok := f[path]; !ok {
			changed = append(changed, path)
		}
	}
	slices.Sort(changed)
	return changed
}
