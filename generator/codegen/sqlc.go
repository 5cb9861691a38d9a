package codegen

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// sqlcFile is sqlc's configuration at the root of the workspace: one block for each service.
const sqlcFile = "sqlc.yaml"

// sqlcConfig is the part of sqlc.yaml that is needed to select blocks.
type sqlcConfig struct {
	Version string           `json:"version" yaml:"version"`
	SQL     []map[string]any `json:"sql"     yaml:"sql"`
}

// SQL generates the Go code of the services' queries, in one call of sqlc.
func SQL(ctx context.Context, tools Tools, r Request) (Result, error) {
	config, err := readConfig(r.Files)
	if err != nil {
		return Result{}, err
	}
	blocks := map[string]map[string]any{}
	trees := map[string][]toolchain.File{}
	var units []unit
	for _, s := range r.Model.Services {
		block, err := config.block(s)
		if err != nil {
			return Result{}, err
		}
		tree, err := sources(s, r)
		if err != nil {
			return Result{}, err
		}
		u := unit{name: "sqlc " + s.Dir, service: s, dir: sqlcOut(s)}
		u.digest, err = sqlDigest(tools.Toolset(), block, tree)
		if err != nil {
			return Result{}, err
		}
		blocks[u.name], trees[u.name] = block, tree
		units = append(units, u)
	}
	run, done := split(units, r.Previous)
	if len(run) == 0 {
		return done, nil
	}
	config.SQL = nil
	var tree []toolchain.File
	for _, u := range run {
		config.SQL = append(config.SQL, blocks[u.name])
		tree = append(tree, trees[u.name]...)
	}
	text, err := json.Marshal(config) // JSON is YAML
	if err != nil {
		return Result{}, fmt.Errorf("write %s: %w", sqlcFile, err)
	}
	out, err := tools.SQLC(ctx, append(tree, toolchain.File{Path: sqlcFile, Data: text}))
	if err != nil {
		return Result{}, r.explain(err)
	}
	files, err := sqlcFiles(out, run)
	if err != nil {
		return Result{}, err
	}
	return join(done, Result{Files: files}), nil
}

// sqlcOut is the folder that sqlc writes a service's code to.
func sqlcOut(s *model.Service) string { return s.Dir + "/internal/postgres/db" }

// readConfig reads the rendered sqlc.yaml.
func readConfig(files []render.File) (sqlcConfig, error) {
	i := slices.IndexFunc(files, func(f render.File) bool { return f.Path == sqlcFile })
	if i < 0 {
		return sqlcConfig{}, errors.New(sqlcFile + " was not rendered")
	}
	var config sqlcConfig
	if err := yaml.Unmarshal(files[i].Data, &config); err != nil {
		return sqlcConfig{}, fmt.Errorf("read %s: %w", sqlcFile, err)
	}
	return config, nil
}

// block finds a service's part.
func (c sqlcConfig) block(s *model.Service) (map[string]any, error) {
	for _, b := range c.SQL {
		if queries, ok := b["queries"].(string); ok && strings.HasPrefix(queries, s.Dir+"/") {
			return b, nil
		}
	}
	return nil, fmt.Errorf("%s has no block for %s", sqlcFile, s.Dir)
}

// sources lists a service's migrations and queries as they will be: the rendered ones, and those that the user wrote or edited.
func sources(s *model.Service, r Request) ([]toolchain.File, error) {
	texts := map[string][]byte{}
	theirs := map[string]bool{}
	dirs := []string{s.MigrationsDir(), s.Dir + "/internal/postgres/queries"}
	for _, f := range r.Files {
		if path.Ext(f.Path) == ".sql" && slices.Contains(dirs, path.Dir(f.Path)) {
			texts[f.Path] = f.Data
			theirs[f.Path] = f.Class == render.Seeded || f.Class == render.Appended
		}
	}
	for _, dir := range dirs {
		if r.Disk == nil {
			break
		}
		names, err := fs.Glob(r.Disk, dir+"/*.sql")
		if err != nil {
			return nil, fmt.Errorf("list SQL files: %w", err)
		}
		for _, name := range names {
			if strings.HasPrefix(path.Base(name), ".") { // .#x.sql is an editor's lock
				continue
			}
			if _, rendered := texts[name]; rendered && !theirs[name] || !rendered && strings.Contains(path.Base(name), ".gen.") {
				continue
			}
			if text, ok := r.Texts[name]; ok {
				texts[name] = text
				continue
			}
			if texts[name], err = fs.ReadFile(r.Disk, name); err != nil {
				return nil, fmt.Errorf("read SQL file: %w", err)
			}
		}
	}
	var files []toolchain.File
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		files = append(files, toolchain.File{Path: name, Data: texts[name]})
	}
	return files, nil
}

// sqlDigest is the digest of everything that a service's code depends on.
func sqlDigest(toolset string, block map[string]any, tree []toolchain.File) (string, error) {
	text, err := json.Marshal(block)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", sqlcFile, err)
	}
	d := digest{}
	d.add("toolset", []byte(toolset))
	d.add(sqlcFile, text)
	for _, f := range tree {
		d.add(f.Path, f.Data)
	}
	return d.String(), nil
}

// sqlcFiles turns what sqlc wrote into files of the workspace. Every service that was run has some, and there are no others.
func sqlcFiles(out []toolchain.File, run []unit) ([]render.File, error) {
	missing := map[string]*model.Service{}
	dirs := map[string]bool{}
	for _, u := range run {
		missing[u.dir] = u.service
		dirs[u.dir] = true
	}
	var files []render.File
	for _, f := range out {
		dir := path.Dir(f.Path)
		if !dirs[dir] {
			return nil, fmt.Errorf("sqlc wrote %s, which belongs to no service", f.Path)
		}
		delete(missing, dir)
		files = append(files, render.File{Path: f.Path, Mode: 0o644, Class: render.Owned, Data: f.Data})
	}
	for _, dir := range slices.Sorted(maps.Keys(missing)) {
		return nil, fmt.Errorf("sqlc wrote nothing for %s", missing[dir].Dir)
	}
	return files, nil
}
