package replay

import (
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// evolutionStep is one change of the spec.
type evolutionStep struct {
	Name    string
	Refused string   // a spec that is tried before, and refused:
	Says    []string // parts of what is said against it
	Losses  []string // what would be lost, with each way to say what becomes of it

	Before string // SQL that is run before the migration
	Spec   string
	Makes  string // the migrations that are made, without numbers
	Same   bool   // the schema stays as it is: only the data move
	Lossy  bool   // on the way back data are lost, and a column may stay optional
	Ask    string // a query after it, and its answer
	Answer string
}

// readSteps reads the steps of a test from testdata.
func readSteps(t *testing.T, name string) []evolutionStep {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var steps []evolutionStep
	if err := yaml.UnmarshalWithOptions(data, &steps, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	return steps
}

// shop is a spec of products with these fields, one a line.
func shop(fields string) string {
	lines := "resources:\n  product:\n    fields:\n"
	for line := range strings.Lines(fields) {
		lines += "      " + strings.TrimSpace(line) + "\n"
	}
	return lines
}
