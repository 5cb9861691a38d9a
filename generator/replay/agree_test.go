package replay

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// withSQLC are tools whose sqlc is that of a svcgen built for the test, and that know no PostgreSQL.
func withSQLC(t *testing.T) *toolchain.Tools {
	t.Helper()
	if testing.Short() {
		t.Skip("builds svcgen")
	}
	svcgen := filepath.Join(t.TempDir(), "svcgen")
	if out, err := exec.Command("go", "build", "-o", svcgen, "../../cmd/svcgen").CombinedOutput(); err != nil {
		t.Fatalf("build svcgen: %v\n%s", err, out)
	}
	return toolchain.New(toolchain.Options{
		SQLC: []string{svcgen, toolchain.SQLCArg}, ProofDir: filepath.Join(t.TempDir(), "proofs"), PostgresDirs: []string{},
	})
}

// domains are the services of the golden specs, each with its first migration.
func domains(t *testing.T) []Subject {
	t.Helper()
	files, err := filepath.Glob("../../testdata/golden/*/spec.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("golden specs: %v, %v", files, err)
	}
	var out []Subject
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: data}})
		if err != nil {
			t.Fatal(err)
		}
		m, _, err := build.Model(s, ledger.New())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range m.Services {
			out = append(out, Subject{s, fstest.MapFS{"00001_init.sql": {Data: []byte(s.Schema.InitialFile())}}})
		}
	}
	return out
}

// chains are the states that one service goes through, each with all migrations that lead to it.
func chains(t *testing.T) []Subject {
	t.Helper()
	e := &evolution{known: ledger.New(), files: fstest.MapFS{}}
	var out []Subject
	for _, step := range readSteps(t, "evolution.yaml") {
		e.generate(t, step.Spec)
		s, _, err := buildModel(step.Spec, e.known)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, Subject{s, maps.Clone(e.files)})
	}
	return out
}

// columns are the tables and columns that one side lacks, in words: what both proofs can see.
func (d Difference) columns() []string {
	var out []string
	for sign, objects := range map[string][]Object{"-": d.Missing, "+": d.Extra} {
		for _, o := range objects {
			if o.Kind == "table" || o.Kind == "column" {
				out = append(out, fmt.Sprint(sign, " ", o.Kind, " ", o.Table, ".", o.Name))
			}
		}
	}
	slices.Sort(out)
	return out
}

// TestProofsAgree reads migrations with sqlc that TestEvolution replays on PostgreSQL, and compares them with other models too:
// there the two proofs have to find the same tables and columns.
func TestProofsAgree(t *testing.T) {
	t.Parallel()
	tools := withSQLC(t)
	evolved := chains(t)
	right := append(domains(t), evolved...)
	found, failed, err := Read(t.Context(), tools, right)
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range found {
		if failed[i] != nil || !d.Empty() {
			t.Errorf("%d %s by sqlc: %v %v", i, right[i].Service.Name, d, failed[i])
		}
	}
	var wrong []Subject // each state with the migrations of the one before it
	for i := 1; i < len(evolved); i++ {
		wrong = append(wrong, Subject{evolved[i].Service, evolved[i-1].Migrations})
	}
	found, failed, err = Read(t.Context(), tools, wrong)
	if err != nil {
		t.Fatal(err)
	}
	at := server(t)
	steps := readSteps(t, "evolution.yaml")
	seen := 0
	for i, s := range right {
		if d, err := Compare(t.Context(), at, s.Service, s.Migrations, replayLimit); err != nil || !d.Empty() {
			t.Errorf("%d %s on PostgreSQL: %v %v", i, s.Service.Name, d, err)
		}
	}
	for i, s := range wrong {
		d, err := Compare(t.Context(), at, s.Service, s.Migrations, replayLimit)
		if same := steps[i+1].Same; err != nil || failed[i] != nil || d.Empty() != same {
			t.Errorf("step %d: %v %v %v", i+1, d, err, failed[i])
			continue
		}
		seen += len(d.columns())
		if got, want := found[i].columns(), d.columns(); !slices.Equal(got, want) {
			t.Errorf("step %d: sqlc finds\n%s\nPostgreSQL\n%s", i+1, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	if seen < 20 {
		t.Errorf("the steps differ in %d tables and columns only", seen)
	}
}
