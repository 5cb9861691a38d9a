package replay

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// SQLC runs `sqlc generate` over a tree and returns the files that it wrote; *toolchain.Tools has it.
type SQLC interface {
	SQLC(ctx context.Context, tree []toolchain.File) ([]toolchain.File, error)
}

// Subject is a service and all of its migrations, at the root of a file system.
type Subject struct {
	Service    *model.Service
	Migrations fs.FS
}

// Read compares the schema that sqlc reads from the migrations of each service with the one that it reads from the model: tables,
// columns, types and NOT NULL. sqlc knows neither defaults nor constraints nor indexes. Both lists have an entry for each subject: a
// *FailedError if sqlc cannot read the migrations, or nil.
func Read(ctx context.Context, tools SQLC, subjects []Subject) ([]Difference, []*FailedError, error) {
	differences, failed := make([]Difference, len(subjects)), make([]*FailedError, len(subjects))
	const atOnce = 8 // sqlc writes two megabytes for each catalog, most of it about PostgreSQL itself
	for first := 0; first < len(subjects); first += atOnce {
		last := min(first+atOnce, len(subjects))
		if err := read(ctx, tools, subjects[first:last], differences[first:last], failed[first:last]); err != nil {
			return nil, nil, err
		}
	}
	return differences, failed, nil
}

func read(ctx context.Context, tools SQLC, subjects []Subject, differences []Difference, failed []*FailedError) error {
	out, err := runSQLC(ctx, tools, subjects, failed)
	if said, ok := errors.AsType[*toolchain.Error](err); ok && blame(said.Output, failed) {
		out, err = runSQLC(ctx, tools, subjects, failed) // sqlc writes no catalog at all if one subject is wrong
	}
	if err != nil {
		return err
	}
	for i, s := range subjects {
		if failed[i] != nil {
			continue
		}
		want, err := sqlcCatalog(out, outOf(i, "model"))
		if err != nil {
			return err
		}
		have, err := sqlcCatalog(out, outOf(i, "migrations"))
		if err != nil {
			return err
		}
		if differences[i], err = compare(want, have).besides(s.Migrations); err != nil {
			return err
		}
	}
	return nil
}

const (
	queryFile = "query.sql"
	aQuery    = "-- name: Nothing :one\nSELECT 1;\n" // sqlc does not run without one
)

// runSQLC asks sqlc for two catalogs of each subject that has not failed.
func runSQLC(ctx context.Context, tools SQLC, subjects []Subject, failed []*FailedError) ([]toolchain.File, error) {
	type block struct {
		Engine  string         `json:"engine"`
		Schema  []string       `json:"schema"`
		Queries string         `json:"queries"`
		Gen     map[string]any `json:"gen"`
	}
	tree := []toolchain.File{{Path: queryFile, Data: []byte(aQuery)}}
	var blocks []block
	add := func(schema []string, out string) {
		blocks = append(blocks, block{"postgresql", schema, queryFile, map[string]any{"json": map[string]string{"out": out, "indent": " "}}})
	}
	for i, s := range subjects {
		if failed[i] != nil {
			continue
		}
		files, err := inOrder(s.Migrations)
		if err != nil {
			return nil, err
		}
		var names []string
		for _, f := range files {
			f.Path = treeOf(i) + f.Path
			tree, names = append(tree, f), append(names, f.Path)
		}
		if len(names) == 0 { // sqlc wants a schema, if an empty one
			none := toolchain.File{Path: treeOf(i) + "none.sql"}
			tree, names = append(tree, none), append(names, none.Path)
		}
		initial := treeOf(i) + "model.sql"
		tree = append(tree, toolchain.File{Path: initial, Data: []byte(s.Service.Schema.Initial().Up)})
		add(names, outOf(i, "migrations"))
		add([]string{initial}, outOf(i, "model"))
	}
	if len(blocks) == 0 {
		return nil, nil
	}
	config, err := json.Marshal(map[string]any{"version": "2", "sql": blocks}) // JSON is YAML
	if err != nil {
		return nil, fmt.Errorf("write sqlc.yaml: %w", err)
	}
	return tools.SQLC(ctx, append(tree, toolchain.File{Path: "sqlc.yaml", Data: config}))
}

func treeOf(i int) string             { return fmt.Sprintf("service-%d/", i) }
func outOf(i int, what string) string { return fmt.Sprintf("out-%d-%s", i, what) }

// inOrder lists migrations in the order in which they are applied.
func inOrder(migrations fs.FS) ([]toolchain.File, error) {
	names, err := fs.Glob(migrations, "*.sql")
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	number := func(name string) int64 {
		n, _ := goose.NumericComponent(name) // 0 for files that goose leaves out
		return n
	}
	names = slices.DeleteFunc(names, func(name string) bool { return number(name) == 0 })
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(number(a), number(b)), cmp.Compare(a, b)) })
	files := make([]toolchain.File, len(names))
	for i, name := range names {
		data, err := fs.ReadFile(migrations, name)
		if err != nil {
			return nil, fmt.Errorf("read migration: %w", err)
		}
		files[i] = toolchain.File{Path: name, Data: data}
	}
	return files, nil
}

// sqlcLine matches a line of sqlc's output about a file of the tree.
var sqlcLine = regexp.MustCompile(`(?m)^service-(\d+)/([^:\n]+):(\d+):(\d+): (.*)$`)

// blame records the errors of sqlc, and reports whether one was about a subject that had none before.
func blame(output string, failed []*FailedError) bool {
	found := false
	for _, m := range sqlcLine.FindAllStringSubmatch(output, -1) {
		i, err := strconv.Atoi(m[1])
		if err != nil || i >= len(failed) || failed[i] != nil || path.Base(m[2]) == "model.sql" {
			continue
		}
		f := &FailedError{File: m[2], Msg: m[5]}
		f.Line, _ = strconv.Atoi(m[3]) // digits
		f.Col, _ = strconv.Atoi(m[4])  // digits
		failed[i], found = f, true
	}
	return found
}

// sqlcSchema is as much of a schema in sqlc's catalog as has to be understood.
type sqlcSchema struct {
	Name   string
	Tables []struct {
		Rel     struct{ Name string }
		Columns []struct {
			Name      string
			NotNull   bool `json:"not_null"`
			Length    int
			ArrayDims int `json:"array_dims"`
			Type      struct{ Name string }
		}
	}
}

// sqlcCatalog reads the catalog in what sqlc's json generator has written.
func sqlcCatalog(out []toolchain.File, dir string) ([]Object, error) {
	i := slices.IndexFunc(out, func(f toolchain.File) bool { return path.Dir(f.Path) == dir })
	if i < 0 {
		return nil, fmt.Errorf("sqlc wrote no catalog to %s", dir)
	}
	public, err := publicSchema(out[i].Data)
	if err != nil {
		return nil, fmt.Errorf("read sqlc's catalog: %w", err)
	}
	var objects []Object
	for _, t := range public.Tables {
		objects = append(objects, Object{Kind: "table", Table: t.Rel.Name, Name: t.Rel.Name})
		for _, c := range t.Columns {
			is := c.Type.Name
			if c.Length > 0 {
				is += fmt.Sprintf("(%d)", c.Length)
			}
			is += strings.Repeat("[]", c.ArrayDims)
			if c.NotNull {
				is += " NOT NULL"
			}
			objects = append(objects, Object{Kind: "column", Table: t.Rel.Name, Name: c.Name, Is: is})
		}
	}
	slices.SortFunc(objects, func(a, b Object) int {
		return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	return objects, nil
}

// publicSchema finds the schema public. The others are PostgreSQL's own, and so large that they are skipped.
func publicSchema(data []byte) (sqlcSchema, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	for at := json.Token(nil); at != "schemas"; {
		var err error
		if at, err = dec.Token(); err != nil {
			return sqlcSchema{}, err
		}
	}
	if _, err := dec.Token(); err != nil { // [
		return sqlcSchema{}, err
	}
	for dec.More() {
		var s sqlcSchema
		if err := dec.Decode(&s); err != nil {
			return sqlcSchema{}, err
		}
		if s.Name == "public" {
			return s, nil
		}
	}
	return sqlcSchema{}, errors.New("there is no schema public")
}
