package workspace

import (
	"context"
	"errors"
	"os"
	"path"
	"slices"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// fill writes files into an empty directory that nobody else knows, and makes them durable: every directory is made once,
// and then filled through a handle of its own, several at a time.
func fill(ctx context.Context, dir string, files []render.File, step func(op, path string) error) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return explain("open", dir, err)
	}
	defer root.Close()
	w := &Workspace{dir: dir, root: root, step: step}

	names := make([]string, 0, len(files))
	byDir := map[string][]render.File{}
	for _, f := range files {
		if err := plan.CheckPath(f.Path); err != nil {
			return err
		}
		d := path.Dir(f.Path)
		names = append(names, f.Path)
		byDir[d] = append(byDir[d], f)
	}
	dirs := []string{}
	seen := map[string]bool{".": true}
	for d := range byDir {
		for ; !seen[d]; d = path.Dir(d) {
			seen[d] = true
			dirs = append(dirs, d)
		}
	}
	slices.Sort(dirs) // parents first
	for _, d := range dirs {
		if err := w.do("create", d, func() error { return root.Mkdir(d, 0o755) }); err != nil {
			return err
		}
	}
	dirs = append(dirs, ".")
	err = parallel(len(dirs), func(i int) error { return w.fillDir(ctx, dirs[i], byDir[dirs[i]]) })
	if err := errors.Join(err, ctx.Err()); err != nil {
		return err
	}
	return w.sync(names, dirs)
}

func (w *Workspace) fillDir(ctx context.Context, dir string, files []render.File) error {
	if len(files) == 0 {
		return nil
	}
	at, err := w.root.OpenRoot(dir)
	if err != nil {
		return explain("open", dir, err)
	}
	defer at.Close()
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := w.do("write", f.Path, func() error { return writeFile(at, path.Base(f.Path), f.Mode, f.Data) })
		if err != nil {
			return err
		}
	}
	return nil
}
