package generator

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pack/custom"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/templates"
)

// OwnPacks reads the tables of all packs of a workspace's own, whether its spec names them or not. The error is spec.Problems if one is wrong.
func OwnPacks(disk fs.FS) ([]*spec.Pack, error) {
	names, err := custom.Names(disk)
	if err != nil {
		return nil, err
	}
	var packs []*spec.Pack
	var problems error
	for _, name := range names {
		pack, err := custom.Table(disk, name)
		problems = errors.Join(problems, err)
		packs = append(packs, pack)
	}
	return packs, problems
}

// withOwn adds the packs of the workspace's own to a renderer. The error is spec.Problems if a template is wrong, or if a file of a pack
// is at the path of another file.
func withOwn(r *render.Renderer, tables []*spec.Pack, m *model.Model, disk fs.FS) (*render.Renderer, error) {
	if len(tables) == 0 {
		return r, nil
	}
	var packs []render.Pack
	var problems spec.Problems
	for _, table := range tables {
		pack, err := custom.Pack(disk, table)
		if more, ok := errors.AsType[spec.Problems](err); ok {
			problems = append(problems, more...)
		} else if err != nil {
			return nil, err
		}
		packs = append(packs, pack)
	}
	if len(problems) == 0 {
		problems = clashes(r, packs, tables, m)
	}
	if len(problems) == 0 {
		return r.With(packs...), nil
	}
	sources, err := tableSources(tables, disk)
	if err != nil {
		return nil, err
	}
	return nil, problems.WithExcerpts(sources)
}

// clashes finds files of packs whose path another row has too, differing in case at most, or is a folder of, and those whose path is
// reserved with its placeholders filled in.
func clashes(r *render.Renderer, packs []render.Pack, tables []*spec.Pack, m *model.Model) spec.Problems {
	taken := map[string]string{} // whose a path is, by the path in lower case
	folders := map[string]bool{}
	take := func(name, whose string) {
		low := strings.ToLower(name)
		taken[low] = whose
		for dir := path.Dir(low); dir != "."; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for _, p := range r.Places(m) {
		take(p.Path, "svcgen writes it")
	}
	var problems spec.Problems
	for i, pack := range packs {
		for at, row := range pack.Rows {
			one := render.Pack{Rows: []render.Row{row}}
			for _, p := range render.New(templates.FS, one).Places(m) {
				if why := cmp.Or(spec.ReservedPath(p.Path), clash(p.Path, taken, folders)); why != "" {
					problems = append(problems, spec.Problem{Pos: tables[i].Rows[at].Pos, Msg: fmt.Sprintf("%q: %s", p.Path, why), Hint: "choose another path"})
					break
				}
				take(p.Path, "the pack "+pack.Name+" writes it already")
			}
		}
	}
	return problems
}

// clash is the reason why a file cannot stand at a path; "" if it can.
func clash(name string, taken map[string]string, folders map[string]bool) string {
	low := strings.ToLower(name)
	if why := taken[low]; why != "" {
		return why
	}
	if folders[low] {
		return "it is a folder"
	}
	for dir := path.Dir(low); dir != "."; dir = path.Dir(dir) {
		if taken[dir] != "" {
			return fmt.Sprintf("%q is a file", dir)
		}
	}
	return ""
}

// tableSources are the files in which the tables stand, for excerpts.
func tableSources(tables []*spec.Pack, disk fs.FS) ([]spec.Source, error) {
	var sources []spec.Source
	for _, table := range tables {
		file := spec.PackFile(table.Name)
		data, err := fs.ReadFile(disk, file)
		if err != nil {
			return nil, fmt.Errorf("read the pack %s: %w", table.Name, err)
		}
		sources = append(sources, spec.Source{Path: file, Data: data})
	}
	return sources, nil
}

// inPacks returns the problems of the templates of packs as one error, each of them once: a template is wrong in each file that it makes.
// Other errors stay as they are.
func inPacks(err error) error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return err
	}
	var problems spec.Problems
	for _, part := range joined.Unwrap() {
		of, ok := errors.AsType[spec.Problems](part)
		if !ok {
			return err
		}
		problems = append(problems, of...)
	}
	return problems.WithExcerpts(nil)
}
