package render

import (
	"fmt"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render/rendertest"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/templates"
)

// The directories that the Dockerfiles copy are those that the programs import, for specs of all kinds. TestImageDirs in
// package model says the same of the golden trees, in the words of go list.
func TestImageDirs(t *testing.T) {
	t.Parallel()
	models := []*model.Model{rendertest.Minimal(t), rendertest.Shop(t)}
	for seed := range uint64(40) {
		models = append(models, randomModel(t, rand.New(rand.NewPCG(seed, 0)))) //nolint:gosec // the same specs every time
	}
	for _, m := range models {
		files, err := Files(m, templates.FS)
		if err != nil {
			t.Fatal(err)
		}
		imports := importsOf(t, m, files)
		for _, s := range m.Services {
			program := s.Dir + "/cmd/" + s.Name + "-api"
			compareDirs(t, m, program, s.ImageDirs(), imports)
		}
		compareDirs(t, m, "services/gateway/cmd/gateway", m.GatewayImageDirs(), imports)
	}
}

func compareDirs(t *testing.T, m *model.Model, program string, dirs []string, imports map[string][]string) {
	t.Helper()
	reached := []string{program}
	for i := 0; i < len(reached); i++ {
		for _, dir := range imports[reached[i]] {
			if !slices.Contains(reached, dir) {
				reached = append(reached, dir)
			}
		}
	}
	inside := func(dir string) func(string) bool {
		return func(copied string) bool { return strings.HasPrefix(dir+"/", copied+"/") }
	}
	for _, dir := range reached {
		if !slices.ContainsFunc(dirs, inside(dir)) {
			t.Errorf("%s imports %s, which its image lacks\n%s", program, dir, describe(m))
		}
	}
	for _, dir := range dirs {
		if !slices.ContainsFunc(reached, func(r string) bool { return inside(r)(dir) }) {
			t.Errorf("%s does not import %s, which its image has\n%s", program, dir, describe(m))
		}
	}
}

// importsOf says for each directory which others of the workspace its files import, tests aside.
func importsOf(t *testing.T, m *model.Model, files []File) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".go") || strings.HasSuffix(f.Path, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range parsed.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if dir, ours := strings.CutPrefix(name, m.Module+"/"); ours {
				imports[path.Dir(f.Path)] = append(imports[path.Dir(f.Path)], dir)
			}
		}
	}
	return imports
}

// randomModel is a workspace of two services with a few fields of any type.
func randomModel(t *testing.T, random *rand.Rand) *model.Model {
	t.Helper()
	s := &spec.Spec{Module: "github.com/acme/random", Name: "random", Auth: "none"}
	for _, name := range []string{"first", "second"} {
		service := &spec.Service{
			Pos:  spec.Pos{File: spec.ServiceFile(name), Line: 1, Col: 1},
			Name: name, HTTPPrefix: name,
			Enums: []*spec.Enum{{Name: "color", Values: []string{"red", "green"}}},
		}
		thing := &spec.Resource{Name: "thing", Methods: []spec.Method{spec.Create}, SoftDelete: random.IntN(4) == 0}
		for _, m := range spec.Methods()[1:] {
			if random.IntN(4) == 0 && (m != spec.Undelete || thing.SoftDelete) {
				thing.Methods = append(thing.Methods, m)
			}
		}
		for i := range random.IntN(3) + 1 {
			thing.Fields = append(thing.Fields, randomField(fmt.Sprintf("field%d", i), random))
		}
		service.Resources = append(service.Resources, thing)
		s.Services = append(s.Services, service)
	}
	m, _, err := model.Build(s, ledger.New())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func randomField(name string, random *rand.Rand) *spec.Field {
	types := []spec.Type{
		spec.String, spec.Text, spec.Bool, spec.Int32, spec.Int64, spec.Float64, spec.Decimal, spec.UUID, spec.Timestamp,
		spec.Date, spec.JSON, spec.Bytes, spec.EnumType, spec.Ref,
	}
	f := &spec.Field{Name: name, Type: types[random.IntN(len(types))]}
	switch f.Type {
	case spec.Decimal:
		f.Precision, f.Scale = 10, 2
	case spec.EnumType:
		f.Enum = "color"
	case spec.Ref:
		f.Ref, f.Optional = "thing", true
		return f
	case spec.String:
		f.Format = []spec.Format{"", "", spec.Email, spec.IP}[random.IntN(4)]
	}
	switch random.IntN(4) {
	case 0:
		f.Optional = true
	case 1:
		f.Repeated = f.Type != spec.JSON && f.Type != spec.Bytes && f.Type != spec.Text
		f.UniqueItems = f.Repeated && random.IntN(2) == 0
	}
	f.OutputOnly = (f.Optional || f.Type == spec.Float64) && random.IntN(3) == 0
	f.Sort = !f.Optional && !f.Repeated && f.Type != spec.JSON && f.Type != spec.Bytes && random.IntN(3) == 0
	return f
}

// describe is the spec of a model in a few words.
func describe(m *model.Model) string {
	var out strings.Builder
	for _, s := range m.Services {
		for _, r := range s.Resources {
			fmt.Fprintf(&out, "%s.%s: %v soft delete %t\n", s.Name, r.Name, r.Methods, r.SoftDelete)
			for _, f := range r.Fields {
				fmt.Fprintf(&out, "  %s: %s repeated %t optional %t output_only %t sort %t format %s\n", f.Name,
					f.Kind.Type, f.Repeated, f.Optional, f.OutputOnly, f.Sort, f.Format)
			}
		}
	}
	return out.String()
}
