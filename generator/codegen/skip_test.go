package codegen_test

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/pluginpb"

	"github.com/svcgen/svcgen/generator/codegen"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// fake stands for the programs: it generates one file for each input.
type fake struct {
	toolset string
	mu      sync.Mutex
	seen    []string
}

func (f *fake) see(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seen = append(f.seen, what)
}

func (f *fake) Toolset() string { return f.toolset }

func (f *fake) Plugin(_ context.Context, name string, request []byte) ([]byte, error) {
	if name != "protoc-gen-go" {
		return nil, nil
	}
	var r pluginpb.CodeGeneratorRequest
	if err := proto.Unmarshal(request, &r); err != nil {
		return nil, err
	}
	var out pluginpb.CodeGeneratorResponse
	for _, file := range r.GetFileToGenerate() {
		f.see(file)
		out.File = append(out.File, &pluginpb.CodeGeneratorResponse_File{
			Name: new(strings.TrimSuffix(file, ".proto") + ".pb.go"), Content: new("package x"),
		})
	}
	return proto.Marshal(&out)
}

func (f *fake) SQLC(_ context.Context, tree []toolchain.File) ([]toolchain.File, error) {
	var out []toolchain.File
	for _, file := range tree {
		if dir, ok := strings.CutSuffix(path.Dir(file.Path), "/queries"); ok {
			f.see(file.Path + " " + string(file.Data))
			out = append(out, toolchain.File{Path: dir + "/db/" + path.Base(file.Path) + ".go", Data: []byte("package db")})
		}
	}
	return out, nil
}

// last is the previous run.
type last struct {
	result codegen.Result
	edited string // a folder in which a file was edited
}

func (l last) Files(unit render.Input) (files []render.File, ok bool) {
	for _, f := range l.result.Files {
		if path.Dir(f.Path)+"/" == unit.Paths[0] {
			files = append(files, f)
		}
	}
	same := func(in codegen.Input) bool { return in.Unit == unit.Unit && in.Digest == unit.Digest }
	return files, unit.Paths[0] != l.edited+"/" && slices.ContainsFunc(l.result.Inputs, same)
}

// two are two services by hand: what this package needs of a model and of rendered files.
func two() codegen.Request {
	m := &model.Model{ProtoRoot: "shop"}
	var files []render.File
	config := "version: \"2\"\nsql:\n"
	for _, name := range []string{"a", "b"} {
		dir := "services/" + name
		m.Services = append(m.Services, &model.Service{Name: name, Dir: dir, ProtoPath: "shop/" + name + "/v1/" + name + ".proto"})
		config += "  - { engine: postgresql, queries: " + dir + "/internal/postgres/queries, schema: " + dir + "/migrations }\n"
		files = append(files,
			render.File{Path: "proto/shop/" + name + "/v1/" + name + ".proto", Class: render.Owned, Data: []byte(
				"syntax = \"proto3\";\npackage shop." + name + ".v1;\nimport \"google/api/annotations.proto\";\nmessage M {}\n")},
			render.File{Path: dir + "/internal/postgres/queries/m.gen.sql", Class: render.Owned, Data: []byte("rendered")},
			render.File{Path: dir + "/internal/postgres/queries/custom.sql", Class: render.Seeded, Data: []byte("seed")},
			render.File{Path: dir + "/migrations/00001_init.sql", Class: render.Appended, Data: []byte("init")},
		)
	}
	return codegen.Request{Model: m, Files: append(files, render.File{Path: "sqlc.yaml", Data: []byte(config)})}
}

// edit changes a rendered file.
func edit(r codegen.Request, name, text string) codegen.Request {
	r.Files = slices.Clone(r.Files)
	for i := range r.Files {
		if r.Files[i].Path == name {
			r.Files[i].Data = []byte(text)
		}
	}
	return r
}

func TestSkip(t *testing.T) {
	t.Parallel()
	first, err := codegen.Run(t.Context(), &fake{}, two())
	if err != nil {
		t.Fatal(err)
	}
	all := []string{"proto services/a", "proto services/b", "sqlc services/a", "sqlc services/b"}
	var files []string
	for _, f := range first.Files {
		files = append(files, f.Path)
	}
	if !slices.Equal(first.Ran, all) || len(first.Inputs) != len(all) || !slices.IsSorted(files) || len(files) != 8 {
		t.Fatalf("the first run ran %q and gave %q", first.Ran, files)
	}
	for _, c := range []struct {
		name    string
		change  func(codegen.Request) codegen.Request
		toolset string
		edited  string
		want    []string
	}{
		{name: "nothing"},
		{
			name: "a proto",
			change: func(r codegen.Request) codegen.Request {
				return edit(r, "proto/shop/a/v1/a.proto", "syntax = \"proto3\";\n")
			},
			want: []string{"proto services/a"},
		},
		{
			name: "a query",
			change: func(r codegen.Request) codegen.Request {
				return edit(r, "services/b/internal/postgres/queries/m.gen.sql", "x")
			},
			want: []string{"sqlc services/b"},
		},
		{
			name: "a query of the user",
			change: func(r codegen.Request) codegen.Request {
				r.Disk = fstest.MapFS{"services/b/internal/postgres/queries/mine.sql": {Data: []byte("mine")}}
				return r
			},
			want: []string{"sqlc services/b"},
		},
		{
			name: "sqlc.yaml, for one service",
			change: func(r codegen.Request) codegen.Request {
				config := string(r.Files[len(r.Files)-1].Data)
				return edit(r, "sqlc.yaml", strings.Replace(config, "postgresql", "mysql", 1))
			},
			want: []string{"sqlc services/a"},
		},
		{name: "a tool", toolset: "new", want: all},
		{name: "an edited file", edited: "gen/go/shop/b/v1", want: []string{"proto services/b"}},
	} {
		r := two()
		if c.change != nil {
			r = c.change(r)
		}
		r.Previous = last{result: first, edited: c.edited}
		got, err := codegen.Run(t.Context(), &fake{toolset: c.toolset}, r)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if !slices.Equal(got.Ran, c.want) {
			t.Errorf("%s: ran %q, want %q", c.name, got.Ran, c.want)
		}
		if len(got.Inputs) != len(all) {
			t.Errorf("%s: inputs %v", c.name, got.Inputs)
		}
		for _, f := range first.Files {
			if !slices.ContainsFunc(got.Files, func(g render.File) bool { return g.Path == f.Path }) && f.Path[:5] != "third" {
				t.Errorf("%s: %s is missing", c.name, f.Path)
			}
		}
	}
}

// A proto that another imports is one of its inputs.
func TestSkipFollowsImports(t *testing.T) {
	t.Parallel()
	r := edit(two(), "proto/shop/a/v1/a.proto", "syntax = \"proto3\";\nimport \"shop/b/v1/b.proto\";\n")
	first, err := codegen.Protobuf(t.Context(), &fake{}, r)
	if err != nil {
		t.Fatal(err)
	}
	r = edit(r, "proto/shop/b/v1/b.proto", "syntax = \"proto3\";\n")
	r.Previous = last{result: first}
	got, err := codegen.Protobuf(t.Context(), &fake{}, r)
	if want := []string{"proto services/a", "proto services/b"}; err != nil || !slices.Equal(got.Ran, want) {
		t.Errorf("ran %q, %v, want %q", got.Ran, err, want)
	}
}

func TestUsersOwnSQL(t *testing.T) {
	t.Parallel()
	r := two()
	queries := "services/a/internal/postgres/queries/"
	r.Disk = fstest.MapFS{
		queries + "m.gen.sql":                  {Data: []byte("stale")},
		queries + "gone.gen.sql":               {Data: []byte("of a resource that is gone")},
		queries + "custom.sql":                 {Data: []byte("edited")},
		queries + "mine.sql":                   {Data: []byte("mine")},
		queries + ".#mine.sql":                 {Data: []byte("an editor's lock")},
		"services/a/migrations/00001_init.sql": {Data: []byte("edited")},
	}
	f := &fake{}
	if _, err := codegen.SQL(t.Context(), f, r); err != nil {
		t.Fatal(err)
	}
	want := []string{
		queries + "custom.sql edited", queries + "m.gen.sql rendered", queries + "mine.sql mine",
		"services/b/internal/postgres/queries/custom.sql seed", "services/b/internal/postgres/queries/m.gen.sql rendered",
	}
	if !slices.Equal(f.seen, want) {
		t.Errorf("sqlc saw %q, want %q", f.seen, want)
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	_, err := codegen.Protobuf(t.Context(), &fake{}, edit(two(), "proto/shop/a/v1/a.proto", "syntax = \"proto3\";\nmessage {}\n"))
	if err == nil || !strings.Contains(err.Error(), "proto/shop/a/v1/a.proto:2:9: ") {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := codegen.Protobuf(ctx, &fake{}, two()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := codegen.SQL(t.Context(), &fake{}, edit(two(), "sqlc.yaml", "sql: []")); err == nil {
		t.Error("a service without a block passes")
	}
}
