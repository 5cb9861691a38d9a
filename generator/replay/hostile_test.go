package replay

import (
	"context"
	"crypto/rand"
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"
)

// TestHostileMigrations replays what a pull request may bring. Each migration must be refuted, and must have done nothing outside
// of its database.
func TestHostileMigrations(t *testing.T) {
	t.Setenv("SECRET_TOKEN", "hunter2") // so it is not parallel
	at := server(t)
	s := shopSubject(t, "title: string")
	initial := s.Migrations.(fstest.MapFS)["00001_init.sql"]
	loot := "/tmp/svcgen-loot-" + rand.Text() // a place that the server's account may write to
	t.Cleanup(func() { _ = os.Remove(loot) })
	conn, err := pgx.Connect(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	precious := "precious_" + strings.ToLower(rand.Text())
	if _, err := conn.Exec(t.Context(), "CREATE DATABASE "+precious); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if _, err := conn.Exec(t.Context(), "DROP DATABASE "+precious); err != nil {
			t.Errorf("a migration dropped a database of others: %v", err)
		}
	}()
	block := func(body string) string {
		return "-- +goose StatementBegin\nDO $$ BEGIN " + body + " END $$;\n-- +goose StatementEnd"
	}
	raise := func(code string) string { return block("RAISE EXCEPTION 'nope' USING ERRCODE = '" + code + "';") }
	for name, c := range map[string]struct{ up, want string }{
		"program":             {"COPY (SELECT 1) TO PROGRAM 'id >" + loot + "';", "must be superuser"},
		"file":                {"COPY (SELECT 1) TO '" + loot + "';", "must be superuser"},
		"read a file":         {"SELECT pg_read_file('/etc/passwd');", "permission denied"},
		"large object":        {"SELECT lo_import('/etc/passwd');", "permission denied"},
		"become superuser":    {"SET SESSION AUTHORIZATION postgres;", "permission denied"},
		"take a role":         {"SET ROLE pg_execute_server_program;", "permission denied"},
		"make a superuser":    {"CREATE ROLE svcgen_evil SUPERUSER;", "must be superuser"},
		"other database":      {"DROP DATABASE " + precious + " WITH (FORCE);", "must be owner"},
		"settings":            {"ALTER SYSTEM SET log_min_messages = 'debug5';", "permission denied"},
		"library":             {"LOAD '/tmp/evil.so';", "access to library"},
		"C function":          {"CREATE FUNCTION evil() RETURNS int LANGUAGE c AS '/tmp/evil.so', 'f';", "permission denied"},
		"environment":         {"-- +goose ENVSUB ON\nSELECT '${SECRET_TOKEN}'::int;", "ENVSUB"},
		"environment, hidden": {"-- +goose EN--VSUB ON\nSELECT '${SECRET_TOKEN}'::int;", "ENVSUB"},
		"environment, within": {"-- env+goosesub on\nSELECT '${SECRET_TOKEN}'::int;", "ENVSUB"},
		"too few resources":   {raise("53000"), "nope"},
		"operator":            {raise("57014"), "nope"},
		"shutdown":            {raise("57P01"), "nope"},
		"input and output":    {raise("58030"), "nope"},
		"connection":          {raise("08006"), "nope"},
		"extension":           {block("RAISE EXCEPTION 'an extension' USING ERRCODE = '0A000';"), "an extension"},
		"no such extension":   {"CREATE EXTENSION nowhere_installed;", "not available"},
		"ends itself":         {"SELECT pg_terminate_backend(pg_backend_pid());", "terminating connection"},
		"no more connections": {block("EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 0', current_database());"), ""},
		"goose's table":       {"DROP TABLE goose_db_version;", "goose_db_version"},
		"for ever":            {"SELECT pg_sleep(1000);", "it takes more than 2s"},
		"for ever, in a way":  {"SET statement_timeout = 0; SET lock_timeout = 0;\n" + block("LOOP PERFORM 1; END LOOP;"), "it takes more than 2s"},
	} {
		t.Run(name, func(t *testing.T) {
			transaction := ""
			if name == "other database" || name == "settings" {
				transaction = "-- +goose NO TRANSACTION\n"
			}
			files := fstest.MapFS{"00001_init.sql": initial, "00002_evil.sql": {Data: []byte(transaction + "-- +goose Up\n" + c.up + "\n")}}
			limit := time.Minute
			if strings.HasPrefix(name, "for ever") {
				limit = 2 * time.Second
			}
			_, err := Compare(t.Context(), at, s.Service, files, limit)
			failed, ok := errors.AsType[*FailedError](err)
			if !ok || !strings.Contains(failed.Msg, c.want) || strings.Contains(failed.Error(), "hunter2") {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if _, err := os.Stat(loot); err == nil {
				t.Error("a program ran, or a file was written")
			}
		})
	}
}

// TestInDatabase holds that the database and its role are gone afterwards, also if the context ends.
func TestInDatabase(t *testing.T) {
	t.Parallel()
	at := server(t)
	ctx, cancel := context.WithCancel(t.Context())
	var name string
	err := InDatabase(ctx, at, func(database string) error {
		u, err := url.Parse(database)
		name = u.User.Username()
		cancel()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	left := 0
	const sql = "SELECT (SELECT count(*) FROM pg_roles WHERE rolname = $1) + (SELECT count(*) FROM pg_database WHERE datname = $1)"
	if err := conn.QueryRow(t.Context(), sql, name).Scan(&left); err != nil || left > 0 {
		t.Errorf("%d of %s are left, %v", left, name, err)
	}
}

// TestCatalogCannotBeHidden replays a migration that drops a constraint and replaces the functions that would tell.
func TestCatalogCannotBeHidden(t *testing.T) {
	t.Parallel()
	at := server(t)
	s := shopSubject(t, "title: string unique")
	files := fstest.MapFS{"00001_init.sql": s.Migrations.(fstest.MapFS)["00001_init.sql"], "00002_evil.sql": {Data: []byte(`-- +goose Up
CREATE SCHEMA evil;
CREATE VIEW evil.pg_constraint AS SELECT * FROM pg_catalog.pg_constraint;
ALTER TABLE products DROP CONSTRAINT products_title_key;
-- +goose StatementBegin
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = evil, pg_catalog, public', current_database()); END $$;
-- +goose StatementEnd
`)}}
	d, err := Compare(t.Context(), at, s.Service, files, replayLimit)
	if err != nil || len(d.Missing) != 1 || d.Missing[0].Name != "products_title_key" {
		t.Errorf("%+v, %v", d, err)
	}
}

// TestNoRoles falls back to what else there is if the user of a server may not create roles.
func TestNoRoles(t *testing.T) {
	t.Parallel()
	at := server(t)
	conn, err := pgx.Connect(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	for _, c := range []struct{ role, rights, want string }{
		{"test_" + strings.ToLower(rand.Text()), "CREATEDB", "create a role: "},
		{"test_" + strings.ToLower(rand.Text()), "CREATEDB CREATEROLE", ""},
	} {
		if _, err := conn.Exec(t.Context(), "CREATE ROLE "+c.role+" LOGIN PASSWORD 'x' "+c.rights); err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(at)
		if err != nil {
			t.Fatal(err)
		}
		u.User = url.UserPassword(c.role, "x")
		w := &world{postgres: nil}
		p, warnings := prove(t, w, Options{Server: u.String()}, shopSubject(t, "title: string"))
		if c.want == "" && (p.By == BySQLC || len(warnings) > 0) || c.want != "" && (p.By != BySQLC || len(warnings) != 1 || !strings.Contains(warnings[0].Err.Error(), c.want)) {
			t.Errorf("%s: proved by %s, %v", c.rights, p.By, warnings)
		}
		if _, err := conn.Exec(t.Context(), "DROP ROLE "+c.role); err != nil {
			t.Error(err)
		}
	}
}
