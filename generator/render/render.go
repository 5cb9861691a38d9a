// Package render turns a model into the files of a workspace. It is a pure function: the same model and templates give the
// same bytes, and every file that it returns stands in the catalog. It knows no disk and starts no program.
package render

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
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
	jobs, err := plan(m, fsys)
	if err != nil {
		return nil, nil, err
	}
	texts := make([]text, len(jobs))
	err = parallel(len(jobs), func(i int) (err error) {
		texts[i], err = jobs[i]()
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(texts, func(a, b text) int { return cmp.Compare(a.Path, b.Path) })
	for i := 1; i < len(texts); i++ {
		if texts[i].Path == texts[i-1].Path {
			return nil, nil, fmt.Errorf("%s: two files of the catalog go there", texts[i].Path)
		}
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
	File
}

// final gives a rendered text its final form.
func final(f File) ([]byte, error) {
	if strings.HasSuffix(f.Path, ".go") {
		return formatGo(f.Data)
	}
	return f.Data, nil
}

// job renders one file.
type job func() (text, error)

// plan lists the files to be written, from the catalog, the platform and the pins.
func plan(m *model.Model, fsys fs.FS) ([]job, error) {
	var jobs []job
	for _, p := range packs(m) {
		templates := newLoader(fsys, p.name)
		for _, row := range p.rows {
			for _, view := range row.views(m) {
				jobs = append(jobs, func() (text, error) { return row.render(templates, view) })
			}
		}
	}
	platform, err := platformJobs(m, fsys)
	if err != nil {
		return nil, err
	}
	return slices.Concat(jobs, platform, pinJobs(m, fsys)), nil
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
