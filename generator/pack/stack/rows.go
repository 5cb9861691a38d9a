// Package stack is the pack of what works on all services together: the all-in-one program, tools/dev, whole-stack tests.
package stack

import (
	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// Pack lists the programs and tests of the whole workspace.
func Pack() render.Pack {
	return render.Pack{Name: "stack", Templates: "core", Rows: rows(), Funcs: funcs()}
}

func rows() []render.Row {
	return []render.Row{
		{Template: "cmd/all/main.go.tmpl", Path: "cmd/{name}/main.go", Class: render.Seeded},
		{Template: "cmd/all/stack/stack.gen.go.tmpl", Path: "cmd/{name}/stack/stack.gen.go", Class: render.Owned},
		{Template: "tools/dev/main.gen.go.tmpl", Path: "tools/dev/main.gen.go", Class: render.Owned},
		{Template: "tools/dev/callers.gen.go.tmpl", Path: "tools/dev/callers.gen.go", Class: render.Owned, When: guarded},
		{Template: "tools/sqs/main.gen.go.tmpl", Path: "tools/sqs/main.gen.go", Class: render.Owned, When: usesSQS},
		{Template: "tools/sqs/Dockerfile.tmpl", Path: "tools/sqs/Dockerfile", Class: render.Owned, When: usesSQS},
		{Template: "tools/sqs/Dockerfile.dockerignore.tmpl", Path: "tools/sqs/Dockerfile.dockerignore", Class: render.Owned, When: usesSQS},

		{Template: "tests/integration/stack.gen_test.go.tmpl", Path: "tests/integration/stack.gen_test.go", Class: render.Owned},
		{Template: "tests/integration/authz.gen_test.go.tmpl", Path: "tests/integration/authz.gen_test.go", Class: render.Owned, When: guarded},
		{Template: "tests/integration/hops.gen_test.go.tmpl", Path: "tests/integration/hops.gen_test.go", Class: render.Owned, When: passesOn},
		{Template: "tests/integration/owners.gen_test.go.tmpl", Path: "tests/integration/owners.gen_test.go", Class: render.Owned, When: owned},
		{Template: "tests/integration/owned_batches.gen_test.go.tmpl", Path: "tests/integration/owned_batches.gen_test.go", Class: render.Owned, When: ownedInBatches},
		{Template: "tests/integration/signed_in.gen_test.go.tmpl", Path: "tests/integration/signed_in.gen_test.go", Class: render.Owned, When: hasSessions},
		{Template: "tests/integration/attacks.gen_test.go.tmpl", Path: "tests/integration/attacks.gen_test.go", Class: render.Owned, When: hasProviders},
		{Template: "tests/integration/sign_in.gen_test.go.tmpl", Path: "tests/integration/sign_in.gen_test.go", Class: render.Owned, When: hasProviders},
		{Template: "tests/integration/passwords.gen_test.go.tmpl", Path: "tests/integration/passwords.gen_test.go", Class: render.Owned, When: hasPassword},
		{Template: "tests/integration/oneself.gen_test.go.tmpl", Path: "tests/integration/oneself.gen_test.go", Class: render.Owned, When: deletesSelf},
		{Template: "tests/integration/settings_test.go.tmpl", Path: "tests/integration/settings_test.go", Class: render.Seeded},
		{
			Template: "tests/integration/service.gen_test.go.tmpl", Path: "tests/integration/{service}_service.gen_test.go", Class: render.Owned,
			Each: render.PerService, When: func(v render.View) bool { return fixture.HasREST(v.Service) },
		},
		{
			Template: "tests/integration/events.gen_test.go.tmpl", Path: "tests/integration/{service}_events.gen_test.go", Class: render.Owned,
			Each: render.PerService, When: func(v render.View) bool { return len(published(v.Service)) > 0 },
		},
		{Template: "tests/integration/bus.gen_test.go.tmpl", Path: "tests/integration/bus.gen_test.go", Class: render.Owned, When: usesKafka},
		{Template: "tests/integration/sqs.gen_test.go.tmpl", Path: "tests/integration/bus.gen_test.go", Class: render.Owned, When: usesSQS},
		{Template: "tests/e2e/lists.gen_test.go.tmpl", Path: "tests/e2e/lists.gen_test.go", Class: render.Owned, When: hasLists},
		{Template: "tests/e2e/smoke_test.go.tmpl", Path: "tests/e2e/smoke_test.go", Class: render.Seeded},
	}
}

// usesKafka reports whether Kafka carries the events of the workspace.
func usesKafka(v render.View) bool { return v.Bus() == spec.KafkaBus }

// usesSQS reports whether queues of SQS carry the events of the workspace.
func usesSQS(v render.View) bool { return v.BusIsSQS() }

// hasLists reports whether a resource of the workspace can be listed.
func hasLists(v render.View) bool { return len(listMethods(v.Model)) > 0 }
