// Package rendertest builds models for tests: of services of package spectest, of every word of the spec language, of any size.
package rendertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
	"github.com/svcgen/svcgen/testdata/specs"
)

// Shop returns the workspace of testdata/specs/everything.yaml: two services with every word of the spec language.
func Shop(tb testing.TB) *model.Model {
	tb.Helper()
	return buildSpec(tb, everything(tb))
}

// Passwords returns the workspace of testdata/specs/passwords.yaml, where people sign in with passwords alone.
func Passwords(tb testing.TB) *model.Model {
	tb.Helper()
	return buildSpec(tb, parse(tb, "passwords.yaml", specs.Passwords))
}

// Sessions returns the workspace of testdata/specs/sessions.yaml, where people sign in and machines have tokens.
func Sessions(tb testing.TB) *model.Model {
	tb.Helper()
	return buildSpec(tb, parse(tb, "sessions.yaml", specs.Sessions))
}

func everything(tb testing.TB) *spec.Spec {
	tb.Helper()
	return parse(tb, "everything.yaml", specs.Everything)
}

func parse(tb testing.TB, name string, data []byte) *spec.Spec {
	tb.Helper()
	s, err := spec.Parse([]spec.Source{{Path: name, Data: data}})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// Minimal returns the smallest workspace: one resource with one field.
func Minimal(tb testing.TB) *model.Model {
	tb.Helper()
	return workspace(tb, "github.com/acme/notes", "notes", one("notes", "note"))
}

// Guarded returns the smallest workspace with auth: jwt.
func Guarded(tb testing.TB) *model.Model {
	tb.Helper()
	s := spectest.Workspace(one("notes", "note"))
	s.Auth, s.Allow = spec.AuthJWT, &spec.Allow{Methods: []string{spec.OtherMethods}, Callers: []spec.Caller{{Name: spec.SignedIn}}}
	return buildSpec(tb, s)
}

// Jobs returns the smallest workspace with a job.
func Jobs(tb testing.TB) *model.Model {
	tb.Helper()
	s := one("notes", "note")
	s.Jobs = []*spec.Job{{Name: "tidy", Schedule: "0 3 * * *", Timeout: time.Hour}}
	return workspace(tb, "github.com/acme/notes", "notes", s)
}

// Kafka returns the smallest workspace whose events Kafka carries.
func Kafka(tb testing.TB) *model.Model {
	tb.Helper()
	return carried(tb, spec.KafkaBus)
}

// SQS returns the smallest workspace whose events queues of SQS carry.
func SQS(tb testing.TB) *model.Model {
	tb.Helper()
	return carried(tb, spec.SQSBus)
}

// carried returns the smallest workspace with events of a driver.
func carried(tb testing.TB, driver spec.Driver) *model.Model {
	tb.Helper()
	s := spectest.Workspace(one("notes", "note"))
	s.Driver = driver
	s.Services[0].Resources[0].Events = []*spec.Event{{On: spec.Created, Name: spec.Created}}
	s.Services[0].Consumers = []*spec.Consumer{{Name: "count", On: []spec.EventRef{{Service: "notes", Resource: "note"}}}}
	return buildSpec(tb, s)
}

// ShopOnKafka returns the workspace of testdata/specs/everything.yaml with Kafka.
func ShopOnKafka(tb testing.TB) *model.Model {
	tb.Helper()
	s := everything(tb)
	s.Driver = spec.KafkaBus
	return buildSpec(tb, s)
}

// Observed returns the smallest workspace with telemetry.
func Observed(tb testing.TB) *model.Model {
	tb.Helper()
	s := spectest.Workspace(one("notes", "note"))
	s.Packs = []string{"observability"}
	return buildSpec(tb, s)
}

// Services returns a workspace of n services with one resource each.
func Services(tb testing.TB, n int) *model.Model {
	tb.Helper()
	services := make([]*spec.Service, 0, n)
	for i := range n {
		services = append(services, one(fmt.Sprintf("service%03d", i), fmt.Sprintf("thing%03d", i)))
	}
	return workspace(tb, "github.com/acme/many", "many", services...)
}

// Build returns the model of services that have no ledger.
func Build(tb testing.TB, services ...*spec.Service) *model.Model {
	tb.Helper()
	return buildSpec(tb, spectest.Workspace(services...))
}

// Resource returns the model of a resource that is the only one of a service called catalog.
func Resource(tb testing.TB, r *spec.Resource) *model.Resource {
	tb.Helper()
	return Build(tb, spectest.Service("catalog", r)).Services[0].Resources[0]
}

// Names returns the names of fields, separated by spaces.
func Names(fields []*model.Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return strings.Join(names, " ")
}

func workspace(tb testing.TB, module, name string, services ...*spec.Service) *model.Model {
	tb.Helper()
	s := &spec.Spec{Module: module, Name: name, Auth: "none", Services: services}
	for _, service := range services {
		service.Pos = spec.Pos{File: "services/" + service.Name + "/service.yaml", Line: 1, Col: 1}
	}
	return buildSpec(tb, s)
}

func buildSpec(tb testing.TB, s *spec.Spec) *model.Model {
	tb.Helper()
	m, _, err := build.Model(s, ledger.New())
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
