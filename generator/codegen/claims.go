package codegen

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/bufbuild/protocompile/linker"
	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
)

// claims are things that only one file can have, with the file that has them.
type claims map[string]string

// taken claims a thing for a file, and returns the file that has it already, if that is another one.
func (c claims) taken(thing, file string) (by string) {
	if other, ok := c[thing]; ok && other != file {
		return other
	}
	c[thing] = file
	return ""
}

// claim claims the names, routes and Go files of a proto. Those of the services are claimed first, so that it is always a proto of the
// user in which a clash is reported.
func (c *checker) claim(f linker.File) {
	c.claimPackage(f)
	for _, d := range topLevel(f) {
		if by, ok := c.claims["package "+string(d.FullName())]; ok {
			c.addAt(d, fmt.Sprintf("%s is the package of %s%s, too: a program with both does not start", d.FullName(), protoRoot, by), "choose another name")
		}
		if by := c.claims.taken("name "+string(d.FullName()), f.Path()); by != "" {
			c.addAt(d, fmt.Sprintf("%s is declared in %s%s, too", d.FullName(), protoRoot, by), "choose another name")
		}
	}
	for i := range f.Services().Len() {
		methods := f.Services().Get(i).Methods()
		for j := range methods.Len() {
			c.claimRoutes(methods.Get(j))
		}
	}
	stem := strings.TrimSuffix(f.Path(), ".proto")
	outputs := []string{stem + ".pb.go"}
	if f.Services().Len() > 0 {
		outputs = append(outputs, stem+"_grpc.pb.go")
	}
	for _, output := range outputs {
		if by := c.claims.taken("file "+strings.ToLower(output), f.Path()); by != "" {
			c.add(f.Path(), 0, 0, fmt.Sprintf("its Go code would be %s%s, which is that of %s%s", goRoot, output, protoRoot, by), "rename the file")
		}
	}
}

// claimPackage claims the package of a proto. Go's registry of protobuf names has packages and messages in one tree, and panics if a
// program has a name twice. gRPC's own protos are in every program.
func (c *checker) claimPackage(f linker.File) {
	if strings.HasPrefix(f.Path(), "grpc/") || f.Package() == "grpc" || strings.HasPrefix(string(f.Package()), "grpc.") {
		c.add(f.Path(), 0, 0, "protos of gRPC are in every program already: with this one it would not start", "to import it, move it below third_party/proto")
	}
	for name := f.Package(); name != ""; name = name.Parent() {
		if by, ok := c.claims["name "+string(name)]; ok {
			c.add(f.Path(), 0, 0, fmt.Sprintf("package %s is declared in %s%s, too, as %s", f.Package(), protoRoot, by, name), "choose another package")
		}
		c.claims["package "+string(name)] = f.Path()
	}
}

func (c *checker) claimRoutes(method protoreflect.MethodDescriptor) {
	f := method.ParentFile()
	for _, r := range routesOf(method) {
		where := string(method.FullName())
		if by := c.claims.taken("route "+r.Method+" "+variable.ReplaceAllStringFunc(r.Path, pattern), where); by != "" && c.set.owns(f.Path()) {
			c.addAt(method, fmt.Sprintf("%s %s is the route of %s, too", r.Method, r.Path, by),
				"choose another path, such as one with a verb: /v1/things/{id}:verb")
		}
	}
}

var variable = regexp.MustCompile(`\{[^{}]*\}`)

// pattern returns what a variable of a path matches: two routes that differ in names only are the same.
func pattern(variable string) string {
	if _, matches, ok := strings.Cut(strings.Trim(variable, "{}"), "="); ok {
		return matches
	}
	return "*"
}

// topLevel returns what a file declares in its package, values of enums included.
func topLevel(f protoreflect.FileDescriptor) []protoreflect.Descriptor {
	var all []protoreflect.Descriptor
	for i := range f.Messages().Len() {
		all = append(all, f.Messages().Get(i))
	}
	for i := range f.Enums().Len() {
		all = append(all, f.Enums().Get(i))
		values := f.Enums().Get(i).Values()
		for j := range values.Len() {
			all = append(all, values.Get(j))
		}
	}
	for i := range f.Services().Len() {
		all = append(all, f.Services().Get(i))
	}
	for i := range f.Extensions().Len() {
		all = append(all, f.Extensions().Get(i))
	}
	return all
}

// routesOf returns the REST routes of a method.
func routesOf(method protoreflect.MethodDescriptor) []model.Route {
	data, err := proto.Marshal(method.Options())
	if err != nil {
		return nil
	}
	options := &descriptorpb.MethodOptions{} // with the extensions as Go knows them, not as the compiler does
	if err := proto.Unmarshal(data, options); err != nil {
		return nil
	}
	rule, _ := proto.GetExtension(options, annotations.E_Http).(*annotations.HttpRule)
	var routes []model.Route
	for _, r := range append([]*annotations.HttpRule{rule}, rule.GetAdditionalBindings()...) {
		m := r.ProtoReflect()
		verb := m.WhichOneof(m.Descriptor().Oneofs().ByName("pattern"))
		switch {
		case verb == nil:
		case verb.Message() != nil:
			routes = append(routes, model.Route{Method: r.GetCustom().GetKind(), Path: r.GetCustom().GetPath(), RPC: string(method.FullName())})
		default:
			routes = append(routes, model.Route{Method: strings.ToUpper(string(verb.Name())), Path: m.Get(verb).String(), RPC: string(method.FullName())})
		}
	}
	return routes
}

// checkGoPackage refuses a go_package under which the generated code cannot be imported from where it is.
func (c *checker) checkGoPackage(f linker.File) {
	dir := path.Dir(f.Path())
	options, _ := f.Options().(*descriptorpb.FileOptions)
	importPath, name, named := strings.Cut(options.GetGoPackage(), ";")
	if !named {
		name = path.Base(importPath)
	}
	want := path.Join(c.module, goRoot, dir)
	usual := c.claims["package "+dir]
	if usual == "" {
		usual = packageName(path.Join(path.Base(c.module), dir))
	}
	at := f.SourceLocations().ByPath(protoreflect.SourcePath{8, 11}) // FileOptions.go_package
	line, col := at.StartLine+1, at.StartColumn+1
	hint := fmt.Sprintf("option go_package = %q;", want+";"+usual)
	switch {
	case options.GetGoPackage() == "":
		c.add(f.Path(), 0, 0, "it has no go_package", hint)
	case importPath != want:
		c.add(f.Path(), line, col, fmt.Sprintf("go_package is %s, but the code goes to %s", importPath, path.Join(goRoot, dir)),
			hint+" or, if its Go code is there already, move the proto to "+thirdPartyRoot)
	case c.claims.taken("package "+dir, name) != "":
		c.add(f.Path(), line, col, fmt.Sprintf("its Go package is called %s, but that of other protos of this folder is called %s", name, usual), hint)
	}
}

// packageName proposes the name of a folder's Go package: bookingv1 for shop/booking/v1.
func packageName(dir string) string {
	name := path.Base(dir)
	if version.MatchString(name) && path.Base(path.Dir(dir)) != "." {
		name = path.Base(path.Dir(dir)) + name
	}
	return unnamed.ReplaceAllString(strings.ToLower(name), "")
}

var (
	version = regexp.MustCompile(`^v[0-9]+[a-z0-9]*$`)
	unnamed = regexp.MustCompile(`[^a-z0-9]`)
)

// ignoredStem reports whether the name of a Go file would be a build constraint.
func ignoredStem(stem string) bool {
	stem, _, _ = strings.Cut(stem, ".")
	return naming.FileStem(stem) != stem && !strings.HasSuffix(stem, "_usecases") && !strings.HasSuffix(stem, "_test")
}
