package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestDestructiveMigration has a workspace with a pending migration that deletes data, and tries to apply it by accident in every way
// in which a workspace migrates: none does, each says how to allow it, and then it runs.
func TestDestructiveMigration(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles a workspace")
	}
	d := newDatabases(t)
	dir := newWorkspace(t, "--resource", oneNote)
	run(t, dir, "svcgen", "add", "field", "notes", "note", "memo:text:optional")
	d.up(t, dir, "notes")
	d.exec(t, query{Service: "notes", SQL: `INSERT INTO notes (id, create_time, update_time, version, title, memo)
		VALUES ('00000000-0000-4000-8000-000000000001', now(), now(), 1, 'a', 'precious')`})
	run(t, dir, "svcgen", "remove", "field", "notes", "note", "memo", "--breaking")
	run(t, dir, "go", "build", "-o", "bin/", "./cmd/...", "./services/...", "./tools/dev")

	kept := query{Service: "notes", SQL: "SELECT memo FROM notes", Rows: "(precious)"}
	const file = "00003_notes_remove_memo.sql deletes data: ALTER TABLE notes DROP COLUMN memo;"
	const variable = "NOTES_MIGRATE_DESTRUCTIVE_TO=3"
	w := programs{T: t, dir: dir, env: []string{"NOTES_DATABASE_URL=" + d.url("notes")}, limit: 5 * time.Minute}
	ways := []struct {
		name string
		env  []string
		args []string
	}{
		{"migrate", nil, []string{"bin/notes-api", "migrate"}}, // what `make migrate-notes` and Docker Compose run
		{"migrate of the program with all services", nil, []string{"bin/notes", "migrate"}},
		{"MIGRATE_ON_START", []string{"NOTES_MIGRATE_ON_START=true"}, []string{"bin/notes-api"}},
		{"MIGRATE_ON_START of the program with all services", []string{"NOTES_MIGRATE_ON_START=true"}, []string{"bin/notes"}},
		{"make dev", nil, []string{"bin/dev"}},
		{"an old permission", []string{"NOTES_MIGRATE_DESTRUCTIVE_TO=2"}, []string{"bin/notes-api", "migrate"}},
	}
	for _, way := range ways {
		code, out := w.run(way.env, way.args...)
		if code != 1 || !strings.Contains(out, file) || !strings.Contains(out, "migrate --allow-destructive") || !strings.Contains(out, variable) {
			t.Errorf("%s: exit %d\n%s", way.name, code, out)
		}
		d.ask(t, kept)
	}

	// Docker Compose runs `migrate`, and hands the permission on
	compose, err := os.ReadFile(filepath.Join(dir, "compose.gen.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"    command: [migrate]\n", "      NOTES_MIGRATE_DESTRUCTIVE_TO:\n"} {
		if !strings.Contains(string(compose), line) {
			t.Errorf("compose.gen.yaml has no line %q", line)
		}
	}
	if code, out := w.run([]string{variable}, "bin/notes-api", "migrate"); code != 0 || !strings.Contains(out, "00003_notes_remove_memo.sql in ") {
		t.Errorf("allowed: exit %d\n%s", code, out)
	}
	d.ask(t, query{Service: "notes", SQL: "SELECT title FROM notes", Rows: "(a)"})
}

// programs are those of a workspace, with their environment.
type programs struct {
	*testing.T
	dir   string
	env   []string
	limit time.Duration // of run
}

// run runs a program until it ends.
func (w programs) run(env []string, args ...string) (code int, out string) {
	w.Helper()
	ctx, cancel := context.WithTimeout(w.Context(), w.limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(w.dir, args[0]), args[1:]...)
	cmd.Dir = w.dir
	cmd.Env = append(append(os.Environ(), "GOFLAGS="+sharedBuilds), append(env, w.env...)...)
	for _, name := range []string{"ADMIN_ADDR", "NOTES_GRPC_ADDR", "GATEWAY_HTTP_ADDR"} {
		cmd.Env = append(cmd.Env, name+"="+freeAddr(w.T))
	}
	text, err := cmd.CombinedOutput()
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok || ctx.Err() != nil {
		w.Fatalf("%q: %v, %v\n%s", args, err, exit, text)
	}
	return cmd.ProcessState.ExitCode(), string(text)
}

// freeAddr returns a loopback address that nobody listens on. Its port is not one of those that clients and listeners without a port get.
func freeAddr(t *testing.T) string {
	t.Helper()
	for range 100 {
		if l, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", 20_000+rand.IntN(12_000))); err == nil {
			_ = l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("no port is free")
	return ""
}
