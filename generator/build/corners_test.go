package build

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

var updateCorners = flag.Bool("update", false, "write the results in testdata/corners anew")

// try builds a spec. It returns the first problem with its hint, or the numbers of the model with its migrations and the next ledger.
func try(t *testing.T, l *ledger.Ledger, text string) (result, sql string, next *ledger.Ledger) {
	t.Helper()
	s, err := spec.Parse([]spec.Source{{Path: "svcgen.yaml", Data: []byte("version: 1\nmodule: example.com/shop\nauth: none\n" + text)}})
	var m *model.Model
	if err == nil {
		m, next, err = Model(s, l)
	}
	var problems spec.Problems
	var loss *lineage.LossError
	switch {
	case errors.As(err, &problems) && problems[0].Hint != "":
		return problems[0].Msg + "\n    " + problems[0].Hint, "", l
	case errors.As(err, &problems):
		return problems[0].Msg, "", l
	case errors.As(err, &loss):
		return loss.Losses[0].What + " is gone", "", l
	case err != nil:
		t.Fatal(err)
	}
	_, result, _ = strings.Cut(facts(m.Services[0]), "; ")
	for _, f := range evolve.Migrations(m.Services[0], []string{"00001_init.sql"}) {
		up, _, _ := strings.Cut(string(f.Data), "-- +goose Down")
		sql += up
	}
	if next, err = ledger.Parse(ledgerMap(next)); err != nil {
		t.Fatal(err)
	}
	return result, sql, next
}

// TestIntentCorners runs the archives in testdata/corners. Each is a series of specs, "1 spec", "2 spec" …, each built with the
// ledger of the previous one. An archive also has the result of each spec, and parts of its migrations in order; a step without
// "sql" must make no migration. -update rewrites the results.
func TestIntentCorners(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/corners/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no archives", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			runCorners(t, archive)
			if *updateCorners {
				if err := os.WriteFile(path, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func runCorners(t *testing.T, archive *txtar.Archive) {
	t.Helper()
	l, sql := ledger.New(), ""
	for i, file := range archive.Files {
		step, part, _ := strings.Cut(file.Name, " ")
		text := strings.TrimSuffix(string(file.Data), "\n")
		switch part {
		case "spec":
			var result string
			result, sql, l = try(t, l, "services: {shop: {resources: {"+text+"}}}\n")
			want := &archive.Files[i+1]
			if *updateCorners {
				want.Data = []byte(result + "\n")
			}
			if got := result + "\n"; got != string(want.Data) {
				t.Errorf("step %s: %s\n got %swant %s", step, text, got, want.Data)
			}
		case "result":
			checked := i+1 < len(archive.Files) && strings.HasSuffix(archive.Files[i+1].Name, " sql")
			if !checked && sql != "" {
				t.Errorf("step %s makes a migration:\n%s", step, sql)
			}
		case "sql":
			rest := sql
			for part := range strings.SplitSeq(text, "\n") {
				_, after, found := strings.Cut(rest, part)
				if !found {
					t.Errorf("step %s: %q is not in\n%s", step, part, sql)
				}
				rest = after
			}
		default:
			t.Fatalf("unknown section %q", file.Name)
		}
	}
}
