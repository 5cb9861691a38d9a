package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/testdata/specs"
)

// TestSchemasAgree compares the schema that is built from the model with the one that is built from the ledger. If a property were
// missing in one of them, every run would make a migration.
func TestSchemasAgree(t *testing.T) {
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
		want, got := s.schema(), lastSchema(read.Service(s.Name))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: the ledger has another schema than the model: %s", s.Name, diff)
		}
		if want.Digest() != got.Digest() || pgschema.Changed(got, want, s.moves()) {
			t.Errorf("%s: the next run makes a migration although nothing has changed", s.Name)
		}
	}
	if again, _ := mustBuild(t, everything, read); again.Services[0].Changed() {
		t.Error("a second run makes a migration")
	}
}
