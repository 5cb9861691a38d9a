package codegen

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/bufbuild/protocompile"
	"github.com/bufbuild/protocompile/ast"
	"github.com/bufbuild/protocompile/parser"
	"github.com/bufbuild/protocompile/reporter"
	"google.golang.org/protobuf/reflect/protoregistry"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

// Proto is a proto of the user. Code is generated for those below proto/; those below third_party/proto/ are there to be imported.
type Proto struct {
	Path    string // in the workspace that is generated: proto/shop/booking/v1/booking.proto
	At      string // on disk, which errors name; differs from Path if svcgen moves the folder
	Data    []byte
	Ejected bool // svcgen would write it, and the user has taken it over
}

// protoSet is all protos of a workspace, by the path that an import names.
type protoSet struct {
	texts map[string][]byte
	own   map[string]Proto // those of the user that code is generated for
	third map[string]Proto // those of the user that are imported only
}

// newProtoSet returns the rendered protos and the user's. An ejected one replaces the rendered one.
func newProtoSet(rendered []render.File, own []Proto) *protoSet {
	s := &protoSet{texts: map[string][]byte{}, own: map[string]Proto{}, third: map[string]Proto{}}
	for _, f := range rendered {
		if name, ok := strings.CutPrefix(f.Path, protoRoot); ok && path.Ext(name) == ".proto" {
			s.texts[name] = f.Data
		}
	}
	for _, p := range own {
		if name, ok := strings.CutPrefix(p.Path, thirdPartyRoot); ok {
			s.third[name] = p
			continue
		}
		name := strings.TrimPrefix(p.Path, protoRoot)
		if s.texts[name] == nil || p.Ejected {
			s.texts[name], s.own[name] = p.Data, p
		}
	}
	return s
}

// owns reports whether a proto is the user's, and code is generated for it.
func (s *protoSet) owns(name string) bool {
	_, own := s.own[name]
	return own
}

// at returns where a proto is on disk.
func (s *protoSet) at(name string) string {
	if p, ok := s.own[name]; ok {
		return p.At
	}
	if p, ok := s.third[name]; ok {
		return p.At
	}
	return protoRoot + name
}

// find resolves an import.
func (s *protoSet) find(name string) (protocompile.SearchResult, error) {
	if text, ok := s.texts[name]; ok {
		return protocompile.SearchResult{Source: bytes.NewReader(text)}, nil
	}
	if provided(name) {
		desc, err := protoregistry.GlobalFiles.FindFileByPath(name)
		return protocompile.SearchResult{Desc: desc}, err
	}
	if p, ok := s.third[name]; ok {
		return protocompile.SearchResult{Source: bytes.NewReader(p.Data)}, nil
	}
	return protocompile.SearchResult{}, errNotThere
}

// provided reports whether an import is one of those that come with svcgen. A workspace requires the modules of their Go code, that of
// google.type if a field is money.
func provided(name string) bool {
	return strings.HasPrefix(name, "google/protobuf/") || printed(name)
}

// unitsOf returns the folders of protos that code is generated for: those of the services, then those that only the user has.
func (s *protoSet) unitsOf(services []*model.Service, toolset string) ([]unit, error) {
	var units []unit
	dirs := map[string][]string{} // of the user's protos
	for _, name := range slices.Sorted(maps.Keys(s.own)) {
		dirs[path.Dir(name)] = append(dirs[path.Dir(name)], name)
	}
	for _, service := range services {
		name := service.ProtoPath
		if s.texts[name] == nil {
			return nil, fmt.Errorf("%s%s was not rendered", protoRoot, name)
		}
		u := unit{name: "proto " + service.Dir, dir: goRoot + path.Dir(name), protos: s.rendered(service), own: dirs[path.Dir(name)]}
		delete(dirs, path.Dir(name))
		units = append(units, u)
	}
	for _, dir := range slices.Sorted(maps.Keys(dirs)) {
		units = append(units, unit{name: "proto " + path.Join(protoRoot, dir), dir: path.Join(goRoot, dir), own: dirs[dir]})
	}
	for i, u := range units {
		for _, name := range u.own {
			if !slices.Contains(u.protos, name) {
				units[i].protos = append(units[i].protos, name)
			}
		}
		units[i].digest = s.digest(toolset, units[i])
	}
	return units, nil
}

// rendered returns the rendered protos of a service that the user has not taken over, and the one that has its resources.
func (s *protoSet) rendered(service *model.Service) []string {
	names := []string{service.ProtoPath}
	for _, name := range slices.Sorted(maps.Keys(s.texts)) {
		if path.Dir(name) == path.Dir(service.ProtoPath) && name != service.ProtoPath && !s.owns(name) {
			names = append(names, name)
		}
	}
	return names
}

// digest is the digest of everything that a unit's code depends on. Protos of the user may import any other, and clash with any other.
func (s *protoSet) digest(toolset string, u unit) string {
	d := digest{}
	d.add("toolset", []byte(toolset))
	if len(u.own) == 0 {
		seen := map[string]bool{}
		for _, name := range u.protos {
			d.addProto(name, s.texts, seen)
		}
		return d.String()
	}
	for _, name := range slices.Sorted(maps.Keys(s.texts)) {
		d.add(name, s.texts[name])
	}
	for _, name := range slices.Sorted(maps.Keys(s.third)) {
		d.add(thirdPartyRoot+name, s.third[name].Data)
	}
	return d.String()
}

// imports lists what a proto imports. It may have any layout, and may be broken.
func (p Proto) imports() []string {
	file, _ := parser.Parse(p.At, bytes.NewReader(p.Data), reporter.NewHandler(reporter.NewReporter(ignore, nil)))
	if file == nil {
		return nil
	}
	var names []string
	for _, decl := range file.Decls {
		if line, ok := decl.(*ast.ImportNode); ok && line.Name != nil {
			names = append(names, line.Name.AsString())
		}
	}
	return names
}

func ignore(reporter.ErrorWithPos) error { return nil }

// GoImports returns, for each of the user's protos, a Go file with the imports that its generated code will have within the workspace.
// Images are built from the packages that a program imports, and are planned before the code is generated.
func GoImports(m *model.Model, own []Proto) []render.Source {
	known := map[string]bool{}
	for _, s := range m.Services {
		known[path.Join(protoRoot, path.Dir(s.ProtoPath))] = true
	}
	for _, p := range own {
		known[path.Dir(p.Path)] = true
	}
	var sources []render.Source
	for _, p := range own {
		name, generates := strings.CutPrefix(p.Path, protoRoot)
		if !generates {
			continue
		}
		text := []byte("package p\n")
		for _, imported := range p.imports() {
			if dir := path.Dir(imported); known[path.Join(protoRoot, dir)] && dir != path.Dir(name) && !provided(imported) {
				text = fmt.Appendf(text, "\nimport _ %q\n", path.Join(m.Module, goRoot, dir))
			}
		}
		sources = append(sources, render.Source{Path: goRoot + strings.TrimSuffix(name, ".proto") + ".pb.go", Data: text})
	}
	return sources
}
