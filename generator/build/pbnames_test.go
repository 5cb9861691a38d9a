package build

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/bufbuild/protocompile"
	"google.golang.org/protobuf/compiler/protogen"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/pluginpb"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// protoFile returns the declarations of the service's proto file that matter for names.
func protoFile(s *model.Service) string {
	var b strings.Builder
	fmt.Fprintf(&b, "syntax = \"proto3\";\npackage %s;\n", s.ProtoPackage)
	imports := []string{
		"google/api/annotations.proto", "google/api/field_behavior.proto", "google/protobuf/empty.proto", "google/protobuf/field_mask.proto",
		"google/protobuf/struct.proto", "google/protobuf/timestamp.proto",
	}
	for _, i := range imports {
		fmt.Fprintf(&b, "import %q;\n", i)
	}
	fmt.Fprintf(&b, "option go_package = %q;\nservice %s {\n", s.PBImport+";"+s.PBPackage, s.PBName)
	for _, m := range s.Methods() {
		fmt.Fprintf(&b, "  rpc %s(%s) returns (%s) { option (google.api.http) = { %s: %q body: %q }; }\n",
			m.RPC, m.Request, m.Response, m.Verb, m.ProtoPath(), m.Body)
	}
	b.WriteString("}\n")
	for _, r := range s.Resources {
		fmt.Fprintf(&b, "message %s {\n", r.PBName)
		for _, line := range model.Reserved(r.Removed) {
			fmt.Fprintf(&b, "  %s\n", line)
		}
		fmt.Fprintf(&b, "  string id = %d;\n  google.protobuf.Timestamp create_time = %d;\n  google.protobuf.Timestamp update_time = %d;\n"+
			"  string etag = %d;\n", r.IDNumber, r.CreateTimeNumber, r.UpdateTimeNumber, r.ETagNumber)
		if r.SoftDelete {
			fmt.Fprintf(&b, "  google.protobuf.Timestamp delete_time = %d;\n", r.DeleteTimeNumber)
		}
		for _, f := range r.Fields {
			fmt.Fprintf(&b, "  %s\n", f.ProtoDecl())
		}
		b.WriteString("}\n")
		for _, m := range r.Methods {
			switch m.Name {
			case spec.List:
				fmt.Fprintf(&b, "message %s { int32 page_size = 1; }\n", m.Request)
				fmt.Fprintf(&b, "message %s { repeated %s %s = 1; string next_page_token = 2; }\n", m.Response, r.PBName, r.ProtoList)
			case spec.Create:
				fmt.Fprintf(&b, "message %s { %s %s = 1; }\n", m.Request, r.PBName, r.ProtoField)
			case spec.Update:
				fmt.Fprintf(&b, "message %s { %s %s = 1; google.protobuf.FieldMask update_mask = 2; }\n", m.Request, r.PBName, r.ProtoField)
			default:
				fmt.Fprintf(&b, "message %s { string id = 1; }\n", m.Request)
			}
		}
	}
	for _, e := range s.UsedEnums() {
		fmt.Fprintf(&b, "enum %s {\n  %s = 0;\n", e.PBName, e.Unspecified)
		for _, line := range model.Reserved(e.Removed) {
			fmt.Fprintf(&b, "  %s\n", line)
		}
		for _, v := range e.Values {
			fmt.Fprintf(&b, "  %s = %d;\n", v.ProtoName, v.Number)
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// protogenFile compiles the service's proto file and asks protogen, the library of protoc-gen-go, for the names in it.
func protogenFile(tb testing.TB, s *model.Service) *protogen.File {
	tb.Helper()
	source := protoFile(s)
	compiler := protocompile.Compiler{Resolver: protocompile.CompositeResolver{
		&protocompile.SourceResolver{Accessor: protocompile.SourceAccessorFromMap(map[string]string{s.ProtoPath: source})},
		protocompile.ResolverFunc(registered),
	}}
	files, err := compiler.Compile(context.Background(), s.ProtoPath)
	if err != nil {
		tb.Fatalf("%v\n%s", err, source)
	}
	request := &pluginpb.CodeGeneratorRequest{FileToGenerate: []string{s.ProtoPath}}
	seen := map[string]bool{}
	var add func(f protoreflect.FileDescriptor)
	add = func(f protoreflect.FileDescriptor) {
		if seen[f.Path()] {
			return
		}
		seen[f.Path()] = true
		for i := range f.Imports().Len() {
			add(f.Imports().Get(i).FileDescriptor)
		}
		request.ProtoFile = append(request.ProtoFile, protodesc.ToFileDescriptorProto(f))
	}
	add(files[0])
	plugin, err := protogen.Options{}.New(request)
	if err != nil {
		tb.Fatal(err)
	}
	return plugin.FilesByPath[s.ProtoPath]
}

// checkPBNames compares every name that the model gives to protoc-gen-go's code with protogen's.
func checkPBNames(tb testing.TB, s *model.Service) {
	tb.Helper()
	file := protogenFile(tb, s)
	messages := map[string]*protogen.Message{}
	for _, m := range file.Messages {
		messages[m.GoIdent.GoName] = m
	}
	same := func(what, got, want string) {
		if got != want {
			tb.Errorf("%s: the model says %s, protogen %s", what, got, want)
		}
	}
	for _, r := range s.Resources {
		message := messages[r.PBName]
		if message == nil {
			tb.Fatalf("no message %s", r.PBName)
		}
		declared := message.Fields[len(message.Fields)-len(r.Fields):]
		for i, f := range message.Fields[:len(message.Fields)-len(r.Fields)] {
			same(r.Name, []string{"Id", "CreateTime", "UpdateTime", "Etag", "DeleteTime"}[i], f.GoName)
		}
		for i, f := range r.Fields {
			same(r.Name+"."+f.Name, f.PBName, declared[i].GoName)
			same(r.Name+"."+f.Name+" in JSON", f.JSONName, declared[i].Desc.JSONName())
		}
		for _, m := range r.Methods {
			switch m.Name {
			case spec.Create:
				same(r.Name+" in its create", r.PBField, messages[m.Request].Fields[0].GoName)
			case spec.Update:
				fields := messages[m.Request].Fields
				same(r.Name+" in its update", r.PBField, fields[0].GoName)
				same("update_mask", "UpdateMask", fields[1].GoName)
			case spec.List:
				fields := messages[m.Response].Fields
				same(r.Name+" in its list", r.PBList, fields[0].GoName)
				same(r.Name+" in its list, in JSON", r.JSONList, fields[0].Desc.JSONName())
				same("next_page_token", "NextPageToken", fields[1].GoName)
			}
		}
	}
	for i, e := range s.UsedEnums() {
		same(e.Name, e.PBName, file.Enums[i].GoIdent.GoName)
		for j, v := range e.Values {
			same(v.ProtoName, v.PBName, file.Enums[i].Values[j+1].GoIdent.GoName)
		}
	}
	same(s.Name, s.PBName, file.Services[0].GoName)
	same(s.Name, s.PBPackage, string(file.GoPackageName))
}
