package problem

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/generator/workspace"
)

// TestEveryErrorHasARow finds the exported types of errors in the packages of svcgen, and looks each up in the table.
func TestEveryErrorHasARow(t *testing.T) {
	t.Parallel()
	var rows []string
	for _, r := range table() {
		rows = append(rows, strings.TrimPrefix(r.of, "*"))
	}
	seen := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, name := range errorTypes(file) {
			seen++
			if !slices.Contains(rows, name) {
				t.Errorf("%s: %s has no row in the table of errors", path, name)
			}
		}
		return nil
	})
	if err != nil || seen < 15 {
		t.Errorf("%d types of errors were found, %v", seen, err)
	}
}

// errorTypes are the exported types of a file that have a method Error.
func errorTypes(file *ast.File) []string {
	var out []string
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv == nil || f.Name.Name != "Error" {
			continue
		}
		of := f.Recv.List[0].Type
		if star, ok := of.(*ast.StarExpr); ok {
			of = star.X
		}
		if name, ok := of.(*ast.Ident); ok && name.IsExported() {
			out = append(out, file.Name.Name+"."+name.Name)
		}
	}
	return out
}

func TestOf(t *testing.T) {
	t.Parallel()
	sqlc := &toolchain.Error{Program: "sqlc", Output: "# package\na/b.sql:2:8: no such column\na/c.sql:1:1: syntax error"}
	for _, c := range []struct {
		name string
		err  error
		code int
		want string
	}{
		{"nothing", nil, ExitDone, ""},
		{"any error", errors.New("disk"), ExitFailed, "failed :0:0 disk"},
		{"a problem", spec.Problem{Pos: spec.Pos{File: "a.yaml", Line: 1, Col: 2}, Msg: "x"}, ExitUsage, "spec a.yaml:1:2 x"},
		{"wrapped", fmt.Errorf("read: %w", spec.Problems{{Msg: "x"}, {Msg: "y"}}), ExitUsage, "spec :0:0 x|spec :0:0 y"},
		{"an edit", &spec.EditError{File: "a.yaml", Err: spec.Problems{{Msg: "x"}}}, ExitUsage, "spec :0:0 x"},
		{"a loss", &lineage.LossError{Losses: []lineage.Loss{{What: "field"}}}, ExitDecide, "decide :0:0 field is not in the spec any more"},
		{"a break", &compat.BreakingError{Changes: []compat.Breaking{{What: "x"}}}, ExitDecide, "breaking :0:0 x"},
		{"a fork", &pgschema.ChainError{Problems: []pgschema.ChainProblem{{Path: "m", Msg: "x"}}}, ExitDecide, "migrations m:0:0 x"},
		{"places of a tool", fmt.Errorf("sqlc: %w", sqlc), ExitFailed, "tool a/b.sql:2:8 no such column|tool a/c.sql:1:1 syntax error"},
		{"a tool that says no place", &toolchain.Error{Program: "sqlc", Output: "out of memory"}, ExitFailed, "tool :0:0 sqlc: out of memory"},
		{"a tool that did not start", fmt.Errorf("sqlc: %w", &toolchain.Error{Program: "sqlc", Err: fs.ErrNotExist}), ExitFailed, "failed :0:0 sqlc: sqlc: file does not exist"},
		{"no Go", fmt.Errorf("plugins: %w", &toolchain.NoGoError{Err: fs.ErrNotExist}), ExitFailed, "failed :0:0 plugins: find the go command: file does not exist"},
		{"files that changed", &plan.ChangedError{Paths: []string{"a", "b"}}, ExitFailed, "failed a:0:0 a, b changed|failed b:0:0 a, b changed"},
		{"Ctrl-C", fmt.Errorf("generate: %w", context.Canceled), ExitInterrupted, "cancelled :0:0 generate: context canceled"},
		{"a newer workspace", &workspace.NewerError{Wrote: "v2", Runs: "v1"}, ExitUsage, "version :0:0 this workspace"},
		{"an older workspace", &workspace.OlderError{Wrote: "v1", Runs: "v2"}, ExitDecide, "version :0:0 this workspace"},
		{"a transaction with two causes", &workspace.UnfinishedError{Err: errors.New("full"), Undo: errors.New("gone")}, ExitFailed, "failed :0:0 full; the files"},
		{"several", errors.Join(sqlc, &compat.BreakingError{Changes: []compat.Breaking{{What: "x"}}}), ExitDecide, "tool a/b.sql:2:8 no such column|tool a/c.sql:1:1 syntax error|breaking :0:0 x"},
	} {
		problems := Of(c.err)
		want := strings.Split(c.want, "|")
		if c.want == "" {
			want = nil
		}
		if len(problems) != len(want) {
			t.Errorf("%s: %v, want %q", c.name, problems, want)
			continue
		}
		for i, p := range problems {
			if got := fmt.Sprintf("%s %s:%d:%d %s", p.Kind, p.Path, p.Line, p.Col, p.Message); !strings.HasPrefix(got, want[i]) {
				t.Errorf("%s: got %s, want %s", c.name, got, want[i])
			}
		}
		if code := ExitCode(c.err); code != c.code {
			t.Errorf("%s: exit code %d, want %d", c.name, code, c.code)
		}
	}
}

// TestListInJSON checks that programs get a list even if nothing is wrong, and arrows of messages as they are.
func TestListInJSON(t *testing.T) {
	t.Parallel()
	for want, list := range map[string]List{
		`[]`:                                   nil,
		`[{"kind":"spec","message":"p -> p"}]`: {{Kind: Spec, Message: "p -> p"}},
	} {
		var out strings.Builder
		enc := json.NewEncoder(&out)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(list); err != nil || strings.TrimSpace(out.String()) != want {
			t.Errorf("got %s, %v, want %s", out.String(), err, want)
		}
	}
}
