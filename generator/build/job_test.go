package build

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/spec/spectest"
)

// TestJobNames checks that no job's function has the name of a field of the service, of another function, or of a keyword.
func TestJobNames(t *testing.T) {
	t.Parallel()
	s := withJobs("expire_drafts", "now", "select", "check_order", "prepare_order", "order", "cleanup_linux")
	s.Services[0].Resources = append(s.Services[0].Resources, spectest.Resource("run", spectest.Field("title", spec.String)))
	m, _ := mustBuild(t, s, ledger.New())
	var got []string
	for _, j := range m.Services[0].Jobs {
		got = append(got, j.Func+" "+j.FileName)
	}
	want := []string{
		"expireDrafts expire_drafts", "nowJob now", "selectJob select", "checkOrderJob check_order", "prepareOrderJob prepare_order", "orderJob order",
		"cleanupLinux cleanup_linux_",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if name := m.Services[0].RunName; name != "RunOfJob" {
		t.Errorf("a run is a %s, beside a resource run", name)
	}
}

// TestJobRenamed checks that the runs of a renamed job keep their rows, once, and that a former name must have been there.
func TestJobRenamed(t *testing.T) {
	t.Parallel()
	_, l := mustBuild(t, withJobs("expire", "purge"), ledger.New())
	renamed := withJobs("tidy", "purge")
	renamed.Services[0].Jobs[0].RenamedFrom = "expire"
	m, l := mustBuild(t, renamed, reread(t, l))
	files := evolve.Migrations(m.Services[0], []string{"00001_init.sql"})
	if len(files) != 1 || files[0].Name != "00002_job_runs_change_job.sql" ||
		!strings.Contains(string(files[0].Data), "UPDATE job_runs SET job = 'tidy' WHERE job = 'expire';") ||
		!strings.Contains(string(files[0].Data), "UPDATE job_runs SET job = 'expire' WHERE job = 'tidy';") {
		t.Errorf("%+v", files)
	}
	m, l = mustBuild(t, renamed, reread(t, l))
	if evolve.Changed(m.Services[0]) {
		t.Error("it is renamed again")
	}
	never := withJobs("tidy", "purge", "other")
	never.Services[0].Jobs[2].RenamedFrom = "nothing"
	if _, _, err := Model(never, l); err == nil || !strings.Contains(err.Error(), `job "other": renamed_from names "nothing", but the last run had no such job`) {
		t.Errorf("got %v", err)
	}
}
