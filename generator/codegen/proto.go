package codegen

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"github.com/bufbuild/protocompile"
	"github.com/bufbuild/protocompile/linker"
	"github.com/bufbuild/protocompile/protoutil"
	"golang.org/x/sync/errgroup"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/pluginpb"

	"github.com/svcgen/svcgen/generator/render"
)

// protoRoot is the folder that proto import paths start from, and goRoot the one that the generated code goes to. The
// generated buf.yaml and buf.gen.yaml say the same.
const (
	protoRoot = "proto/"
	goRoot    = "gen/go/"
)

// plugins are run over the protos, in the order of buf.gen.yaml.
func plugins() []string {
	return []string{"protoc-gen-go", "protoc-gen-go-grpc", "protoc-gen-grpc-gateway"}
}

// Protobuf generates the Go code of all protos below proto/, the services' and the user's, and prints the protos of Google that they
// import for plain buf. The error is a *ProtoError if a proto of the user is wrong.
func Protobuf(ctx context.Context, tools Tools, r Request) (Result, error) {
	set := newProtoSet(r.Files, r.Own)
	units, err := set.unitsOf(r.Model.Services, tools.Toolset())
	if err != nil {
		return Result{}, err
	}
	run, done := split(units, r.Previous)
	var names []string
	var own bool
	for _, u := range run {
		names = append(names, u.protos...)
		own = own || len(u.own) > 0
	}
	if own {
		if _, err := set.check(ctx, r.Model.Module); err != nil {
			return Result{}, err
		}
	}
	files, err := compile(ctx, tools, names, set)
	if err != nil {
		return Result{}, err
	}
	third, err := thirdParty(set)
	if err != nil {
		return Result{}, err
	}
	return join(done, Result{Files: files}, Result{Files: third}), nil
}

// addProto adds a proto and our protos that it imports, directly or not.
func (d *digest) addProto(name string, sources map[string][]byte, seen map[string]bool) {
	if seen[name] || sources[name] == nil {
		return
	}
	seen[name] = true
	d.add(name, sources[name])
	for _, imported := range imports(sources[name]) {
		d.addProto(imported, sources, seen)
	}
}

// batch is the number of protos that one run of a plugin gets: few enough for all processors to have work, and for a process to stay
// small.
const batch = 25

// compile compiles protos and runs the plugins over them, in parallel.
func compile(ctx context.Context, tools Tools, names []string, set *protoSet) ([]render.File, error) {
	batches := slices.Collect(slices.Chunk(names, batch))
	requests := make([][]byte, len(batches))
	group, compiling := errgroup.WithContext(ctx)
	for i, names := range batches {
		group.Go(func() (err error) {
			requests[i], err = codeGeneratorRequest(compiling, names, set)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	outputs := make([][]render.File, len(plugins())*len(batches))
	group, running := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range outputs {
		group.Go(func() (err error) {
			outputs[i], err = generate(running, tools, plugins()[i/len(batches)], requests[i%len(batches)])
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return slices.Concat(outputs...), nil
}

// codeGeneratorRequest compiles protos and describes them as buf does: without compiler version, with comments, and with every
// file after those that it imports.
func codeGeneratorRequest(ctx context.Context, names []string, set *protoSet) ([]byte, error) {
	compiler := protocompile.Compiler{
		SourceInfoMode: protocompile.SourceInfoExtraOptionLocations | protocompile.SourceInfoExtraComments,
		Resolver:       protocompile.ResolverFunc(set.find),
	}
	compiled, err := compiler.Compile(ctx, names...)
	if err != nil {
		return nil, fmt.Errorf("compile protos: %s%w", protoRoot, err)
	}
	request := &pluginpb.CodeGeneratorRequest{
		FileToGenerate: names,
		Parameter:      new("paths=source_relative"),
		ProtoFile:      withImports(compiled),
	}
	data, err := proto.MarshalOptions{Deterministic: true}.Marshal(request)
	if err != nil {
		return nil, fmt.Errorf("describe protos: %w", err)
	}
	return data, nil
}

// withImports lists descriptors, each after those that it imports.
func withImports(files linker.Files) []*descriptorpb.FileDescriptorProto {
	var all []*descriptorpb.FileDescriptorProto
	seen := map[string]bool{}
	var add func(protoreflect.FileDescriptor)
	add = func(f protoreflect.FileDescriptor) {
		if seen[f.Path()] {
			return
		}
		seen[f.Path()] = true
		for i := range f.Imports().Len() {
			add(f.Imports().Get(i).FileDescriptor)
		}
		all = append(all, protoutil.ProtoFromFileDescriptor(f))
	}
	for _, f := range files {
		add(f)
	}
	return all
}

// generate runs one plugin.
func generate(ctx context.Context, tools Tools, plugin string, request []byte) ([]render.File, error) {
	out, err := tools.Plugin(ctx, plugin, request)
	if err != nil {
		return nil, err
	}
	var response pluginpb.CodeGeneratorResponse
	if err := proto.Unmarshal(out, &response); err != nil {
		return nil, fmt.Errorf("%s: read what it generated: %w", plugin, err)
	}
	if response.GetError() != "" {
		return nil, fmt.Errorf("%s: %w", plugin, errors.New(response.GetError()))
	}
	files := make([]render.File, 0, len(response.GetFile()))
	for _, f := range response.GetFile() {
		files = append(files, render.File{
			Path: goRoot + f.GetName(), Mode: 0o644, Class: render.Owned, Data: []byte(f.GetContent()),
		})
	}
	return files, nil
}
