package generator

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

// migrate makes the migrations that lead from the schemas of the last run to those of the model. A migration is written once,
// so what stands on disk is never rendered again.
func migrate(m *model.Model, disk fs.FS) ([]render.File, error) {
	var files []render.File
	for _, s := range m.Services {
		if disk == nil || s.Initial() || !s.Changed() {
			continue
		}
		entries, err := fs.ReadDir(disk, s.Dir+"/migrations")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("read the migrations of %s: %w", s.Name, err)
		}
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		for _, f := range s.Migrations(names) {
			files = append(files, render.File{Path: f.Path, Mode: 0o644, Class: render.Appended, Data: f.Data})
		}
	}
	return files, nil
}
