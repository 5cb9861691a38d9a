package replay

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/generator/compat"
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

// build reads a spec as text: of the service shop, or all services.
func build(text string, known *ledger.Ledger) (*model.Service, *ledger.Ledger, error) {
	if !strings.HasPrefix(text, "services:") {
		text = "services:\n  shop:\n" + text
	}
	s, err := spec.Parse([]spec.Source{{
		Path: "svcgen.yaml",
		Data: []byte("version: 1\nmodule: example.com/shop\nauth: none\n" + text),
	}})
	if err != nil {
		return nil, nil, err
	}
	m, next, err := model.Build(s, known)
	if err != nil {
		return nil, nil, err
	}
	compat.Find(m, s, known) // whatever the ledger holds, it must not panic
	return m.Services[0], next, nil
}

// generate does what svcgen generate does with the migrations of a service, and returns the new ones.
func (e *evolution) generate(t *testing.T, text string) []string {
	t.Helper()
	s, next, err := build(text, e.known)
	if err != nil {
		t.Fatal(err)
	}
	var fresh []string
	if s.Initial() {
		e.files["00001_init.sql"] = &fstest.MapFile{Data: []byte(s.InitialFile())}
		fresh = []string{"00001_init.sql"}
	}
	for _, f := range s.Migrations(e.names()) {
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

// texts of the errors that a change is refused with.
func refusal(err error) string {
	var problems spec.Problems
	var loss *lineage.LossError
	switch {
	case errors.As(err, &problems):
		return problems[0].Msg + " | " + problems[0].Hint
	case errors.As(err, &loss):
		var lines []string
		for _, l := range loss.Losses {
			for _, c := range l.Choices {
				lines = append(lines, l.What+" | "+c.Line)
			}
		}
		return strings.Join(lines, "\n")
	}
	return ""
}

func TestEvolution(t *testing.T) {
	t.Parallel()
	at := server(t)
	err := InDatabase(t.Context(), at, func(database string) error {
		e := &evolution{server: at, database: database, known: ledger.New(), files: fstest.MapFS{}}
		for i, s := range evolutionSteps() {
			if !t.Run(numbered(i, s.name), func(t *testing.T) { e.step(t, s) }) {
				break
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// step is one change of the spec.
type evolutionStep struct {
	name    string
	refused string // a text that is tried before, and refused with why
	why     string
	spec    string
	files   string // the migrations that are made, without numbers
	before  string // SQL that is run before the migration
	ask     string // a query after it, and its answer
	answer  string
	same    bool // the schema stays as it is: only the data move
	lossy   bool // on the way back data are lost, and a column may stay optional
}

func (e *evolution) step(t *testing.T, s evolutionStep) {
	t.Helper()
	if s.refused != "" {
		_, _, err := build(s.refused, e.known)
		if got := refusal(err); got != s.why {
			t.Errorf("refused with %q, want %q", got, s.why)
		}
	}
	last := len(e.files)
	var was []Object
	if last > 0 {
		was = e.catalog(t)
	}
	if s.before != "" {
		e.exec(t, s.before)
	}
	fresh := e.generate(t, s.spec)
	var short []string
	for _, name := range fresh {
		_, what, _ := strings.Cut(strings.TrimSuffix(name, ".sql"), "_")
		short = append(short, what)
	}
	if got := strings.Join(short, " "); got != s.files {
		t.Errorf("made %q, want %q", got, s.files)
	}
	text := ""
	for _, name := range fresh {
		text += "== " + name + "\n" + string(e.files[name].Data)
	}
	if err := Up(t.Context(), e.database, e.files); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	e.sameAsModel(t, s.spec, text)
	if got := e.ask(t, s.ask); s.ask != "" && got != s.answer {
		t.Errorf("%s: got %s, want %s", s.ask, got, s.answer)
	}
	if again := e.generate(t, s.spec); len(again) > 0 {
		t.Errorf("again %v", again)
	}
	now := e.catalog(t)
	if last == 0 {
		return
	}
	if err := DownTo(t.Context(), e.database, e.files, int64(last)); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if diff := cmp.Diff(was, e.catalog(t)); diff != "" && !s.lossy {
		t.Errorf("down: %s\n%s", diff, text)
	}
	if err := Up(t.Context(), e.database, e.files); err != nil {
		t.Fatalf("up again: %v\n%s", err, text)
	}
	if diff := cmp.Diff(now, e.catalog(t)); diff != "" {
		t.Errorf("up again: %s\n%s", diff, text)
	}
	if s.ask != "" && !s.lossy {
		if got := e.ask(t, s.ask); got != s.answer {
			t.Errorf("after down and up: %s: got %s, want %s", s.ask, got, s.answer)
		}
	}
}

// sameAsModel compares the database that has come so far, and one that all migrations make at once, with the model.
func (e *evolution) sameAsModel(t *testing.T, text, sql string) {
	t.Helper()
	s, _, err := build(text, e.known)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for name, f := range e.files {
		files[name] = f.Data
	}
	if err := s.VerifyChain(files); err != nil {
		t.Error(err)
	}
	d, err := Compare(t.Context(), e.server, s, e.files)
	if err != nil {
		t.Fatal(err)
	}
	if !d.Empty() {
		t.Errorf("%v\n%s", d, sql)
	}
	err = InDatabase(t.Context(), e.server, func(database string) error {
		want, err := catalogOf(t.Context(), database, s.Schema().Initial().Up)
		if diff := cmp.Diff(want, e.catalog(t)); diff != "" {
			t.Errorf("model and database: %s\n%s", diff, sql)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
