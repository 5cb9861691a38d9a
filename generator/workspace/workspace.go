// Package workspace is the only package that writes to disk. It finds a workspace, reads its state, and applies a plan to it.
// Its invariant: whatever happens in between (an error, a full disk, a signal, a crash), the tree is wholly
// the old or wholly the new one after the next command, and no path or symbolic link leads a write out of the workspace.
package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/svcgen/svcgen/generator/plan"
)

// SpecFile is the file that makes a directory a workspace.
const SpecFile = "svcgen.yaml"

// Workspace is an open workspace.
type Workspace struct {
	dir  string
	root *os.Root
	step func(op, path string) error // nil but in tests: called before each change of the disk
}

// NotFoundError says that there is no workspace at a directory or above it.
type NotFoundError struct{ Dir string }

func (e *NotFoundError) Error() string {
	return fmt.Sprintf("no %s in %s or in any directory above it", SpecFile, e.Dir)
}

// NewerError says that a newer svcgen has written the workspace.
type NewerError struct{ Wrote, Runs string }

func (e *NewerError) Error() string {
	return fmt.Sprintf("this workspace was written by svcgen %s, and this is %s", e.Wrote, e.Runs)
}

// OlderError tells that the workspace was written by a svcgen that is older than the one that runs: what new templates change
// is a change of its own.
type OlderError struct{ Wrote, Runs string }

func (e *OlderError) Error() string {
	return fmt.Sprintf("this workspace was written by svcgen %s, and this is %s", e.Wrote, e.Runs)
}

// SameTool fails with an *OlderError if a workspace that one version of svcgen wrote is older than the version that runs.
func SameTool(wrote, runs string) error {
	if plan.CompareVersions(runs, wrote) <= 0 {
		return nil
	}
	return &OlderError{Wrote: wrote, Runs: runs}
}

// Find returns the root of the workspace that contains a directory: the nearest directory upwards with svcgen.yaml, or with the
// rest of a run that was interrupted before it wrote svcgen.yaml.
func Find(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for at := abs; ; at = filepath.Dir(at) {
		info, err := os.Stat(filepath.Join(at, SpecFile))
		if err == nil && info.Mode().IsRegular() {
			return at, nil
		}
		if left, err := os.Lstat(filepath.Join(at, filepath.FromSlash(plan.TxDir))); err == nil && left.IsDir() {
			return at, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", explain("read", filepath.Join(at, SpecFile), err)
		}
		if filepath.Dir(at) == at {
			return "", &NotFoundError{abs}
		}
	}
}

// Open opens the workspace at a directory, which must exist.
func Open(dir string) (*Workspace, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return nil, explain("open", dir, err)
	}
	return &Workspace{dir: abs, root: root}, nil
}

// Exists reports whether the directory has a workspace, and not only the rest of an interrupted run.
func (w *Workspace) Exists() bool {
	for _, sign := range []string{SpecFile, plan.ManifestPath} {
		if _, err := w.root.Lstat(sign); err == nil {
			return true
		}
	}
	return false
}

// Close ends the use of the workspace. States made from it cannot be read any more.
func (w *Workspace) Close() error { return w.root.Close() }

// Dir is the absolute path of the workspace.
func (w *Workspace) Dir() string { return w.dir }

// FS returns the workspace's files as they are from now on: directories are listed once, when they are first looked at.
// Only regular files in real directories can be read; anything else is a *plan.InTheWayError.
func (w *Workspace) FS() fs.FS { return newTree(w.root) }

// State returns the files on disk and what svcgen remembers. runs is the version of this svcgen; a workspace of a newer one
// is refused with a *NewerError. Files are read when the plan asks for them.
func (w *Workspace) State(runs string) (plan.State, error) {
	disk := newTree(w.root)
	base, err := fs.Sub(disk, plan.BaseDir)
	if err != nil {
		return plan.State{}, err
	}
	st := plan.State{Disk: disk, Base: base}
	data, err := disk.ReadFile(plan.ManifestPath)
	if errors.Is(err, fs.ErrNotExist) {
		st.Seen = []plan.Seen{{Path: plan.ManifestPath, Digest: plan.Absent}}
		return st, nil
	}
	if err != nil {
		return plan.State{}, explain("read", plan.ManifestPath, err)
	}
	st.Seen = []plan.Seen{{Path: plan.ManifestPath, Digest: plan.DigestOf(data)}}
	st.Manifest, err = plan.ParseManifest(data)
	if plan.CompareVersions(st.Manifest.Tool, runs) > 0 {
		return plan.State{}, &NewerError{Wrote: st.Manifest.Tool, Runs: runs}
	}
	return st, err
}
