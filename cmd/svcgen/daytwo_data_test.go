package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/svcgen/svcgen/generator/replay"
	"github.com/svcgen/svcgen/templates/core/platform/pgtest"
)

// databases are those of the services of a workspace, with their rows.
type databases struct {
	server string
	admin  *pgx.Conn
	conns  map[string]*pgx.Conn // by service
}

func newDatabases(t *testing.T) *databases {
	t.Helper()
	conn, server, err := pgtest.Connect(t.Context())
	switch {
	case err != nil && os.Getenv("REQUIRE_DB") == "1":
		t.Fatal(err)
	case err != nil:
		t.Skip(err)
	}
	d := &databases{server: server, admin: conn, conns: map[string]*pgx.Conn{}}
	t.Cleanup(func() {
		ctx := context.Background()
		for _, c := range d.conns {
			name := c.Config().Database
			_ = c.Close(ctx)
			if _, err := conn.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
				t.Error(err)
			}
		}
		_ = conn.Close(ctx)
	})
	return d
}

// create makes the database of a service.
func (d *databases) create(t *testing.T, service string) {
	t.Helper()
	name := "svcgen_" + strings.ToLower(rand.Text())
	if _, err := d.admin.Exec(t.Context(), "CREATE DATABASE "+name+" TEMPLATE template0"); err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(d.server)
	if err != nil {
		t.Fatal(err)
	}
	at.Path = "/" + name
	if d.conns[service], err = pgx.Connect(context.Background(), at.String()); err != nil {
		t.Fatal(err)
	}
}

func (d *databases) url(service string) string { return d.conns[service].Config().ConnString() }

// up applies the migrations that are missing.
func (d *databases) up(t *testing.T, dir, service string) {
	t.Helper()
	if d.conns[service] == nil {
		d.create(t, service)
	}
	if err := replay.Up(t.Context(), d.url(service), migrationsOf(dir, service)); err != nil {
		t.Fatal(err)
	}
}

func migrationsOf(dir, service string) fs.FS {
	return os.DirFS(filepath.Join(dir, "services", service, "migrations"))
}

func (d *databases) exec(t *testing.T, q query) {
	t.Helper()
	if _, err := d.conns[q.Service].Exec(t.Context(), q.SQL); err != nil {
		t.Fatalf("%v\n%s", err, q.SQL)
	}
}

// ask compares the rows of a query, one behind the other.
func (d *databases) ask(t *testing.T, q query) {
	t.Helper()
	rows, err := d.conns[q.Service].Query(t.Context(), "SELECT coalesce(string_agg(r::text, ' '), '') FROM ("+q.SQL+") AS r")
	if err != nil {
		t.Fatalf("%v\n%s", err, q.SQL)
	}
	got, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatalf("%v\n%s", err, q.SQL)
	}
	if got != q.Rows {
		t.Errorf("%s: %s, want %s", q.SQL, got, q.Rows)
	}
}

// cells are the rows of all tables: table.id.column, with a value as JSON.
type cells map[string]string

func (d *databases) cells(t *testing.T, service string) cells {
	t.Helper()
	conn := d.conns[service]
	rows, err := conn.Query(t.Context(), "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'goose_db_version'")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	all := cells{}
	for _, table := range tables {
		rows, err := conn.Query(t.Context(), "SELECT to_jsonb(t)::text FROM "+pgx.Identifier{table}.Sanitize()+" AS t")
		if err != nil {
			t.Fatal(err)
		}
		texts, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			var row map[string]json.RawMessage
			if err := json.Unmarshal([]byte(text), &row); err != nil {
				t.Fatal(err)
			}
			for column, value := range row {
				all[table+"."+strings.Trim(string(row["id"]), `"`)+"."+column] = string(value)
			}
		}
	}
	return all
}

// expected is what a step must leave of the cells that were there, under their new names.
func (s dayTwoStep) expected(service string, before cells) cells {
	want := cells{}
	for key, value := range before {
		parts := strings.Split(key, ".")
		table, id, column := parts[0], parts[1], parts[2]
		whole := service + "." + table
		marked := before[table+"."+id+".delete_time"]
		switch {
		case slices.Contains(s.Gone, whole), slices.Contains(s.Gone, whole+"."+column), slices.Contains(s.Other, whole+"."+column),
			slices.Contains(s.Gone, whole+".delete_time") && marked != "null":
			continue
		}
		if to := s.Renamed[whole+"."+column]; to != "" {
			column = to
		}
		if to := s.Renamed[whole]; to != "" {
			table = to
		}
		want[table+"."+id+"."+column] = value
	}
	return want
}

// there applies the migrations of a step to a database with rows, and takes them back and applies them once more.
func (d *databases) there(t *testing.T, dir, service string, s dayTwoStep, last int64) {
	t.Helper()
	files, at := migrationsOf(dir, service), d.url(service)
	if s.Stuck != "" {
		if err := replay.Up(t.Context(), at, files); err == nil || !strings.Contains(err.Error(), s.Stuck) {
			t.Errorf("%v, want %q", err, s.Stuck)
		}
		for _, q := range s.Repair {
			d.exec(t, q)
		}
	}
	before, was := d.cells(t, service), d.catalog(t, service)
	if err := replay.Up(t.Context(), at, files); err != nil {
		t.Fatal(err)
	}
	after, is := d.cells(t, service), d.catalog(t, service)
	kept := cells{}
	want := s.expected(service, before)
	for key := range want {
		if value, ok := after[key]; ok {
			kept[key] = value
		}
	}
	if diff := cmp.Diff(want, kept); diff != "" {
		t.Errorf("the rows of %s are not what they were: %s", service, diff)
	}
	if err := replay.DownTo(t.Context(), at, files, last); err != nil {
		t.Fatalf("down: %v", err)
	}
	if !s.Lossy && s.Stuck == "" {
		if diff := cmp.Diff(was, d.catalog(t, service)); diff != "" {
			t.Errorf("down: %s", diff)
		}
		if diff := cmp.Diff(before, d.cells(t, service)); diff != "" {
			t.Errorf("down: rows: %s", diff)
		}
	}
	if err := replay.Up(t.Context(), at, files); err != nil {
		t.Fatalf("up again: %v", err)
	}
	if diff := cmp.Diff(is, d.catalog(t, service)); diff != "" {
		t.Errorf("up again: %s", diff)
	}
	if diff := cmp.Diff(after, d.cells(t, service)); diff != "" && !s.Lossy {
		t.Errorf("up again: rows: %s", diff)
	}
}

func (d *databases) catalog(t *testing.T, service string) []replay.Object {
	t.Helper()
	lines, err := replay.Catalog(t.Context(), d.conns[service])
	if err != nil {
		t.Fatal(err)
	}
	return lines
}
