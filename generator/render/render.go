// Package render turns a model into the files of a workspace. It is a pure function: the same model and templates give the
// same bytes, and every file that it returns stands in the catalog. It knows no disk and starts no program.
package render

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/svcgen/svcgen/generator/model"
)

// Files renders every file of the workspace that comes from a template, sorted by path, Go files formatted. fsys is
// templates.FS. The error joins what is wrong in every file: each names its template, and the line.
func Files(m *model.Model, fsys fs.FS) ([]File, error) {
	files, _, err := Update(m, fsys, nil)
	return files, err
}

// Update is Files for a workspace that was generated before: Go files that the last run wrote from the same text are taken
// from there. Formatting costs more than everything else together. It also returns the inputs of this run, by unit; a unit
// is called "render services/catalog", or "render ." for what belongs to no service. Previous may be nil.
func Update(m *model.Model, fsys fs.FS, previous Previous) ([]File, []Input, error) {
	texts, err := texts(m, fsys)
	if err != nil {
		return nil, nil, err
	}
	inputs := digests(texts)
	known := reuse(texts, inputs, previous)
	files := make([]File, len(texts))
	err = parallel(len(texts), func(i int) (err error) {
		t := texts[i]
		files[i] = t.File
		if data, ok := known[t.Path]; ok {
			files[i].Data = data
			return nil
		}
		if files[i].Data, err = final(t.File); err != nil {
			return fmt.Errorf("%s, rendered as %s: %w", t.template, t.Path, err)
		}
		return nil
	})
	return files, inputs, err
}

// text is a file that is not formatted yet.
type text struct {
	unit     string
	template string
	uses     uses // of a Go file
	File
}

// final gives a rendered text its final form.
func final(f File) ([]byte, error) {
	if strings.HasSuffix(f.Path, ".go") {
		return formatGo(f.Data)
	}
	return f.Data, nil
}

// texts renders every file, sorted by path. The rows come first. What their Go files use then says which files of platform and
// which modules the workspace needs, and which directories go into its images.
func texts(m *model.Model, fsys fs.FS) ([]text, error) {
	index, err := indexPlatform(fsys)
	if err != nil {
		return nil, err
	}
	var sources, images []job
	for _, p := range packs(m) {
		templates := newLoader(fsys, p.name)
		for _, row := range p.rows {
			for _, view := range row.views(m) {
				if j := (job{templates, row, view}); row.Program == "" {
					sources = append(sources, j)
				} else {
					images = append(images, j)
				}
			}
		}
	}
	all := make([]text, len(sources))
	err = parallel(len(sources), func(i int) (err error) {
		if all[i], err = sources[i].render(); err == nil && path.Ext(all[i].Path) == ".go" {
			all[i].uses = index.usesOf(all[i].Data, m.Module+"/platform/")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, f := range index.needed(all) {
		all = append(all, f.text(m.Module))
	}
	pins, err := pinTexts(m, fsys, imports(all))
	if err != nil {
		return nil, err
	}
	dirs := workspaceImports(m.Module, all)
	built := make([]text, len(images))
	err = parallel(len(images), func(i int) (err error) {
		images[i].view.ImageDirs = images[i].imageDirs(dirs)
		built[i], err = images[i].render()
		return err
	})
	if err != nil {
		return nil, err
	}
	all = slices.Concat(all, built, pins)
	slices.SortStableFunc(all, func(a, b text) int { return cmp.Compare(a.Path, b.Path) })
	for i := 1; i < len(all); i++ {
		if all[i].Path == all[i-1].Path {
			return nil, fmt.Errorf("%s: two files of the catalog go there", all[i].Path)
		}
	}
	return all, nil
}

// job is a file to be rendered.
type job struct {
	templates *loader
	row       Row
	view      View
}

func (j job) render() (text, error) { return j.row.render(j.templates, j.view) }

// imageDirs lists the directories that the image of the row's program is built from.
func (j job) imageDirs(imports map[string][]string) []string {
	trees := make([]string, 0, len(j.row.Trees))
	for _, tree := range j.row.Trees {
		trees = append(trees, j.view.expand(tree))
	}
	return imageDirs(j.view.expand(j.row.Program), trees, imports)
}

// render renders one file of a row.
func (r Row) render(templates *loader, v View) (text, error) {
	data, err := templates.execute(r, v)
	if err != nil {
		return text{}, err
	}
	t := text{unit: v.unit(), template: r.Template, File: File{Path: v.expand(r.Path), Mode: 0o644, Class: r.Class, Data: data}}
	if !fs.ValidPath(t.Path) {
		return text{}, fmt.Errorf("%s: %q is no path of a workspace", r.Template, t.Path)
	}
	return t, nil
}

// parallel calls do for 0 to n-1 on all processors and joins the errors, in order.
func parallel(n int, do func(i int) error) error {
	errs := make([]error, n)
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		group.Go(func() error {
			errs[i] = do(i)
			return nil
		})
	}
	_ = group.Wait() // the errors are in errs
	return errors.Join(errs...)
}
