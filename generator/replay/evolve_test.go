package replay

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/evolve"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// evolution is a service whose spec changes again and again, and its database, which keeps its data.
type evolution struct {
	server, database string
	known            *ledger.Ledger
	files            fstest.MapFS
}

// buildModel reads a spec as text: of the service shop, or all services.
func buildModel(text string, known *ledger.Ledger) (*model.Service, *ledger.Ledger, error) {
	if !strings.HasPrefix(text, "services:") {
		text = "services:\n  shop:\n    " + strings.ReplaceAll(text, "\n", "\n    ")
	}
	s, err := spec.Parse([]spec.Source{{
		Path: "svcgen.yaml",
		Data: []byte("version: 1\nmodule: example.com/shop\nauth: none\n" + text),
	}})
	if err != nil {
		return nil, nil, err
	}
	m, next, err := build.Model(s, known)
	if err != nil {
		return nil, nil, err
	}
	compat.Find(m, s, known) // whatever the ledger holds, it must not panic
	return m.Services[0], next, nil
}

// generate does what svcgen generate does with the migrations of a service, and returns the new ones.
func (e *evolution) generate(t *testing.T, text string) []string {
	t.Helper()
	s, next, err := buildModel(text, e.known)
	if err != nil {
		t.Fatal(err)
	}
	var fresh []string
	if s.Initial() {
		e.files["00001_init.sql"] = &fstest.MapFile{Data: []byte(s.Schema.InitialFile())}
		fresh = []string{"00001_init.sql"}
	}
	for _, f := range evolve.Migrations(s, e.names()) {
		e.files[f.Name] = &fstest.MapFile{Data: f.Data}
		fresh = append(fresh, f.Name)
	}
	files := map[string][]byte{}
	for _, f := range next.Files() {
		files[f.Path] = f.Data
	}
	if e.known, err = ledger.Parse(files); err != nil {
		t.Fatal(err)
	}
	return fresh
}

func (e *evolution) names() []string {
	var names []string
	for name := range e.files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (e *evolution) exec(t *testing.T, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), e.database)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
}

// ask returns the rows of a query as text: values apart by blanks, rows by semicolons.
func (e *evolution) ask(t *testing.T, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), e.database)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	rows, err := conn.Query(t.Context(), "SELECT coalesce(string_agg(r::text, ' '), '') FROM ("+sql+") AS r")
	if err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	got, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	return got
}

func (e *evolution) catalog(t *testing.T) []Object {
	t.Helper()
	lines, err := catalogOf(t.Context(), e.database, "")
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// server finds a PostgreSQL server as the tests of a workspace do.
func server(t *testing.T) string {
	t.Helper()
	conn, url, err := pgtest.Connect(t.Context())
	switch {
	case err != nil && os.Getenv("REQUIRE_DB") == "1":
		t.Fatal(err)
	case err != nil:
		t.Skip(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) })
	return url
}

// refusal is what is said against a change, and the losses that it would bring: what is lost, and each way to go on.
func refusal(err error) (text string, losses []string) {
	var problems spec.Problems
	var loss *lineage.LossError
	switch {
	case errors.As(err, &problems):
		return problems[0].Msg + " | " + problems[0].Hint, nil
	case errors.As(err, &loss):
		for _, l := range loss.Losses {
			for _, c := range l.Choices {
				losses = append(losses, l.What+" | "+c.Line)
			}
		}
	}
	return "", losses
}

func TestEvolution(t *testing.T) {
	t.Parallel()
	takeSteps(t, readSteps(t, "evolution.yaml"))
}

func TestChecksEvolve(t *testing.T) {
	t.Parallel()
	takeSteps(t, readSteps(t, "checks.yaml"))
}

// takeSteps takes the steps one after the other, in one database.
func takeSteps(t *testing.T, steps []evolutionStep) {
	t.Helper()
	at := server(t)
	err := InDatabase(t.Context(), at, func(database string) error {
		e := &evolution{server: at, database: database, known: ledger.New(), files: fstest.MapFS{}}
		for i, s := range steps {
			if !t.Run(fmt.Sprintf("%02d %s", i, s.Name), func(t *testing.T) { e.step(t, s) }) {
				break
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (e *evolution) step(t *testing.T, s evolutionStep) {
	t.Helper()
	if s.Refused != "" {
		_, _, err := buildModel(s.Refused, e.known)
		text, losses := refusal(err)
		for _, part := range s.Says {
			if !strings.Contains(text, part) {
				t.Errorf("refused with %q, want %q", text, part)
			}
		}
		if diff := cmp.Diff(s.Losses, losses); diff != "" {
			t.Errorf("losses: %s", diff)
		}
	}
	last := len(e.files)
	var was []Object
	if last > 0 {
		was = e.catalog(t)
	}
	if s.Before != "" {
		e.exec(t, s.Before)
	}
	fresh := e.generate(t, s.Spec)
	var short []string
	for _, name := range fresh {
		_, what, _ := strings.Cut(strings.TrimSuffix(name, ".sql"), "_")
		short = append(short, what)
	}
	if got := strings.Join(short, " "); got != s.Makes {
		t.Errorf("made %q, want %q", got, s.Makes)
	}
	text := ""
	for _, name := range fresh {
		text += "== " + name + "\n" + string(e.files[name].Data)
	}
	if err := Up(t.Context(), e.database, e.files); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	e.sameAsModel(t, s.Spec, text)
	if got := e.ask(t, s.Ask); s.Ask != "" && got != s.Answer {
		t.Errorf("%s: got %s, want %s", s.Ask, got, s.Answer)
	}
	if again := e.generate(t, s.Spec); len(again) > 0 {
		t.Errorf("again %v", again)
	}
	now := e.catalog(t)
	if diff := cmp.Diff(was, now); s.Same && diff != "" {
		t.Errorf("the schema was to stay: %s", diff)
	}
	if last == 0 {
		return
	}
	if err := DownTo(t.Context(), e.database, e.files, int64(last)); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if diff := cmp.Diff(was, e.catalog(t)); diff != "" && !s.Lossy {
		t.Errorf("down: %s\n%s", diff, text)
	}
	if err := Up(t.Context(), e.database, e.files); err != nil {
		t.Fatalf("up again: %v\n%s", err, text)
	}
	if diff := cmp.Diff(now, e.catalog(t)); diff != "" {
		t.Errorf("up again: %s\n%s", diff, text)
	}
	if s.Ask != "" && !s.Lossy {
		if got := e.ask(t, s.Ask); got != s.Answer {
			t.Errorf("after down and up: %s: got %s, want %s", s.Ask, got, s.Answer)
		}
	}
}

// sameAsModel compares the database that has come so far, and one that all migrations make at once, with the model.
func (e *evolution) sameAsModel(t *testing.T, text, sql string) {
	t.Helper()
	s, _, err := buildModel(text, e.known)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for name, f := range e.files {
		files[name] = f.Data
	}
	if err := evolve.VerifyChain(s, files); err != nil {
		t.Error(err)
	}
	d, err := Compare(t.Context(), e.server, s, e.files, replayLimit)
	if err != nil {
		t.Fatal(err)
	}
	if !d.Empty() {
		t.Errorf("%v\n%s", d, sql)
	}
	err = InDatabase(t.Context(), e.server, func(database string) error {
		want, err := catalogOf(t.Context(), database, s.Schema.Initial().Up)
		if diff := cmp.Diff(want, e.catalog(t)); diff != "" {
			t.Errorf("model and database: %s\n%s", diff, sql)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
