// Package render turns a model into the files of a workspace. It is a pure function: the same model, packs and templates give
// the same bytes. It knows no disk, starts no program, and does not know which packs there are.
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
	"sync"
	"sync/atomic"

	"github.com/svcgen/svcgen/generator/model"
)

// Renderer renders workspaces from the rows and templates of packs. It is safe for concurrent use.
type Renderer struct {
	fsys     fs.FS
	packs    []Pack
	loaders  []*loader // one for each pack
	platform func() (*platformIndex, error)
}

// New makes a Renderer. fsys is templates.FS.
func New(fsys fs.FS, packs ...Pack) *Renderer {
	r := (&Renderer{fsys: fsys}).With(packs...)
	r.platform = sync.OnceValues(func() (*platformIndex, error) { return indexPlatform(fsys) })
	return r
}

// With returns a renderer that has more packs.
func (r *Renderer) With(packs ...Pack) *Renderer {
	out := *r
	out.packs, out.loaders = slices.Clone(r.packs), slices.Clone(r.loaders)
	for _, p := range packs {
		out.packs, out.loaders = append(out.packs, p), append(out.loaders, newLoader(r.fsys, p))
	}
	return &out
}

// Prepare reads platform, which Files and Update need first. A caller with other work to do before them can save time by running it
// in the background. Files and Update return its error.
func (r *Renderer) Prepare() { _, _ = r.platform() }

// Files renders every file of the workspace that comes from a template or from platform, sorted by path. Go files are formatted. The
// error joins the errors of all files, which name the template and the line.
func (r *Renderer) Files(m *model.Model) ([]File, error) {
	files, _, err := r.Update(m, nil, nil)
	return files, err
}

// Update renders an existing workspace. It returns the same as Files, but reuses the Go files that the last run formatted from the same
// text, because formatting takes longer than all the rest. It also returns the inputs of this run, by unit; a unit is called
// "render services/catalog", or "render ." for files outside of services. previous may be nil. own are the user's Go files.
func (r *Renderer) Update(m *model.Model, previous Previous, own []Source) ([]File, []Input, error) {
	texts, err := r.texts(m, own)
	if err != nil {
		return nil, nil, err
	}
	inputs := digests(texts)
	known := reuse(inputs, previous)
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

// final returns the data of a rendered file as it is written.
func final(f File) ([]byte, error) {
	if strings.HasSuffix(f.Path, ".go") {
		return formatGo(f.Data)
	}
	return f.Data, nil
}

// texts renders every file, sorted by path. It renders the rows first, because their Go files and the user's decide which files of
// platform and which modules the workspace needs, and which directories its images contain. Modules that the user's files import are
// the user's.
func (r *Renderer) texts(m *model.Model, sources []Source) ([]text, error) {
	index, err := r.platform()
	if err != nil {
		return nil, err
	}
	rows, images := r.jobs(m)
	all := make([]text, len(rows))
	err = parallel(len(rows), func(i int) (err error) {
		if all[i], err = rows[i].render(); err == nil && path.Ext(all[i].Path) == ".go" {
			all[i].uses = index.usesOf(all[i].Data, m.Module+"/platform/")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(t text) bool { return t.Data == nil })
	own := index.own(m.Module, sources, all)
	for _, f := range index.needed(slices.Concat(all, own)) {
		all = append(all, f.text(m.Module))
	}
	pins, err := pinTexts(m, r.fsys, imports(all))
	if err != nil {
		return nil, err
	}
	dirs := workspaceImports(m.Module, slices.Concat(all, own))
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
			return nil, fmt.Errorf("%s: two rows write this file", all[i].Path)
		}
	}
	return all, nil
}

// jobs returns the files of all rows. images, the Dockerfiles of programs, are rendered last.
func (r *Renderer) jobs(m *model.Model) (sources, images []job) {
	for i, p := range r.packs {
		if !p.wanted(m) {
			continue
		}
		for _, row := range p.Rows {
			for _, view := range row.views(m) {
				if j := (job{r.loaders[i], row, view}); row.Program == "" {
					sources = append(sources, j)
				} else {
					images = append(images, j)
				}
			}
		}
	}
	return sources, images
}

// job is a file to be rendered.
type job struct {
	templates *loader
	row       Row
	view      View
}

func (j job) render() (text, error) { return j.row.render(j.templates, j.view) }

// imageDirs returns the directories that the image of the row's program is built from.
func (j job) imageDirs(imports map[string][]string) []string {
	trees := make([]string, 0, len(j.row.Trees))
	for _, tree := range j.row.Trees {
		trees = append(trees, j.view.expand(tree))
	}
	return imageDirs(j.view.expand(j.row.Program), trees, imports)
}

// render renders one file of a row. The text has no Data if there is no file.
func (r Row) render(templates *loader, v View) (text, error) {
	data, err := templates.execute(r, v)
	if err != nil || data == nil {
		return text{}, err
	}
	t := text{unit: v.unit(), template: r.Template, File: File{Path: v.expand(r.Path), Mode: 0o644, Class: r.Class, Shared: r.Shared, Unwritten: r.Unwritten, Data: data}}
	if !fs.ValidPath(t.Path) {
		return text{}, fmt.Errorf("%s: %q is not a path of a workspace", r.Template, t.Path)
	}
	return t, nil
}

// parallel calls do for 0 to n-1 on all processors and joins the errors, in order. A goroutine for each call would take longer: parsers
// and templates need deep stacks, which grow by copying.
func parallel(n int, do func(i int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				errs[i] = do(i)
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}
