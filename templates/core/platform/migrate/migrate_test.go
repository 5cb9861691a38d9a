package migrate_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/svcgen/svcgen/templates/core/platform/migrate"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// steps are the migrations of the tests: 2 deletes data, 4 has no way back.
var steps = []struct{ name, text string }{
	{"00001_init.sql", "-- svcgen:from empty to a\n-- +goose Up\nCREATE TABLE notes (\n    id int,\n    note text\n);\n\n-- +goose Down\nDROP TABLE notes;\n"},
	{"00002_notes_remove_note.sql", "-- svcgen:from a to b\n-- svcgen:destructive\n-- +goose Up\nALTER TABLE notes\n    DROP COLUMN note;\n\n-- +goose Down\nALTER TABLE notes ADD COLUMN note text;\n"},
	{"00003_notes_add_title.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nALTER TABLE notes ADD COLUMN title text;\nCREATE INDEX i ON notes (title);\n-- +goose Down\nDROP INDEX i;\nALTER TABLE notes DROP COLUMN title;\n"},
	{"00004_own.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\n-- nothing to do\n"},
}

// upTo returns the first n migrations.
func upTo(n int) fstest.MapFS {
	files := fstest.MapFS{"notes.sql": {Data: []byte("no number: not a migration")}}
	for _, s := range steps[:n] {
		files[s.name] = &fstest.MapFile{Data: []byte(s.text)}
	}
	return files
}

// newDatabase returns a database without any migration.
func newDatabase(t *testing.T) (*pgxpool.Pool, migrate.Database) {
	t.Helper()
	pool := pgtest.New(t, fstest.MapFS{"00001_x.sql": {Data: []byte("-- +goose Up\nSELECT 1;\n")}})
	execute(t, pool, "DROP TABLE goose_db_version")
	return pool, migrate.Database{Service: "notes", EnvPrefix: "NOTES_", URL: pool.Config().ConnString()}
}

func execute(t *testing.T, pool *pgxpool.Pool, sql string) {
	t.Helper()
	if _, err := pool.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

// up applies the first n migrations, and returns the files that it applied.
func up(t *testing.T, d migrate.Database, n int) (files string, err error) {
	t.Helper()
	d.Migrations = upTo(n)
	err = migrate.Up(t.Context(), d, func(file string, _ time.Duration) { files += file + " " })
	return files, err
}

func TestUp(t *testing.T) {
	_, d := newDatabase(t)
	d.URL += "&pool_max_conns=2" // a setting of the pool, which PostgreSQL does not know
	for _, want := range []string{steps[0].name + " ", ""} {
		if files, err := up(t, d, 1); err != nil || files != want {
			t.Errorf("%q, %v", files, err)
		}
	}
}

// TestUpMeanwhile finds a database in the middle of what another process migrates, which has the permission to delete data or needs none.
func TestUpMeanwhile(t *testing.T) {
	_, d := newDatabase(t)
	if _, err := up(t, d, 1); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		time.Sleep(200 * time.Millisecond)
		other := d
		other.DestructiveTo = 3
		if _, err := up(t, other, 3); err != nil {
			t.Error(err)
		}
	})
	if files, err := up(t, d, 3); err != nil || files != "" {
		t.Errorf("%q, %v", files, err)
	}
	wg.Wait()
}

// TestUpConcurrently has five processes at a new database: each migration is applied once.
func TestUpConcurrently(t *testing.T) {
	pool, d := newDatabase(t)
	var wg sync.WaitGroup
	files := make([]string, 5)
	for i := range files {
		wg.Go(func() {
			var err error
			if files[i], err = up(t, d, 3); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	all := strings.Join(files, "")
	for _, s := range steps[:3] {
		if strings.Count(all, s.name) != 1 {
			t.Errorf("applied: %s", all)
		}
	}
	execute(t, pool, "SELECT title FROM notes")
}

func TestUpFails(t *testing.T) {
	if err := migrate.Up(t.Context(), migrate.Database{URL: "://", Migrations: upTo(1)}, nil); err == nil {
		t.Error("took a URL that is none")
	}
	pool, d := newDatabase(t)
	d.Migrations = fstest.MapFS{"00002_x.sql": {Data: []byte("-- +goose Up\nCREATE TABLE half (id int);\nSELECT nothing;\n")}}
	err := migrate.Up(t.Context(), d, nil)
	if err == nil || !strings.HasPrefix(err.Error(), "migrate: 00002_x.sql: ") {
		t.Errorf("SQL that is none: %v", err)
	}
	if _, err := pool.Exec(t.Context(), "SELECT FROM half"); err == nil {
		t.Error("a migration that failed left something behind")
	}
}

// TestDestructive proves that data are not deleted by accident, and that nothing else is applied then.
func TestDestructive(t *testing.T) {
	pool, d := newDatabase(t)
	if _, err := up(t, d, 1); err != nil {
		t.Fatal(err)
	}
	execute(t, pool, "INSERT INTO notes VALUES (1, 'precious')")
	files, err := up(t, d, 3)
	want := "00002_notes_remove_note.sql deletes data: ALTER TABLE notes DROP COLUMN note;\n" +
		"nothing was applied; to delete the data, run migrate.test migrate --allow-destructive, or set NOTES_MIGRATE_DESTRUCTIVE_TO=2"
	if files != "" || err == nil || err.Error() != want {
		t.Errorf("%s%v", files, err)
	}
	var log bytes.Buffer
	d.Migrations = upTo(3)
	if err := migrate.OnStart(t.Context(), d, slog.New(slog.NewTextHandler(&log, nil))); err == nil || err.Error() != want || log.Len() > 0 {
		t.Errorf("on start: %v\n%s", err, log.String())
	}
	d.DestructiveTo = 1 // an earlier permission is none for the next one
	if _, err := up(t, d, 3); err == nil {
		t.Error("a permission for 1 was taken for 2")
	}
	execute(t, pool, "SELECT note FROM notes")
	d.DestructiveTo = 2
	if err := migrate.OnStart(t.Context(), d, slog.New(slog.NewTextHandler(&log, nil))); err != nil ||
		!strings.Contains(log.String(), `level=INFO msg=migrated file=00002_notes_remove_note.sql ms=`) {
		t.Errorf("on start, allowed: %v\n%s", err, log.String())
	}
}

// TestNewDatabase proves that nobody is asked if there is nothing to lose.
func TestNewDatabase(t *testing.T) {
	_, d := newDatabase(t)
	if files, err := up(t, d, 3); err != nil || strings.Count(files, "sql") != 3 {
		t.Errorf("%s%v", files, err)
	}
}

func TestEnvsub(t *testing.T) {
	t.Setenv("SECRET_TOKEN", "hunter2")
	_, d := newDatabase(t)
	for _, annotation := range []string{"-- +goose ENVSUB ON", "-- +goose envsub on", "-- +goose EN--VSUB ON", "-- ENV+gooseSUB ON"} {
		d.Migrations = fstest.MapFS{"00001_evil.sql": {Data: []byte("-- +goose Up\n" + annotation + "\nSELECT '${SECRET_TOKEN}'::int;\n")}}
		err := migrate.Up(t.Context(), d, func(string, time.Duration) {})
		if err == nil || !strings.Contains(err.Error(), "migration 00001_evil.sql: ENVSUB") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", annotation, err)
		}
	}
}
