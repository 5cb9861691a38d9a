// Package rendertest has models for tests: one that uses every part of the spec language, and one of any size.
package rendertest

import (
	"fmt"
	"testing"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/testdata/specs"
)

// Shop returns the workspace of testdata/specs/everything.yaml: two services with every word of the spec language.
func Shop(tb testing.TB) *model.Model {
	tb.Helper()
	return buildSpec(tb, everything(tb))
}

func everything(tb testing.TB) *spec.Spec {
	tb.Helper()
	s, err := spec.Parse([]spec.Source{{Path: "everything.yaml", Data: specs.Everything}})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// Minimal returns the smallest workspace: one resource with one field.
func Minimal(tb testing.TB) *model.Model {
	tb.Helper()
	return build(tb, "github.com/acme/notes", "notes", one("notes", "note"))
}

// Services returns a workspace of n services with one resource each.
func Services(tb testing.TB, n int) *model.Model {
	tb.Helper()
	services := make([]*spec.Service, 0, n)
	for i := range n {
		services = append(services, one(fmt.Sprintf("service%03d", i), fmt.Sprintf("thing%03d", i)))
	}
	return build(tb, "github.com/acme/many", "many", services...)
}

func build(tb testing.TB, module, name string, services ...*spec.Service) *model.Model {
	tb.Helper()
	s := &spec.Spec{Module: module, Name: name, Auth: "none", Services: services}
	for _, service := range services {
		service.Pos = spec.Pos{File: "services/" + service.Name + "/service.yaml", Line: 1, Col: 1}
	}
	return buildSpec(tb, s)
}

func buildSpec(tb testing.TB, s *spec.Spec) *model.Model {
	tb.Helper()
	m, _, err := model.Build(s, ledger.New())
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// crud returns the methods of a resource without soft_delete.
func crud() []spec.Method {
	return []spec.Method{spec.Create, spec.Get, spec.List, spec.Update, spec.Delete}
}

func one(service, resource string) *spec.Service {
	return &spec.Service{Name: service, Resources: []*spec.Resource{{Name: resource, Methods: crud(), Fields: []*spec.Field{
		{Name: "title", Type: spec.String, MaxLen: new(200)},
		{Name: "body", Type: spec.Text, Optional: true},
		{Name: "pinned", Type: spec.Bool, Default: new("false"), Filter: []spec.Op{spec.OpEq}},
	}}}}
}
