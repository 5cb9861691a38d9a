package codegen_test

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/codegen"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

// own is a proto of the user.
func own(name, text string) codegen.Proto {
	return codegen.Proto{Path: name, At: name, Data: []byte(text)}
}

// named is two with Go packages.
func named() codegen.Request {
	r := two()
	r.Model.Module = "example.com/shop"
	for i, f := range r.Files {
		if name, ok := strings.CutPrefix(f.Path, "proto/"); ok {
			r.Files[i].Data = fmt.Appendf(nil, "%soption go_package = %q;\n", f.Data, "example.com/shop/gen/go/"+path.Dir(name))
		}
	}
	return r
}

// TestPlainBufOwn runs the real buf over protos of the user that use what svcgen's own do not: it generates the same bytes.
func TestPlainBufOwn(t *testing.T) {
	t.Parallel()
	program := buf(t)
	r := shop(t)
	root := path.Dir(r.Model.Services[0].ProtoPath)
	module := r.Model.Module + "/gen/go/"
	option := func(dir, name string) string { return "option go_package = \"" + module + dir + ";" + name + "\";\n" }
	r.Own = []codegen.Proto{
		own("proto/own/v1/two.proto", `// Detached.

// A file of proto2.
syntax = "proto2";
package own.v1;
import public "own/v1/option.proto";
import "google/protobuf/wrappers.proto";
`+option("own/v1", "ownv1")+`
message Two {
  required string name = 1 [default = "x"];
  optional group Part = 2 { repeated int32 n = 1 [packed = true]; }
  extensions 100 to 199;
  oneof which { string a = 3; google.protobuf.BytesValue b = 4; } // trailing
  map<string, Two> all = 5;
  enum Kind { option allow_alias = true; A = 0; B = 0; }
  reserved 10 to 12;
}
extend Two { optional string extra = 100 [(own.v1.marked) = true, deprecated = true]; }
`),
		own("proto/own/v1/option.proto", `syntax = "proto3";
package own.v1;
import "google/protobuf/descriptor.proto";
`+option("own/v1", "ownv1")+`
extend google.protobuf.FieldOptions { bool marked = 50001; }
extend google.protobuf.MethodOptions { Rule rule = 50002; }
message Rule { string role = 1; repeated int32 levels = 2; }
`),
		own("proto/own/three.proto", `edition = "2023";
package own;
option features.field_presence = IMPLICIT;
`+option("own", "own")+`
message Three { string a = 1 [features.field_presence = EXPLICIT]; Three next = 2; }
`),
		own("proto/"+root+"/more.proto", `syntax = "proto3";
package `+strings.ReplaceAll(root, "/", ".")+`;
import "google/api/annotations.proto";
import "google/api/client.proto";
import "google/api/httpbody.proto";
import "google/rpc/error_details.proto";
import "own/v1/option.proto";
import "`+r.Model.Services[0].ProtoPath+`";
`+option(root, r.Model.Services[0].PBPackage)+`
service MoreService {
  option (google.api.default_host) = "example.com";
  rpc Watch(MoreRequest) returns (stream MoreRequest) { option (own.v1.rule) = {role: "x" levels: [1, 2]}; }
  rpc Do(MoreRequest) returns (google.api.HttpBody) {
    option (google.api.http) = { post: "/v1/more/{id}:do" body: "*" additional_bindings { get: "/v1/more/{id=a/*}:do" } };
  }
}
message MoreRequest { string id = 1; google.rpc.BadRequest bad = 2; }
`),
	}
	got, err := codegen.Protobuf(t.Context(), tools(t), r)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, dir, r.Files)
	for _, p := range r.Own {
		write(t, dir, []render.File{{Path: p.Path, Mode: 0o644, Data: p.Data}})
	}
	for _, f := range got.Files {
		if path.Ext(f.Path) == ".proto" {
			write(t, dir, []render.File{f})
		}
	}
	run(t, dir, program, "generate")
	same(t, dir, "gen/go", got.Files)
}

// TestSkipOwn holds which units run again after a change, with a proto in a folder of its own and one in that of a service.
func TestSkipOwn(t *testing.T) {
	t.Parallel()
	const header = "syntax = \"proto3\";\n"
	request := func() codegen.Request {
		r := named()
		r.Own = []codegen.Proto{
			own("proto/mine/m.proto", header+"package mine;\nimport \"shop/a/v1/a.proto\";\noption go_package = \"example.com/shop/gen/go/mine\";\n"),
			own("proto/shop/b/v1/more.proto", header+"package shop.b.v1;\noption go_package = \"example.com/shop/gen/go/shop/b/v1\";\n"),
			own("third_party/proto/x/x.proto", header+"package x;\n"),
		}
		return r
	}
	first, err := codegen.Protobuf(t.Context(), &fake{}, request())
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, f := range first.Files {
		if path.Ext(f.Path) == ".go" {
			files = append(files, f.Path)
		}
	}
	want := []string{"gen/go/mine/m.pb.go", "gen/go/shop/a/v1/a.pb.go", "gen/go/shop/b/v1/b.pb.go", "gen/go/shop/b/v1/more.pb.go"}
	if !slices.Equal(files, want) {
		t.Fatalf("got %q, want %q", files, want)
	}
	for _, c := range []struct {
		name   string
		change func(*codegen.Request)
		want   []string
	}{
		{"nothing", func(*codegen.Request) {}, nil},
		{"a proto of the user", func(r *codegen.Request) { r.Own[0].Data = append(r.Own[0].Data, "message M {}\n"...) }, []string{"proto proto/mine", "proto services/b"}},
		{"a proto of a service", func(r *codegen.Request) { r.Files[0].Data = append(r.Files[0].Data, "message N {}\n"...) }, []string{"proto proto/mine", "proto services/a", "proto services/b"}},
		{"a proto that is imported only", func(r *codegen.Request) { r.Own[2].Data = append(r.Own[2].Data, "message X {}\n"...) }, []string{"proto proto/mine", "proto services/b"}},
		{"one is gone", func(r *codegen.Request) { r.Own = r.Own[:1] }, []string{"proto proto/mine", "proto services/b"}},
	} {
		r := request()
		r.Previous = last{result: first}
		c.change(&r)
		got, err := codegen.Protobuf(t.Context(), &fake{}, r)
		if err != nil || !slices.Equal(got.Ran, c.want) {
			t.Errorf("%s: ran %q, %v, want %q", c.name, got.Ran, err, c.want)
		}
		gone := !slices.ContainsFunc(got.Files, func(f render.File) bool { return f.Path == "gen/go/shop/b/v1/more.pb.go" })
		if gone != (c.name == "one is gone") {
			t.Errorf("%s: the code of a removed proto: gone %t", c.name, gone)
		}
	}
}

// TestOwnCycle holds that a cycle of imports is reported, although each proto sees it in the other one.
func TestOwnCycle(t *testing.T) {
	t.Parallel()
	r := named()
	r.Own = []codegen.Proto{
		own("proto/x/a.proto", "syntax = \"proto3\";\nimport \"x/b.proto\";\n"),
		own("proto/x/b.proto", "syntax = \"proto3\";\nimport \"x/a.proto\";\n"),
	}
	_, err := codegen.Protobuf(t.Context(), &fake{}, r)
	wrong, ok := errors.AsType[*codegen.ProtoError](err)
	if !ok || !strings.Contains(wrong.Error(), "cycle found in imports") || wrong.Problems[0].Line != 2 {
		t.Errorf("got %v", err)
	}
}

// TestOwnEjected holds that a proto that the user has taken over replaces the rendered one, and one that is only kept does not.
func TestOwnEjected(t *testing.T) {
	t.Parallel()
	for ejected, want := range map[bool]string{true: "[shop.Mine]", false: "[]"} {
		r := named()
		r.Own = []codegen.Proto{own("proto/shop/a/v1/a.proto", "syntax = \"proto3\";\npackage shop;\noption go_package = \"example.com/shop/gen/go/shop/a/v1;av1\";\nservice Mine {}\n")}
		r.Own[0].Ejected = ejected
		protos, err := codegen.Own(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		names := []string{}
		for _, p := range protos {
			for _, s := range p.Services {
				names = append(names, s.Name)
			}
		}
		if got := "[" + strings.Join(names, " ") + "]"; got != want {
			t.Errorf("ejected %t: got %s, want %s", ejected, got, want)
		}
	}
}

// TestGoImports holds what an image gets for a proto of the user: the code of the protos that it imports, however it is laid out.
func TestGoImports(t *testing.T) {
	t.Parallel()
	m := &model.Model{Module: "example.com/shop", Services: []*model.Service{{ProtoPath: "shop/a/v1/a.proto"}}}
	got := codegen.GoImports(m, []codegen.Proto{
		own("proto/mine/m.proto", "syntax='proto3';import \"shop/a/v1/a.proto\"; import public'other/o.proto' ;\n// import \"shop/b/v1/b.proto\";\nimport \"mine/n.proto\";import \"x/x.proto\";message {"),
		own("proto/other/o.proto", "\x00"),
		own("third_party/proto/x/x.proto", ""),
	})
	want := []render.Source{
		{Path: "gen/go/mine/m.pb.go", Data: []byte("package p\n\nimport _ \"example.com/shop/gen/go/shop/a/v1\"\n\nimport _ \"example.com/shop/gen/go/other\"\n")},
		{Path: "gen/go/other/o.pb.go", Data: []byte("package p\n")},
	}
	if !slices.EqualFunc(got, want, func(a, b render.Source) bool { return a.Path == b.Path && string(a.Data) == string(b.Data) }) {
		t.Errorf("got %v, want %v", got, want)
	}
}
