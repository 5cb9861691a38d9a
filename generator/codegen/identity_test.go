package codegen_test

import (
	"path/filepath"
	"testing"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/codegen"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/render/rendertest"
)

// shop renders the workspace that uses everything.
func shop(t *testing.T) codegen.Request {
	t.Helper()
	m := rendertest.Shop(t)
	files, err := generator.Renderer().Files(m)
	if err != nil {
		t.Fatal(err)
	}
	return codegen.Request{Model: m, Files: files}
}

// TestPlainBuf runs the real buf over a generated workspace: it finds nothing wrong, and generates the same bytes.
func TestPlainBuf(t *testing.T) {
	t.Parallel()
	program := buf(t)
	r := shop(t)
	got, err := codegen.Protobuf(t.Context(), tools(t), r)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, r.Files)
	for _, f := range got.Files {
		if filepath.Ext(f.Path) == ".proto" {
			write(t, dir, []render.File{f})
		}
	}
	run(t, dir, program, "lint")
	run(t, dir, program, "generate")
	same(t, dir, "gen/go", got.Files)
}

// TestPlainSQLC runs the real sqlc over a generated workspace.
func TestPlainSQLC(t *testing.T) {
	t.Parallel()
	program := sqlc(t)
	r := shop(t)
	got, err := codegen.SQL(t.Context(), tools(t, program), r)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, r.Files)
	run(t, dir, program, "generate")
	for _, s := range r.Model.Services {
		same(t, dir, s.Dir+"/internal/postgres/db", got.Files)
	}
}
