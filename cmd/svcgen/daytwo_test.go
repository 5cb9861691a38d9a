package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/svcgen/svcgen/generator/problem"
)

// TestDayTwo is the life of a workspace: its spec changes step by step through the commands, and after each step the
// databases hold what they held, the code vets, buf agrees about compatibility and what a person wrote stands as it was
// written. Every tenth step the workspace is built and tested. SOAK=1 takes all steps, else the first ten are enough.
func TestDayTwo(t *testing.T) {
	if testing.Short() {
		t.Skip("vets a workspace after each step")
	}
	story := readDayTwo(t)
	steps := story.Steps
	if os.Getenv("SOAK") == "" {
		steps = steps[:10]
	}
	t.Setenv("GOFLAGS", "-trimpath") // what is compiled is the same wherever it stands
	d := newDayTwo(t, story.Rows)
	for i, s := range steps {
		ok := t.Run(fmt.Sprintf("%02d %s", i+1, s.Name), func(t *testing.T) {
			d.step(t, s)
			if i%10 == 9 || i == len(steps)-1 {
				run(t, d.dir, "go", "build", "./...")
				t.Setenv("REQUIRE_DB", "1")
				run(t, d.dir, "go", "test", "./...")
			}
		})
		if !ok {
			t.Fatal("the steps after it build upon it")
		}
	}
}

// dayTwo is a workspace with the edits of a person, and its databases.
type dayTwo struct {
	dir, buf  string
	databases *databases
	written   map[string]string // what the user wrote: whole files, by path
	merged    map[string]string // and lines in files that svcgen writes too
}

func newDayTwo(t *testing.T, rows []query) *dayTwo {
	t.Helper()
	d := &dayTwo{
		dir:       filepath.Join(t.TempDir(), "shop"),
		buf:       strings.TrimSpace(run(t, ".", "go", "tool", "-n", "buf")),
		databases: newDatabases(t),
		written:   map[string]string{},
		merged:    map[string]string{},
	}
	run(t, ".", "svcgen", "new", d.dir, "-f", filepath.Join(dayTwoDir, "shop.yaml"))
	for _, e := range dayTwoEdits(t) {
		d.own(t, e)
	}
	run(t, d.dir, "svcgen", "generate") // own queries want code
	for service := range d.migrations(t) {
		d.databases.up(t, d.dir, service)
	}
	for _, q := range rows {
		d.databases.exec(t, q)
	}
	run(t, d.dir, "go", "vet", "./...")
	return d
}

// own makes an edit of the user's and remembers it.
func (d *dayTwo) own(t *testing.T, e edit) {
	t.Helper()
	d.apply(t, []edit{e})
	if strings.Contains(read(t, filepath.Join(d.dir, ".svcgen", "manifest")), " merged "+e.file+"\n") {
		d.merged[e.file] = e.text
	} else {
		d.written[e.file] = read(t, filepath.Join(d.dir, e.file))
	}
}

func (d *dayTwo) step(t *testing.T, s dayTwoStep) {
	t.Helper()
	for _, r := range s.Refused {
		d.refuse(t, r)
	}
	published := d.publish(t)
	migrations := d.migrations(t)
	d.apply(t, s.Edit)
	command := s.Run
	if len(command) == 0 {
		command = []string{"generate"}
	}
	out := d.generate(t, s.Clients, command)
	if s.Nothing != strings.Contains(out, "nothing to do") {
		t.Errorf("nothing to do should be %t:\n%s", s.Nothing, out)
	}
	for from, to := range s.Moved {
		d.moved(t, from, to)
	}
	for _, e := range s.Own {
		d.own(t, e)
	}
	if len(s.Own) > 0 {
		run(t, d.dir, "svcgen", "generate")
	}
	d.migrate(t, s, migrations)
	d.compatible(t, published, s.Breaks)
	d.stillThere(t)
	run(t, d.dir, "svcgen", "check", "--no-compile")
	if out := run(t, d.dir, "svcgen", "generate"); !strings.Contains(out, "nothing to do") {
		t.Errorf("a second generate has something to do:\n%s", out)
	}
	run(t, d.dir, "go", "vet", "./...")
}

// generate runs a command. Changes that break clients are refused first.
func (d *dayTwo) generate(t *testing.T, clients, command []string) string {
	t.Helper()
	before := d.tree(t)
	code, out := d.svcgen(t, command...)
	if len(clients) > 0 {
		for _, text := range clients {
			if !strings.Contains(out, text) {
				t.Errorf("%q is not in\n%s", text, out)
			}
		}
		if diff := cmp.Diff(before, d.tree(t)); code != problem.ExitDecide || diff != "" {
			t.Errorf("exit code %d, want %d, and nothing written: %s", code, problem.ExitDecide, diff)
		}
		return run(t, d.dir, "svcgen", append(command, "--breaking")...)
	}
	if code != 0 {
		t.Fatalf("exit code %d:\n%s", code, out)
	}
	return out
}

// refuse tries an edit that must change nothing.
func (d *dayTwo) refuse(t *testing.T, r attempt) {
	t.Helper()
	texts := map[string]string{}
	for _, e := range r.Edit {
		if _, ok := texts[e.file]; !ok {
			texts[e.file] = read(t, d.path(e.file))
		}
	}
	d.apply(t, r.Edit)
	before := d.tree(t)
	code, out := d.svcgen(t, "generate")
	if code != r.Code {
		t.Errorf("exit code %d, want %d\n%s", code, r.Code, out)
	}
	for _, text := range r.Says {
		if !strings.Contains(out, text) {
			t.Errorf("%q is not in\n%s", text, out)
		}
	}
	if diff := cmp.Diff(before, d.tree(t)); diff != "" {
		t.Errorf("it was refused, and yet: %s", diff)
	}
	for file, text := range texts {
		write(t, d.path(file), text)
	}
}

// publish copies what clients know of the API.
func (d *dayTwo) publish(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, part := range []string{"proto", "third_party"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(d.dir, part))); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(dir, "buf.yaml"), read(t, filepath.Join(d.dir, "buf.yaml")))
	return dir
}

// compatible asks buf, by the rules of the workspace's own buf.yaml, what breaks for clients of the API before.
func (d *dayTwo) compatible(t *testing.T, published string, breaks []string) {
	t.Helper()
	out, err := programIn(t, d.dir, d.buf, "breaking", "--against", published).CombinedOutput()
	if (err != nil) != (len(breaks) > 0) {
		t.Errorf("buf breaking: %v\n%s", err, out)
	}
	for _, text := range breaks {
		if !strings.Contains(string(out), text) {
			t.Errorf("buf breaking does not say %q:\n%s", text, out)
		}
	}
}

// stillThere looks for what the user wrote, byte for byte.
func (d *dayTwo) stillThere(t *testing.T) {
	t.Helper()
	for path, text := range d.written {
		if got := read(t, filepath.Join(d.dir, path)); got != text {
			t.Errorf("%s is not as the user left it: %s", path, cmp.Diff(text, got))
		}
	}
	for path, text := range d.merged {
		if got := read(t, filepath.Join(d.dir, path)); !strings.Contains(got, text) {
			t.Errorf("%s has lost %q:\n%s", path, text, got)
		}
	}
}

// moved follows an edited file to its new name. The lines that svcgen wrote may have the new name in them.
func (d *dayTwo) moved(t *testing.T, from, to string) {
	t.Helper()
	if _, err := os.Lstat(filepath.Join(d.dir, from)); err == nil {
		t.Errorf("%s is still there", from)
	}
	delete(d.written, from)
	text := read(t, filepath.Join(d.dir, to))
	for _, e := range dayTwoEdits(t) {
		if e.file == from && !strings.Contains(text, e.text) {
			t.Errorf("%s has lost %q:\n%s", to, e.text, text)
		}
	}
	d.written[to] = text
}

// path is a file of the workspace; the name of a service is its spec.
func (d *dayTwo) path(file string) string {
	if !strings.ContainsAny(file, "./") && file != "Makefile" {
		file = "services/" + file + "/service.yaml"
	}
	return filepath.Join(d.dir, filepath.FromSlash(file))
}

func (d *dayTwo) apply(t *testing.T, edits []edit) {
	t.Helper()
	for _, e := range edits {
		text := ""
		if _, err := os.Lstat(d.path(e.file)); err == nil {
			text = read(t, d.path(e.file))
			if n := strings.Count(text, e.old); n != 1 && e.old != "" {
				t.Fatalf("%s holds %q %d times:\n%s", e.file, e.old, n, text)
			}
		}
		write(t, d.path(e.file), strings.Replace(text, e.old, e.text, 1))
	}
}

// tree is every file of the workspace.
func (d *dayTwo) tree(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, path := range filesOf(t, d.dir) {
		all[path] = read(t, filepath.Join(d.dir, path))
	}
	return all
}

func (d *dayTwo) svcgen(t *testing.T, args ...string) (code int, out string) {
	t.Helper()
	text, err := programIn(t, d.dir, "svcgen", args...).CombinedOutput()
	return codeOf(err), string(text)
}

// migrations are the names of the migrations of each service, with their texts.
func (d *dayTwo) migrations(t *testing.T) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	paths, err := filepath.Glob(filepath.Join(d.dir, "services", "*", "migrations", "*.sql"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		service := filepath.Base(filepath.Dir(filepath.Dir(path)))
		if all[service] == nil {
			all[service] = map[string]string{}
		}
		all[service][filepath.Base(path)] = read(t, path)
	}
	return all
}

// migrate brings the databases to the new schemas, takes that back, and brings them there again.
func (d *dayTwo) migrate(t *testing.T, s dayTwoStep, before map[string]map[string]string) {
	t.Helper()
	for _, q := range s.Before {
		d.databases.exec(t, q)
	}
	now := d.migrations(t)
	for from, to := range s.Service {
		d.databases.conns[to], before[to] = d.databases.conns[from], before[from]
		delete(d.databases.conns, from)
	}
	var made []string
	for _, service := range slices.Sorted(maps.Keys(now)) {
		for _, name := range slices.Sorted(maps.Keys(now[service])) {
			if old, ok := before[service][name]; !ok {
				_, what, _ := strings.Cut(strings.TrimSuffix(name, ".sql"), "_")
				made = append(made, service+"/"+what)
			} else if old != now[service][name] {
				t.Errorf("%s/%s was written before, and changed", service, name)
			}
		}
	}
	if got := strings.Join(made, " "); got != s.Makes {
		t.Errorf("made %q, want %q", got, s.Makes)
	}
	for service, files := range now {
		switch had := before[service]; {
		case len(had) == 0:
			d.databases.up(t, d.dir, service)
		case len(had) < len(files):
			last, _, _ := strings.Cut(slices.Max(slices.Collect(maps.Keys(had))), "_")
			number, err := strconv.ParseInt(last, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			d.databases.there(t, d.dir, service, s, number)
		}
	}
	for _, q := range s.Asks {
		d.databases.ask(t, q)
	}
	for _, q := range s.After {
		d.databases.exec(t, q)
	}
}

func programIn(t *testing.T, dir, program string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS="+sharedBuilds)
	return cmd
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
