package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// migrate makes the migrations that lead from the schemas of the last run to those of the model. A migration is written once:
// those on disk are never rendered again. The error is a *pgschema.ChainError if the migrations on disk of a service do not follow
// from each other; the new ones of other services are returned beside it. notices, by path, are for a person to read before a
// migration runs.
//
// written are migrations of another branch that a person wrote or edited, by service: they take the place of what svcgen would write.
func migrate(m *model.Model, disk fs.FS, written map[string][]pgschema.File) (files []render.File, notices map[string]string, err error) {
	notices = map[string]string{}
	var broken pgschema.ChainError
	for _, s := range m.Services {
		if disk == nil {
			break
		}
		have, err := readMigrations(disk, s)
		if err != nil {
			return nil, nil, err
		}
		var chain *pgschema.ChainError
		if err := evolve.VerifyChain(s, have); errors.As(err, &chain) {
			broken.Problems = append(broken.Problems, chain.Problems...)
			continue
		}
		existing := slices.Collect(maps.Keys(have))
		next := evolve.Migrations(s, existing)
		if by := written[s.Name]; by != nil {
			next = evolve.Rechain(s, by, existing)
		}
		for _, f := range next {
			file := s.MigrationsDir() + "/" + f.Name
			files = append(files, render.File{Path: file, Mode: 0o644, Class: render.Appended, Data: f.Data})
			switch {
			case f.Destructive:
				notices[file] = "it deletes data: read it before it runs"
			case f.Renames:
				notices[file] = "programs that run fail until replaced"
			case f.Narrows:
				notices[file] = "its VALIDATE fails if an existing row breaks the new rule"
			}
		}
	}
	if len(broken.Problems) > 0 {
		return files, notices, &broken
	}
	return files, notices, nil
}

// Migrations are all migrations of a service: those on disk, edited or not, and those that are planned.
func (r *Result) Migrations(s *model.Service, disk fs.FS) (fs.FS, error) {
	have, err := readMigrations(serviceFolders(r.Model).on(disk), s)
	if err != nil {
		return nil, err
	}
	all := fstest.MapFS{} // a file system in memory
	for _, f := range r.Files {
		if f.Class == render.Appended && path.Dir(f.Path) == s.MigrationsDir() {
			all[path.Base(f.Path)] = &fstest.MapFile{Data: f.Data}
		}
	}
	for name, data := range have {
		all[name] = &fstest.MapFile{Data: data}
	}
	return all, nil
}

// noteEdited adds a notice to the Go code that sqlc generates from a migration that was edited since svcgen wrote it: the code
// follows the migration, and may not fit the rest.
func noteEdited(notices map[string]string, m *model.Model, st plan.State) {
	for _, e := range st.Manifest.Files {
		if e.Class != render.Appended {
			continue
		}
		data, err := fs.ReadFile(st.Disk, e.Path)
		if err != nil || plan.DigestOf(data) == e.Digest {
			continue
		}
		for _, s := range m.Services {
			if strings.HasPrefix(e.Path, s.MigrationsDir()+"/") {
				notices[s.Dir+"/internal/postgres/db/models.go"] = path.Base(e.Path) + " was edited: svcgen check shows if it fits"
			}
		}
	}
}

// readMigrations reads the migrations of a service, by name.
func readMigrations(disk fs.FS, s *model.Service) (map[string][]byte, error) {
	dir := s.MigrationsDir()
	entries, err := fs.ReadDir(disk, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the migrations of %s: %w", s.Name, err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".sql" || strings.HasPrefix(e.Name(), ".") { // .#x.sql is an editor's lock
			continue
		}
		if files[e.Name()], err = fs.ReadFile(disk, path.Join(dir, e.Name())); err != nil {
			return nil, fmt.Errorf("read the migrations of %s: %w", s.Name, err)
		}
	}
	return files, nil
}
