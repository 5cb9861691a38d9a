package check

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/replay"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/generator/workspace"
)

// tools stand in for programs: they make no code, and say what a test gives them to say.
type tools struct {
	found  []toolchain.Diagnostic // by vet
	sqlc   error
	broken error // of every program
}

func (tools) Toolset() string { return "test" }

func (t tools) Plugin(context.Context, string, []byte) ([]byte, error) { return nil, t.broken }

func (t tools) SQLC(context.Context, []toolchain.File) ([]toolchain.File, error) {
	if t.sqlc != nil {
		return nil, t.sqlc
	}
	return []toolchain.File{{Path: "services/notes/internal/postgres/db/db.go", Data: []byte("package db\n")}}, nil
}

func (t tools) Vet(context.Context, string, map[string][]byte, ...string) ([]toolchain.Diagnostic, error) {
	return t.found, t.broken
}

func (tools) HasPostgres() bool        { return false }
func (tools) Proof(string) string      { return "" }
func (tools) KeepProof(string, string) {}
func (tools) Postgres(context.Context) (*toolchain.Postgres, error) {
	return nil, toolchain.ErrNoPostgres
}

const notes = "version: 1\nmodule: example.com/notes\nauth: none\n"

const note = "service: notes\nresources:\n  note:\n    fields:\n      title: string\n      mood: text optional\n"

// world is a workspace on disk, as svcgen v1.2.0 wrote it.
func world(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "notes")
	place, err := workspace.Prepare(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := []spec.Source{{Path: spec.WorkspaceFile, Data: []byte(notes)}, {Path: spec.ServiceFile("notes"), Service: "notes", Data: []byte(note)}}
	var edits []plan.Edit
	for _, f := range files {
		edits = append(edits, plan.Edit{Path: f.Path, Data: f.Data})
	}
	made, err := generator.Generate(t.Context(), generator.Options{
		Sources: files, Edits: edits, State: place.State(), Tools: tools{}, Version: "v1.2.0", Decide: plan.Options{New: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := place.Create(t.Context(), made.Plan); err != nil {
		t.Fatal(err)
	}
	return dir
}

// checked runs a check of a workspace.
func checked(t *testing.T, dir string, o Options) (*Result, error) {
	t.Helper()
	ws, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ws.Close() })
	o.Version = "v1.2.0"
	if o.State, err = ws.State("v1.3.0"); err != nil {
		t.Fatal(err)
	}
	if o.Sources, err = spec.Sources(o.State.Disk); err != nil {
		t.Fatal(err)
	}
	if o.Tools == nil {
		o.Tools = tools{}
	}
	if o.Proof == "" {
		o.Proof = ProofNone
	}
	o.Dir = dir
	return Run(t.Context(), o)
}

func replace(t *testing.T, dir, name, old, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	data, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(data), old) {
		t.Fatalf("%s does not hold %q: %v", name, old, err)
	}
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(string(data), old, text)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	const service, migration = "services/notes/service.yaml", "services/notes/migrations/00001_init.sql"
	for _, c := range []struct {
		name    string
		edit    func(t *testing.T, dir string)
		options Options
		want    string // kind and path of each problem; * for any
		refused string // why svcgen generate refuses: kinds
		stale   bool
	}{
		{name: "a workspace as it was generated"},
		{
			name: "an edited file and a missing one",
			edit: func(t *testing.T, dir string) {
				t.Helper()
				replace(t, dir, "platform/errs/errs.go", "package errs", "package errs // mine")
				remove(t, dir, "services/notes/internal/notes/note.gen.go")
			},
			want:  "decide platform/errs/errs.go|stale services/notes/internal/notes/note.gen.go",
			stale: true,
		},
		{
			name: "conflict markers",
			edit: func(t *testing.T, dir string) {
				t.Helper()
				replace(t, dir, "services/notes/Dockerfile", "FROM", "<<<<<<< yours\n=======\n>>>>>>> svcgen\nFROM")
			},
			want:  "markers services/notes/Dockerfile",
			stale: true,
		},
		{
			name: "an invalid spec does not hide what does not compile",
			edit: func(t *testing.T, dir string) {
				t.Helper()
				replace(t, dir, service, "title: string", "title: strng")
			},
			options: Options{Tools: tools{found: []toolchain.Diagnostic{{Path: "a.go", Line: 1, Msg: "undefined: x"}}}},
			want:    "compile a.go",
			refused: "spec",
		},
		{
			name: "a loss",
			edit: func(t *testing.T, dir string) {
				t.Helper()
				replace(t, dir, service, "      mood: text optional\n", "")
			},
			refused: "decide",
		},
		{
			name: "a break does not hide what sqlc says",
			edit: func(t *testing.T, dir string) {
				t.Helper()
				replace(t, dir, service, "title: string", "heading: string renamed_from=title")
			},
			options: Options{Full: true, Tools: tools{sqlc: &toolchain.Error{Program: "sqlc", Output: "q.sql:1:2: syntax error"}}},
			want:    "*",
			refused: "breaking tool",
			stale:   true,
		},
		{
			name: "migrations that are gone",
			edit: func(t *testing.T, dir string) {
				t.Helper()
				remove(t, dir, migration)
			},
			refused: "migrations",
		},
		{
			name:    "a run that was interrupted before it wrote anything",
			options: Options{Pending: &workspace.Pending{}},
			want:    "interrupted ",
			stale:   true,
		},
		{
			name: "a tree that is half written is not looked at",
			edit: func(t *testing.T, dir string) {
				t.Helper()
				replace(t, dir, service, "title: string", "title: strng")
			},
			options: Options{Pending: &workspace.Pending{Committed: true}},
			want:    "interrupted ",
			stale:   true,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := world(t)
			if c.edit != nil {
				c.edit(t, dir)
			}
			found, err := checked(t, dir, c.options)
			if err != nil {
				t.Fatal(err)
			}
			if got := places(found.Problems); got != c.want && c.want != "*" {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if got := kinds(found.Refused); got != c.refused || found.Planned != (got == "") {
				t.Errorf("refused %s (planned: %v), want %s: %v", got, found.Planned, c.refused, found.Refused)
			}
			if found.Stale != c.stale || found.Current != (!c.stale && c.refused == "") {
				t.Errorf("stale %v, current %v", found.Stale, found.Current)
			}
		})
	}
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
		t.Fatal(err)
	}
}

func places(problems []problem.Problem) string {
	var out []string
	for _, p := range problems {
		out = append(out, string(p.Kind)+" "+p.Path)
	}
	return strings.Join(out, "|")
}

func kinds(refused []error) string {
	var out []string
	for _, err := range refused {
		out = append(out, string(problem.Of(err)[0].Kind))
	}
	return strings.Join(out, " ")
}

// TestRunOfABrokenMachine: what a program cannot do says nothing about the workspace.
func TestRunOfABrokenMachine(t *testing.T) {
	t.Parallel()
	dir := world(t)
	broken := errors.New("no space left on device")
	if found, err := checked(t, dir, Options{Full: true, Tools: tools{broken: broken}}); !errors.Is(err, broken) || found != nil {
		t.Errorf("%v, %v", found, err)
	}
}

func TestRunOfAnOlderWorkspace(t *testing.T) {
	t.Parallel()
	dir := world(t)
	replace(t, dir, ".svcgen/manifest", "tool v1.2.0", "tool v1.1.0")
	found, err := checked(t, dir, Options{})
	if err != nil || places(found.Problems) != "version " || strings.Contains(found.Problems[0].Message, "nothing was written") {
		t.Errorf("%v, %v", found, err)
	}
}

// TestSubjects: migrations that fork are not proved; the others are, whatever their folder is called.
func TestSubjects(t *testing.T) {
	t.Parallel()
	c := checker{result: &Result{}, planned: &generator.Result{Model: &model.Model{Services: []*model.Service{
		{Name: "notes", Dir: "services/notes"}, {Name: "old_notes", Dir: "services/old_notes"},
	}}}}
	c.State.Disk = os.DirFS(t.TempDir())
	c.result.Refused = []error{fmt.Errorf("plan: %w", &pgschema.ChainError{Problems: []pgschema.ChainProblem{
		{Service: "notes", Path: "services/notes/migrations/1.sql", Msg: "it is like services/old_notes/migrations/1.sql"},
	}})}
	subjects, err := c.subjects()
	if err != nil || len(subjects) != 1 || subjects[0].Service.Name != "old_notes" {
		t.Errorf("%v, %v", subjects, err)
	}
}

// TestWithdraw: what sqlc says of a migration that was refuted, and of svcgen's own queries, is not said twice.
func TestWithdraw(t *testing.T) {
	t.Parallel()
	broken := &compat.BreakingError{Changes: []compat.Breaking{{What: "x"}}}
	c := checker{result: &Result{Refused: []error{broken, &toolchain.Error{Output: "m/1.sql:1:1: a\nq/note.gen.sql:1:1: b\nq/custom.sql:1:1: c"}}}}
	c.withdraw([]problem.Problem{{Kind: problem.Migrations, Path: "m/1.sql"}})
	if got := places(c.result.Problems); got != "tool q/custom.sql" || !slices.Equal(c.result.Refused, []error{broken}) {
		t.Errorf("%s, %v", got, c.result.Refused)
	}
}

func TestProved(t *testing.T) {
	t.Parallel()
	c := checker{result: &Result{}}
	for _, p := range []replay.Proof{{By: "sqlc"}, {By: "PostgreSQL 15", Remembered: true}, {By: "sqlc"}} {
		c.proved(p)
	}
	want := []Proofs{{By: "sqlc", Services: 2}, {By: "PostgreSQL 15", Services: 1, Remembered: 1}}
	if !slices.Equal(c.result.Proofs, want) {
		t.Error(c.result.Proofs)
	}
}
