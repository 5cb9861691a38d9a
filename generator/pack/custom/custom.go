// Package custom makes packs of what a workspace brings itself: .svcgen/packs/<name>/pack.yaml and the templates beside it. A template is
// the text of somebody else: it sees the values of view.go, calls the functions of funcs.go, and ends at the limits of meter.go.
package custom

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// Names lists the packs that a workspace has, whether its spec names them or not. disk may be nil.
func Names(disk fs.FS) ([]string, error) {
	if disk == nil {
		return nil, nil
	}
	entries, err := fs.ReadDir(disk, spec.PacksDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list the packs of the workspace: %w", err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && spec.IsPackName(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// Read reads the packs that a spec names. The error is spec.Problems if one is missing or wrong.
func Read(disk fs.FS, uses []spec.PackUse) ([]*spec.Pack, error) {
	if len(uses) == 0 {
		return nil, nil
	}
	names, err := Names(disk)
	if err != nil {
		return nil, err
	}
	var packs []*spec.Pack
	var problems spec.Problems
	for _, use := range uses {
		if !slices.Contains(names, use.Name) {
			problems = append(problems, spec.UnknownPack(use, names))
			continue
		}
		pack, err := Table(disk, use.Name)
		if more, ok := errors.AsType[spec.Problems](err); ok {
			problems = append(problems, more...)
		} else if err != nil {
			return nil, err
		}
		packs = append(packs, pack)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return packs, nil
}

// Table reads the table of files of a pack. The error is spec.Problems if it is missing or wrong.
func Table(disk fs.FS, name string) (*spec.Pack, error) {
	file := spec.PackFile(name)
	data, err := fs.ReadFile(disk, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, spec.Problems{{Pos: spec.Pos{File: file}, Msg: "the pack has no pack.yaml", Hint: "it lists the files of the pack"}}
	}
	if err != nil {
		return nil, fmt.Errorf("read the pack %s: %w", name, err)
	}
	return spec.ParsePack(name, spec.Source{Path: file, Data: data})
}

// Pack makes a pack of a table of files. It reads the templates; the error is spec.Problems if one is missing or wrong.
func Pack(disk fs.FS, table *spec.Pack) (render.Pack, error) {
	pack := render.Pack{Name: table.Name, Optional: true}
	var problems spec.Problems
	for _, row := range table.Rows {
		t, err := read(disk, table.Name, row)
		if more, ok := errors.AsType[spec.Problems](err); ok {
			problems = append(problems, more...)
			continue
		}
		if err != nil {
			return render.Pack{}, err
		}
		pack.Rows = append(pack.Rows, render.Row{
			Template: t.source.Path, Path: row.Path, Class: render.Class(row.Class), Each: subjects(row.Each), Text: t.execute,
		})
	}
	if len(problems) > 0 {
		return render.Pack{}, problems
	}
	return pack, nil
}

// subjects returns what a row is repeated for.
func subjects(each string) func(*model.Model) []render.Subject {
	switch each {
	case "service":
		return render.PerService
	case "resource":
		return render.PerResource
	case "program":
		return render.PerProgram(func(*model.Program) bool { return true })
	}
	return render.PerWorkspace
}
