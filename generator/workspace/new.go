package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// Site is the place for a new workspace: a directory that does not exist yet, or one without a workspace.
type Site struct {
	dir  string
	w    *Workspace // nil if the directory does not exist
	step func(op, path string) error
}

// ExistsError says that a directory is a workspace already.
type ExistsError struct{ Dir string }

func (e *ExistsError) Error() string { return e.Dir + " is a svcgen workspace already" }

// Prepare looks at the place for a new workspace, and changes nothing. If an earlier run was interrupted there after it had
// written a part of a workspace, it fails with a *PendingError: Recover or Abort has to come first.
func Prepare(dir string) (*Site, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Site{dir: abs}, nil
	case err != nil:
		return nil, explain("read", dir, err)
	case !info.IsDir():
		return nil, explain("create", dir, errors.New("it is a file"))
	}
	w, err := Open(abs)
	if err != nil {
		return nil, err
	}
	pending, err := w.Pending()
	switch {
	case err != nil:
	case pending != nil && pending.Committed:
		err = &PendingError{}
	case w.Exists():
		err = &ExistsError{dir}
	default:
		return &Site{dir: abs, w: w}, nil
	}
	return nil, errors.Join(err, w.Close())
}

// Close ends the use of the site.
func (s *Site) Close() error {
	if s.w == nil {
		return nil
	}
	return s.w.Close()
}

// State returns what a plan needs to know of the directory: it holds nothing, or files that svcgen did not write.
func (s *Site) State() plan.State {
	if s.w == nil {
		return plan.State{}
	}
	return plan.State{Disk: s.w.FS(), Seen: []plan.Seen{{Path: plan.ManifestPath, Digest: plan.Absent}}}
}

// Create writes the new workspace: all of it, or nothing. If the directory does not exist, a directory beside it is filled,
// made durable, and renamed at the end; a crash leaves only that one. Otherwise the files are written by a transaction, as in
// Apply.
func (s *Site) Create(ctx context.Context, p *plan.Plan) error {
	if s.w == nil {
		return s.createBeside(ctx, p)
	}
	release, err := s.w.Lock(ctx, 0, nil)
	if err != nil {
		return err
	}
	s.w.step = s.step
	return errors.Join(s.w.Apply(ctx, p), release())
}

func (s *Site) createBeside(ctx context.Context, p *plan.Plan) (err error) {
	parent := filepath.Dir(s.dir)
	made, err := makeParents(parent)
	temp := filepath.Join(parent, fmt.Sprintf(".%s.svcgen-%d", filepath.Base(s.dir), os.Getpid()))
	defer func() {
		if err != nil {
			_ = os.RemoveAll(temp)
			for _, dir := range made {
				_ = os.Remove(dir)
			}
		}
	}()
	if err != nil {
		return err
	}
	if err := os.RemoveAll(temp); err != nil { // of a process that had our id and crashed
		return explain("remove", temp, err)
	}
	if err := os.Mkdir(temp, 0o755); err != nil {
		return explain("create", temp, err)
	}
	var files []render.File
	for _, x := range wishes(p) {
		if !x.gone {
			files = append(files, render.File{Path: x.path, Mode: x.mode, Data: x.data})
		}
	}
	if err := fill(ctx, temp, files, s.step); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, err := os.Lstat(s.dir); err == nil {
		return explain("create", s.dir, errors.New("somebody created it in the meantime"))
	}
	if err := os.Rename(temp, s.dir); err != nil {
		return explain("create", s.dir, err)
	}
	for _, dir := range append([]string{s.dir}, made...) {
		if err := s.syncName(dir); err != nil {
			return err
		}
	}
	return nil
}

// syncName makes it durable that a directory has its name.
func (s *Site) syncName(dir string) error {
	root, err := os.OpenRoot(filepath.Dir(dir))
	if err != nil {
		return explain("open", filepath.Dir(dir), err)
	}
	defer root.Close()
	return (&Workspace{root: root, step: s.step}).sync(nil, []string{"."})
}

// makeParents makes a directory and those above it. It returns those that it made, innermost first.
func makeParents(dir string) ([]string, error) {
	var made []string
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil || filepath.Dir(at) == at {
			break
		}
		made = append(made, at)
	}
	return made, explain("create", dir, os.MkdirAll(dir, 0o755))
}
