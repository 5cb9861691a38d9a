package plan

import (
	"fmt"
	"io/fs"
	"strings"
)

// Places below the workspace that hold svcgen's own state.
const (
	StateDir     = ".svcgen"
	ManifestPath = StateDir + "/manifest"
	BaseDir      = StateDir + "/base"
	TxDir        = StateDir + "/tx"
	LockPath     = StateDir + "/lock"
)

// PathError is a path that svcgen never writes.
type PathError struct {
	Path string
	Why  string
}

func (e *PathError) Error() string { return fmt.Sprintf("unsafe path %q: %s", e.Path, e.Why) }

// CheckPath refuses every path that could leave the workspace, reach into git's or a transaction's own files, or that
// not every system can store. Manifests and journals are input from outside: their paths go through here first.
func CheckPath(path string) error {
	if !fs.ValidPath(path) || path == "." {
		return &PathError{path, "not a plain path below the workspace"}
	}
	for _, c := range []byte(path) {
		if c < ' ' || c == 0x7f || strings.IndexByte(`\:*?"<>|`, c) >= 0 {
			return &PathError{path, fmt.Sprintf("%q is not allowed in file names on every system", c)}
		}
	}
	for elem := range strings.SplitSeq(path, "/") {
		if why := badElement(elem); why != "" {
			return &PathError{path, why}
		}
	}
	for _, own := range []string{TxDir, LockPath} {
		if within(strings.ToLower(path), own) {
			return &PathError{path, "svcgen keeps its transaction there"}
		}
	}
	return nil
}

// checkManaged is CheckPath for files that a manifest lists: svcgen's state is not among them.
func checkManaged(path string) error {
	if err := CheckPath(path); err != nil {
		return err
	}
	for _, own := range []string{ManifestPath, BaseDir} {
		if within(strings.ToLower(path), own) {
			return &PathError{path, "svcgen keeps its state there"}
		}
	}
	return nil
}

func badElement(elem string) string {
	low := strings.ToLower(elem)
	if low == ".git" || low == "git~1" {
		return "it belongs to git"
	}
	if strings.HasSuffix(elem, ".") || strings.HasSuffix(elem, " ") {
		return "Windows drops a dot or space at the end of a name"
	}
	stem, _, _ := strings.Cut(low, ".")
	switch strings.TrimRight(stem, " ") {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return fmt.Sprintf("%q is a device on Windows", elem)
	}
	if len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt") && stem[3] >= '0' && stem[3] <= '9' {
		return fmt.Sprintf("%q is a device on Windows", elem)
	}
	return ""
}

// within reports whether path is dir or lies below it.
func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, dir) && path[len(dir)] == '/'
}

// checkTree refuses targets that cannot stand side by side: the same path twice, names that differ in case only, a file
// at the path of a directory.
func checkTree(paths []string) error {
	files := make(map[string]string, len(paths))
	for _, p := range paths {
		if err := checkManaged(p); err != nil {
			return err
		}
		low := strings.ToLower(p)
		if other, ok := files[low]; ok {
			return &PathError{p, fmt.Sprintf("it collides with %q", other)}
		}
		files[low] = p
	}
	for _, p := range paths {
		for dir := parent(strings.ToLower(p)); dir != "."; dir = parent(dir) {
			if other, ok := files[dir]; ok {
				return &PathError{p, fmt.Sprintf("%q is a file", other)}
			}
		}
	}
	return nil
}

func parent(path string) string {
	if i := strings.LastIndexByte(path, '/'); i > 0 {
		return path[:i]
	}
	return "."
}
