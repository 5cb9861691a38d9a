package build

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/testdata/specs"
)

// TestSchemaSurvivesTheLedger compares the schema of a run with the one that the next run reads. If the ledger's files lost a property,
// every run would make a migration.
func TestSchemaSurvivesTheLedger(t *testing.T) {
	t.Parallel()
	everything, err := spec.Parse([]spec.Source{{Path: "everything.yaml", Data: specs.Everything}})
	if err != nil {
		t.Fatal(err)
	}
	nasty := nastyService("nasty")
	nasty.HTTPPrefix = "nasty"
	everything.Services = append(everything.Services, circle(), nasty)
	m, l := mustBuild(t, everything, ledger.New())
	read, err := ledger.Parse(ledgerMap(l))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range m.Services {
		want, got := s.Schema, evolve.Schema(read.Service(s.Name))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: the next run reads another schema: %s", s.Name, diff)
		}
		if want.Digest() != got.Digest() || pgschema.Changed(got, want, evolve.Moves(s)) {
			t.Errorf("%s: the next run makes a migration although nothing has changed", s.Name)
		}
	}
	for _, s := range m.Services {
		for _, r := range s.Resources {
			for _, f := range r.Fields {
				for _, want := range f.SchemaColumns() {
					if !slices.ContainsFunc(model.TableOf(r).Columns, func(c *pgschema.Column) bool { return *c == *want }) {
						t.Errorf("%s.%s.%s: the table has no column %s", s.Name, r.Name, f.Name, want.Definition())
					}
				}
			}
		}
	}
	if again, _ := mustBuild(t, everything, read); evolve.Changed(again.Services[0]) {
		t.Error("a second run makes a migration")
	}
}
