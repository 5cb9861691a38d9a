package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/generator/problem"
)

const upgradeDir = "../../testdata/upgrade"

// nextRelease is newer than every version in testdata/upgrade.
const nextRelease = "v99.0.0"

// releases are the versions whose workspaces are kept: make upgrade-tree.
func releases(t *testing.T) []string {
	t.Helper()
	dirs, err := filepath.Glob(filepath.Join(upgradeDir, "v*"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no release is kept: %v", err)
	}
	for i, dir := range dirs {
		dirs[i] = filepath.Base(dir)
	}
	return dirs
}

// release copies the workspace of a release.
func release(t *testing.T, version string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "desk")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(upgradeDir, version))); err != nil {
		t.Fatal(err)
	}
	if manifest := read(t, filepath.Join(dir, ".svcgen", "manifest")); !strings.HasPrefix(manifest, "tool "+version+"\n") {
		t.Fatalf("it was not written by svcgen %s", version)
	}
	return dir
}

// svcgenOf runs this svcgen as if it were a release.
func svcgenOf(t *testing.T, version, dir string, args ...string) (code int, out string) {
	t.Helper()
	cmd := programIn(t, dir, "svcgen", args...)
	cmd.Env = append(os.Environ(), "SVCGEN_TEST_VERSION="+version)
	text, err := cmd.CombinedOutput()
	return codeOf(err), string(text)
}

func mustSvcgenOf(t *testing.T, version, dir string, args ...string) string {
	t.Helper()
	code, out := svcgenOf(t, version, dir, args...)
	if code != 0 {
		t.Fatalf("svcgen %s: exit code %d\n%s", strings.Join(args, " "), code, out)
	}
	return out
}

// upgradeEdits are what a person did to a workspace of an earlier release.
func upgradeEdits() []edit {
	return []edit{
		{"services/tickets/Dockerfile", "USER 65532:65532\n", "USER 65532:65532\nENV TZ=Europe/Berlin\n"},
		{".golangci.yml", "  settings:\n    depguard:\n", "  settings:\n    # our house rules\n    depguard:\n"},
		{".env.example", "# GATEWAY_CORS_ALLOWED_ORIGINS=\n", "GATEWAY_CORS_ALLOWED_ORIGINS=https://desk.example.com\nDESK_MAIL=mail.example.com\n"},
		{"go.mod", "module example.com/desk\n", "// The desk, since 2026.\nmodule example.com/desk\n"},

		{"Makefile", "# Yours.", ".PHONY: label\nlabel: ## print the labels\n\t@echo labels\n\n# Yours."},
		{".github/workflows/ci.yml", "", "# runs on our own machines\n"},
		{"services/tickets/cmd/tickets-api/main.go", "\tapp.Program().Main()\n", "\tprintln(\"tickets, please\")\n\tapp.Program().Main()\n"},
		{"services/tickets/internal/tickets/ticket.go", "\treturn nil\n", "\treturn urgent(after)\n"},
		{
			"services/tickets/internal/tickets/urgent.go", "",
			"package tickets\n\nimport (\n\t\"strings\"\n\n\t\"example.com/desk/platform/errs\"\n)\n\n" +
				"func urgent(t *Ticket) error {\n\tif t != nil && strings.HasPrefix(t.Title, \"URGENT\") {\n\t\treturn errs.Invalid(\"title\", \"everybody says so\")\n\t}\n\treturn nil\n}\n",
		},
		{
			"services/tickets/internal/tickets/urgent_test.go", "",
			"package tickets\n\nimport \"testing\"\n\nfunc TestUrgent(t *testing.T) {\n\tif urgent(&Ticket{Title: \"URGENT help\"}) == nil {\n\t\tt.Error(\"it is not\")\n\t}\n}\n",
		},
	}
}

// TestUpgrade moves the workspaces of earlier releases, with a person's edits in them, to this svcgen.
func TestUpgrade(t *testing.T) {
	for _, version := range releases(t) {
		t.Run(version, func(t *testing.T) {
			d := &dayTwo{dir: release(t, version), written: map[string]string{}, merged: map[string]string{}}
			for _, e := range upgradeEdits() {
				d.own(t, e)
			}
			before := d.tree(t)
			code, out := svcgenOf(t, nextRelease, d.dir, "generate")
			if code != problem.ExitDecide || !strings.Contains(out, "this workspace was written by svcgen "+version) || !strings.Contains(out, "svcgen upgrade") {
				t.Errorf("generate: exit code %d\n%s", code, out)
			}
			if out := mustSvcgenOf(t, nextRelease, d.dir, "upgrade", "--dry-run"); !strings.Contains(out, "svcgen "+version+" -> "+nextRelease) {
				t.Errorf("it does not say where to:\n%s", out)
			}
			if diff := cmp.Diff(before, d.tree(t)); diff != "" {
				t.Errorf("nothing was to be written: %s", diff)
			}

			t.Log(mustSvcgenOf(t, nextRelease, d.dir, "upgrade"))
			d.stillThere(t)
			if out := mustSvcgenOf(t, nextRelease, d.dir, "upgrade"); !strings.HasSuffix(out, "nothing to do\n") {
				t.Errorf("a second upgrade:\n%s", out)
			}
			mustSvcgenOf(t, nextRelease, d.dir, "check", "--no-compile")
			asNew(t, d)
			if testing.Short() {
				return
			}
			run(t, d.dir, "go", "vet", "./...")
			t.Setenv("REQUIRE_DB", "1")
			run(t, d.dir, "go", "test", "./...")
		})
	}
}

// asNew compares an upgraded workspace with a new one of the same spec: what nobody edited is the same, but for the history of
// the schema and files that are the user's from the first day.
func asNew(t *testing.T, d *dayTwo) {
	t.Helper()
	made := filepath.Join(t.TempDir(), "desk")
	mustSvcgenOf(t, nextRelease, ".", "new", made, "-f", filepath.Join(upgradeDir, "desk.yaml"))
	for _, path := range filesOf(t, made) {
		_, written := d.written[path]
		_, merged := d.merged[path]
		class := ""
		for line := range strings.Lines(read(t, filepath.Join(made, ".svcgen", "manifest"))) {
			if words := strings.Fields(line); len(words) == 3 && words[2] == path {
				class = words[1]
			}
		}
		if written || merged || class == "seeded" || class == "appended" || path == ".svcgen/manifest" {
			continue
		}
		got, err := os.ReadFile(filepath.Join(d.dir, path))
		want := strings.Replace(read(t, filepath.Join(made, path)), "json_enums: proto\n", "", 1) // the first releases had no such key
		if err != nil || want != string(got) {
			t.Errorf("%s is not what a new workspace has: %v %s", path, err, cmp.Diff(want, string(got)))
		}
	}
}

// TestUpgradeConflict upgrades a file in which the release and the user changed the same line.
func TestUpgradeConflict(t *testing.T) {
	version := releases(t)[0]
	d := &dayTwo{dir: release(t, version)}
	const file, now = "services/tickets/Dockerfile", "USER 65532:65532\n"
	d.apply(t, []edit{ // the release ran it as another user, and so does this user
		{".svcgen/base/" + file, now, "USER 1000:1000\n"},
		{file, now, "USER 4711:4711\n"},
	})
	before := d.tree(t)
	code, out := svcgenOf(t, nextRelease, d.dir, "upgrade")
	if code != problem.ExitDecide || !strings.Contains(out, "! "+file+": you and svcgen both changed line") || !strings.Contains(out, "svcgen upgrade --keep "+file) {
		t.Errorf("exit code %d\n%s", code, out)
	}
	if diff := cmp.Diff(before, d.tree(t)); diff != "" {
		t.Errorf("nothing was to be written: %s", diff)
	}
	mustSvcgenOf(t, nextRelease, d.dir, "upgrade", "--keep", file)
	if got := read(t, filepath.Join(d.dir, file)); got != before[file] {
		t.Errorf("not kept: %s", cmp.Diff(before[file], got))
	}
	mustSvcgenOf(t, nextRelease, d.dir, "check", "--no-compile")
}

// TestNewerWorkspace tries every command on a workspace of a newer svcgen.
func TestNewerWorkspace(t *testing.T) {
	dir := release(t, releases(t)[0])
	mustSvcgenOf(t, nextRelease, dir, "upgrade")
	refused := map[string][]string{
		"generate": {}, "diff": {}, "check": {"--no-compile"}, "upgrade": {}, "list": {}, "explain": {},
		"add service":  {"billing", "--resource", "invoice", "--field", "number:string"},
		"add resource": {"tickets", "tag", "name:string"},
		"add field":    {"tickets", "ticket", "note:text:optional"},
		"eject":        {"Makefile"},
		"adopt":        {"Makefile"},
		"merge":        {},

		"rename field":    {"tickets", "ticket", "title", "subject"},
		"rename resource": {"tickets", "answer", "reply"},
		"rename service":  {"tickets", "questions"},
		"rename value":    {"tickets", "ticket", "status", "open", "new"},
		"remove field":    {"tickets", "ticket", "due"},
		"remove resource": {"tickets", "answer"},
		"remove service":  {"people"},
		"remove value":    {"tickets", "ticket", "status", "waiting"},

		"rename action":   {"tickets", "ticket", "close", "end"},
		"rename method":   {"tickets", "quote", "offer"},
		"rename job":      {"tickets", "tidy", "sweep"},
		"rename event":    {"tickets", "late", "overdue"},
		"rename consumer": {"tickets", "count", "sum"},
		"remove action":   {"tickets", "ticket", "close"},
		"remove method":   {"tickets", "quote"},
		"remove job":      {"tickets", "tidy"},
		"remove event":    {"tickets", "late"},
		"remove consumer": {"tickets", "count"},
		"list packs":      {},
	}
	// They do not depend on what the workspace holds, or finish what a newer svcgen has begun.
	fine := []string{"new", "recover", "schema", "version", "completion", "help", "exit-codes", "spec", "types", "flags", "json"}
	d := &dayTwo{dir: dir}
	before := d.tree(t)
	for _, name := range commandNames(newRootCmd(newUI(nil, nil, nil)), "") {
		args, ok := refused[name]
		switch {
		case slices.Contains(fine, strings.Fields(name)[0]):
			continue
		case !ok:
			t.Errorf("svcgen %s: say in this test whether it works on a workspace of a newer svcgen", name)
			continue
		}
		code, out := svcgenOf(t, "v0.1.0", dir, append(strings.Fields(name), args...)...)
		if code != problem.ExitUsage || !strings.Contains(out, "this workspace was written by svcgen "+nextRelease+", and this is v0.1.0") {
			t.Errorf("svcgen %s: exit code %d\n%s", name, code, out)
		}
	}
	for _, args := range [][]string{{"version"}, {"recover"}, {"schema"}, {"help"}} {
		mustSvcgenOf(t, "v0.1.0", dir, args...)
	}
	if diff := cmp.Diff(before, d.tree(t)); diff != "" {
		t.Errorf("something was written: %s", diff)
	}
}

// commandNames are the commands that do something.
func commandNames(cmd *cobra.Command, above string) []string {
	var names []string
	for _, c := range cmd.Commands() {
		name := strings.TrimSpace(above + " " + c.Name())
		if len(c.Commands()) > 0 {
			names = append(names, commandNames(c, name)...)
		} else {
			names = append(names, name)
		}
	}
	return names
}
