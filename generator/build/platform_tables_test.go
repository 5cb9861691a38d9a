package build

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

// withJobs is the service orders with jobs of these names.
func withJobs(names ...string) *spec.Spec {
	s := spectest.Orders()
	for _, name := range names {
		s.Jobs = append(s.Jobs, &spec.Job{Name: name, Schedule: "0 3 * * *"})
	}
	return spectest.Workspace(s)
}

// TestPlatformTables checks that a table that no resource has comes with its feature and goes with it, and that the ledger keeps it.
func TestPlatformTables(t *testing.T) {
	t.Parallel()
	_, l := mustBuild(t, withJobs(), ledger.New())
	m, l := mustBuild(t, withJobs("expire"), reread(t, l))
	files := evolve.Migrations(m.Services[0], []string{"00001_init.sql"})
	if len(files) != 1 || files[0].Name != "00002_add_job_runs.sql" || !strings.Contains(string(files[0].Data), "PRIMARY KEY (job, due_time)") {
		t.Fatalf("%+v", files)
	}
	if diff := cmp.Diff(jobRuns(), reread(t, l).Services[0].Tables[0]); diff != "" {
		t.Errorf("the ledger changes it: %s", diff)
	}
	m, l = mustBuild(t, withJobs("expire", "purge"), reread(t, l))
	if evolve.Changed(m.Services[0]) {
		t.Error("a second job changes the schema")
	}
	m, _ = mustBuild(t, withJobs(), reread(t, l))
	if files = evolve.Migrations(m.Services[0], []string{"00001_init.sql", "00002_add_job_runs.sql"}); len(files) != 1 || !files[0].Destructive {
		t.Errorf("%+v", files)
	}
}

// TestPlatformTableNames checks that a resource cannot have the table, and that one that had its name can go or get another one.
func TestPlatformTableNames(t *testing.T) {
	t.Parallel()
	run := spectest.Resource("job_run", spectest.Field("title", spec.String))
	clash := withJobs("expire")
	clash.Services[0].Resources = append(clash.Services[0].Resources, run)
	_, _, err := Model(clash, ledger.New())
	if err == nil || !strings.Contains(err.Error(), `the table of resource "job_run" would be "job_runs", which svcgen needs for this service itself`) {
		t.Errorf("got %v", err)
	}
	before := withJobs()
	before.Services[0].Resources = append(before.Services[0].Resources, run)
	_, l := mustBuild(t, before, ledger.New())

	gone := withJobs("expire")
	gone.Services[0].Removed = []spec.Removal{{Name: "job_run"}}
	m, _ := mustBuild(t, gone, l)
	if replaced := evolve.Moves(m.Services[0]).Replaced; !slices.Equal(replaced, []string{"job_runs"}) {
		t.Errorf("its rows are taken over: %q", replaced)
	}
	moved := withJobs("expire")
	other := *run
	other.Plural = "executions"
	moved.Services[0].Resources = append(moved.Services[0].Resources, &other)
	m, _ = mustBuild(t, moved, l)
	if moves := evolve.Moves(m.Services[0]); len(moves.Replaced) > 0 || len(moves.Tables) != 1 {
		t.Errorf("its rows are lost: %+v", moves)
	}
}

// TestIdempotencyKeys checks that the table is there for the first method with a key, and that the ledger keeps table and methods.
func TestIdempotencyKeys(t *testing.T) {
	t.Parallel()
	with := func(methods ...spec.Method) *spec.Spec {
		s := spectest.Orders()
		s.Resources[0].Idempotent = methods
		return spectest.Workspace(s)
	}
	_, l := mustBuild(t, with(), ledger.New())
	m, l := mustBuild(t, with(spec.Create), reread(t, l))
	if files := evolve.Migrations(m.Services[0], []string{"00001_init.sql"}); len(files) != 1 || files[0].Name != "00002_add_idempotency_keys.sql" {
		t.Fatalf("%+v", files)
	}
	l = reread(t, l)
	if diff := cmp.Diff(idempotencyKeys(), l.Services[0].Tables[0]); diff != "" {
		t.Errorf("the ledger changes it: %s", diff)
	}
	if got := l.Services[0].Resource(m.Services[0].Resources[0].Name).Idempotent; !slices.Equal(got, []spec.Method{spec.Create}) {
		t.Errorf("the ledger has %v", got)
	}
	if got := m.Services[0].Resources[0].Method(spec.Create); got.Once() != "Once" || got.RequestIDNumber() != 3 {
		t.Errorf("%s, number %d", got.Once(), got.RequestIDNumber())
	}
}
