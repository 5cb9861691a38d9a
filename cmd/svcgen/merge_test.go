package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/problem"
)

// TestMergeBranches merges random pairs of branches, and applies the migrations to a database that has those of the branch that is
// merged into, with rows. SOAK=1 takes 100 pairs.
func TestMergeBranches(t *testing.T) {
	if testing.Short() {
		t.Skip("makes workspaces")
	}
	pairs := 3
	if os.Getenv("SOAK") != "" {
		pairs = 100
	}
	for seed := range pairs {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			mergePair(t, rand.New(rand.NewPCG(uint64(seed), 1))) //nolint:gosec // the same walk for the same seed
		})
	}
}

const mergeSpec = `version: 1
module: example.com/shop
auth: none
services:
  catalog:
    resources:
      item:
        fields:
          title: string len=..200
          note: string optional
          count: int32 default=1
          state: enum=draft,active default=draft
      shelf:
        fields:
          label: string
          place: string optional
`

func mergePair(t *testing.T, random *rand.Rand) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "shop")
	write(t, dir+".yaml", mergeSpec)
	run(t, ".", "svcgen", "new", dir, "-f", dir+".yaml")
	git := func(args ...string) string { return run(t, dir, "git", args...) }
	git("init", "-q", "-b", "main")
	git("config", "user.name", "a")
	git("config", "user.email", "a@example.com")
	commit := func() { git("add", "-A"); git("commit", "-q", "--allow-empty", "-m", "x") }
	commit()
	want := map[string]bool{} // what the branches added, and did not take away
	var steps [2][]string
	for i, branch := range []string{"ours", "theirs"} {
		git("checkout", "-q", "-b", branch, "main")
		for _, c := range changes(branch, random) {
			if code, out := try(t, dir, append(c.command, "--breaking")...); code != 0 {
				t.Logf("%s: %v: %s", branch, c.command, out)
				continue
			}
			steps[i] = append(steps[i], strings.Join(c.command, " "))
			if c.adds != "" {
				want[c.adds] = true
			}
		}
		commit()
	}
	t.Logf("ours: %q\ntheirs: %q", steps[0], steps[1])
	git("checkout", "-q", "ours")

	d := newDatabases(t)
	d.up(t, dir, "catalog")
	writeRows(t, d, "catalog")
	cells := cellsOf(t, d, "catalog")

	merge := exec.CommandContext(t.Context(), "git", "merge", "-q", "-m", "both", "theirs")
	merge.Dir = dir
	if out, err := merge.CombinedOutput(); err != nil {
		t.Logf("git: %.300s", out)
	}
	code, out := try(t, dir, "merge")
	if code == problem.ExitDecide { // one question, asked once
		args := []string{"merge"}
		for _, m := range regexp.MustCompile(`both branches changed (\S+)`).FindAllStringSubmatch(out, -1) {
			args = append(args, "--ours", m[1])
		}
		code, out = try(t, dir, args...)
	}
	if code != 0 {
		t.Fatalf("svcgen merge: %d\n%s", code, out)
	}
	if left := git("diff", "--name-only", "--diff-filter=U"); left != "" {
		t.Fatalf("left to the user: %s", left)
	}
	run(t, dir, "svcgen", "generate")
	if out := run(t, dir, "svcgen", "generate"); !strings.Contains(out, "nothing to do") {
		t.Errorf("something is left to do:\n%s", out)
	}
	run(t, dir, "svcgen", "check", "--no-compile")
	files, err := filepath.Glob(filepath.Join(dir, "services", "*", "service.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	spec := ""
	for _, f := range files {
		spec += read(t, f)
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if !strings.Contains(spec, name+":") {
			t.Errorf("%s is not in the merged spec:\n%s", name, spec)
		}
	}
	git("diff", "--quiet", "--diff-filter=MD", "ours", "--", "services/catalog/migrations/*.sql")

	service := "catalog"
	d.up(t, dir, service)
	deployed := d.catalog(t, service)
	if slices.Contains(slices.Concat(steps[0], steps[1]), "remove field catalog shelf place") {
		cells = slices.DeleteFunc(cells, func(cell string) bool { return cell == "cell shelves.place" || cell == "cell racks.place" })
	}
	if diff := cmp.Diff(cells, cellsOf(t, d, service)); diff != "" {
		t.Errorf("what the rows hold changed:\n%s", diff)
	}
	fresh := newDatabases(t)
	fresh.up(t, dir, service)
	if diff := cmp.Diff(fresh.catalog(t, service), deployed); diff != "" {
		t.Errorf("a deployed database is not what a fresh one is:\n%s", diff)
	}
}

// change is a command that a person types on a branch.
type change struct {
	command []string
	adds    string
}

// changes are a few changes of a branch; some of them may be refused after others.
func changes(branch string, random *rand.Rand) []change {
	name := func(what string) string { return branch + "_" + what }
	all := []change{
		{[]string{"add", "field", "catalog", "item", name("a") + ":string:optional"}, name("a")},
		{[]string{"add", "field", "catalog", "item", name("b") + ":int32:default=3"}, name("b")},
		{[]string{"add", "field", "catalog", "shelf", name("c") + ":string:backfill=x"}, name("c")},
		{[]string{"add", "field", "catalog", "shelf", "same:string:optional"}, "same"},
		{[]string{"add", "resource", "catalog", name("box"), "label:string", "shelf:ref=shelf:optional"}, name("box")},
		{[]string{"add", "service", name("svc"), "--resource", name("thing"), "--field", "label:string"}, ""},
		{[]string{"rename", "field", "catalog", "item", "title", name("title")}, ""},
		{[]string{"rename", "field", "catalog", "item", "note", "remark"}, "remark"},
		{[]string{"rename", "resource", "catalog", "shelf", "rack"}, "rack"},
		{[]string{"remove", "field", "catalog", "item", "count"}, ""},
		{[]string{"remove", "field", "catalog", "shelf", "place"}, ""},
		{[]string{"rename", "value", "catalog", "item", "state", "active", "on_sale"}, ""},
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:2+random.IntN(4)]
}

// try runs svcgen in a directory.
func try(t *testing.T, dir string, args ...string) (code int, out string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "svcgen", args...)
	cmd.Dir = dir
	text, err := cmd.CombinedOutput()
	return codeOf(err), string(text)
}

// writeRows writes a row into each table of the database of a service. Every text without a rule of its own says which cell it is.
func writeRows(t *testing.T, d *databases, service string) {
	t.Helper()
	conn := d.conns[service]
	for _, table := range tablesOf(t, d, service) {
		var columns, values string
		err := conn.QueryRow(t.Context(), `SELECT string_agg(quote_ident(column_name), ', '), string_agg(CASE
			WHEN data_type = 'uuid' THEN 'gen_random_uuid()' WHEN data_type LIKE 'timestamp%' THEN 'now()'
			WHEN data_type IN ('integer', 'bigint') THEN '1' WHEN column_name = 'state' THEN '''draft'''
			ELSE quote_literal('cell ' || table_name || '.' || column_name) END, ', ')
			FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1
			AND (is_nullable = 'NO' OR data_type IN ('text', 'character varying'))`, table).Scan(&columns, &values)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Exec(t.Context(), "INSERT INTO "+table+" ("+columns+") VALUES ("+values+")"); err != nil {
			t.Fatal(err)
		}
	}
}

// cellsOf returns the texts that writeRows wrote and the database still holds, sorted.
func cellsOf(t *testing.T, d *databases, service string) []string {
	t.Helper()
	var cells []string
	for _, table := range tablesOf(t, d, service) {
		var found []string
		err := d.conns[service].QueryRow(t.Context(), `SELECT coalesce(array_agg(value), '{}')
			FROM `+table+` r, jsonb_each_text(to_jsonb(r)) WHERE value LIKE 'cell %'`).Scan(&found)
		if err != nil {
			t.Fatal(err)
		}
		cells = append(cells, found...)
	}
	if slices.Sort(cells); len(cells) == 0 {
		t.Fatal("no cell was written")
	}
	return cells
}

func tablesOf(t *testing.T, d *databases, service string) []string {
	t.Helper()
	var tables []string
	err := d.conns[service].QueryRow(t.Context(), `SELECT coalesce(array_agg(table_name::text ORDER BY table_name), '{}')
		FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%'`).Scan(&tables)
	if err != nil {
		t.Fatal(err)
	}
	return tables
}
