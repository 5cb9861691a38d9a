package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// size is how much of a workspace a person would read, and the runtime code that the services share.
type size struct{ files, lines, platformFiles, platformLines int }

// sizeOf counts what is neither made by protoc plugins or sqlc nor svcgen's own state.
func sizeOf(t *testing.T, dir string) size {
	t.Helper()
	var s size
	for _, path := range filesOf(t, dir) {
		folders := strings.Split(path, "/")
		if slices.Contains(folders, "db") || folders[0] == "gen" || folders[0] == ".svcgen" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.Count(data, []byte("\n"))
		if folders[0] == "platform" {
			s.platformFiles, s.platformLines = s.platformFiles+1, s.platformLines+lines
			continue
		}
		s.files, s.lines = s.files+1, s.lines+lines
	}
	return s
}

const oneNote = "notes/note:title:string:len=..120"

func newWorkspace(t *testing.T, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "notes")
	run(t, ".", "svcgen", append([]string{"new", dir, "--module", "example.com/notes"}, args...)...)
	return dir
}

// TestBudgets holds the size of what is generated: of the smallest workspace, of one more resource, of one more service and
// of one more field.
func TestBudgets(t *testing.T) {
	dir := newWorkspace(t, "--resource", oneNote)
	minimal := sizeOf(t, dir)
	t.Logf("minimal: %+v", minimal)
	if minimal.files > 90 || minimal.lines > 3460 {
		t.Errorf("the smallest workspace has %d files and %d lines beside platform/, want 90 and 3460 at most", minimal.files, minimal.lines)
	}
	if minimal.platformFiles > 80 || minimal.platformLines > 7820 {
		t.Errorf("its platform/ has %d files and %d lines, want 80 and 7820 at most", minimal.platformFiles, minimal.platformLines)
	}

	two := sizeOf(t, newWorkspace(t, "--resource", oneNote, "--resource", "notes/label:title:string:len=..120"))
	if added := two.files - minimal.files; added > 12 {
		t.Errorf("a second resource adds %d files, want 12 at most", added)
	}

	run(t, dir, "svcgen", "add", "service", "billing", "--resource", "invoice", "--field", "number:string")
	billing := sizeOf(t, filepath.Join(dir, "services", "billing"))
	if files := billing.files; files > 28 {
		t.Errorf("a service has %d files, want 28 at most", files)
	}
}

// TestOneField checks how many lines change where a person reads when a field is added to a resource of a usual size. At most 40
// differ in more than spaces. A name that is longer than all others makes gofmt align the struct and the literals of the entity anew,
// which the second budget allows for.
func TestOneField(t *testing.T) {
	for field, most := range map[string]int{"remark": 40, "replacement_reason": 380} {
		t.Run(field, func(t *testing.T) { oneField(t, field, most) })
	}
}

func oneField(t *testing.T, field string, most int) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "shop")
	run(t, ".", "svcgen", "new", dir, "--example", "shop")
	run(t, dir, "git", "init", "-q")
	run(t, dir, "git", "add", "-A")
	spec := filepath.Join(dir, "services", "catalog", "service.yaml")
	data, err := os.ReadFile(spec)
	if err != nil {
		t.Fatal(err)
	}
	stock := bytes.Index(data, []byte("      stock: "))
	if stock < 0 {
		t.Fatal("the example has no field stock any more")
	}
	data = slices.Insert(data, stock, []byte("      "+field+": string optional len=..200\n")...)
	if err := os.WriteFile(spec, data, 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "svcgen", "generate")
	run(t, dir, "git", "add", "-A", "-N")
	for option, most := range map[string]int{"--ignore-all-space": 40, "--patch": most} {
		diff := run(t, dir, "git", "diff", "--unified=0", option, "--", ".", ":!gen", ":!**/db/**", ":!.svcgen", ":!**/service.yaml")
		changed := changedLines(diff)
		t.Logf("git diff %s: %d lines", option, changed)
		if changed == 0 || changed > most {
			t.Errorf("git diff %s: one more field changes %d lines, want 1 to %d:\n%s", option, changed, most, diff)
		}
	}
}

// changedLines counts the lines that a diff adds and removes.
func changedLines(diff string) int {
	changed := 0
	for line := range strings.Lines(diff) {
		header := strings.HasPrefix(line, "+++") || strings.HasPrefix(line, "---")
		if !header && (strings.HasPrefix(line, "+") || strings.HasPrefix(line, "-")) {
			changed++
		}
	}
	return changed
}

// TestOneResource counts the code that a person reads for a resource with 12 fields of the usual types that has every method, filter
// and sort: lines of Go that are neither blank nor comments, outside of gen/, db/, platform/ and tests.
func TestOneResource(t *testing.T) {
	const (
		category = `version: 1
module: example.com/shop
auth: none
services:
  catalog:
    resources:
      category:
        fields: {title: string len=..120}
`
		product = `      product:
        soft_delete: true
        methods: [create, get, list, update, delete, undelete]
        fields:
          sku: string len=3..32 unique immutable filter
          title: string len=..200 sort search filter=eq,prefix
          description: text optional search
          status: enum=draft,active,retired default=draft filter
          category: ref=category filter
          price: decimal(10,2) min=0 sort filter
          stock: int32 default=0 min=0 sort filter
          featured: bool default=false filter
          tags: string[] len=..40 max_items=20 filter
          release: date sort filter
          contact: string optional email
          attributes: json optional max_bytes=4KiB
`
	)
	files := func(text string) map[string]int {
		dir := filepath.Join(t.TempDir(), "shop")
		spec := dir + ".yaml"
		if err := os.WriteFile(spec, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		run(t, ".", "svcgen", "new", dir, "-f", spec)
		return codeLines(t, dir)
	}
	without, total := files(category), 0
	for path, lines := range files(category + product) {
		if added := lines - without[path]; added > 0 {
			t.Logf("%4d %s", added, path)
			total += added
		}
	}
	if total == 0 || total > 410 {
		t.Errorf("a resource of 12 fields has %d lines of code to read, want 1 to 410", total)
	}
}

// codeLines counts the lines of code in the Go files that a person reads.
func codeLines(t *testing.T, dir string) map[string]int {
	t.Helper()
	count := map[string]int{}
	for _, path := range filesOf(t, dir) {
		folders := strings.Split(path, "/")
		testPackage := len(folders) > 2 && folders[2] == folders[1]+"test"
		if slices.Contains([]string{"gen", "platform"}, folders[0]) || slices.Contains(folders, "db") || testPackage ||
			!strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
				count[path]++
			}
		}
	}
	return count
}

// TestLeave proves that nobody is locked in: without svcgen and its state a workspace builds and passes its tests, and plain
// buf and sqlc still write the code that is there.
func TestLeave(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a whole workspace")
	}
	dir := newWorkspace(t, "--resource", oneNote)
	kept := filepath.Join(t.TempDir(), "kept")
	if err := os.RemoveAll(filepath.Join(dir, ".svcgen")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(kept, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "go", "build", "./...")
	run(t, dir, "go", "test", "./...")
	run(t, dir, strings.TrimSpace(run(t, ".", "go", "tool", "-n", "buf")), "generate")
	run(t, dir, "svcgen", "__sqlc", "generate")
	compareTrees(t, kept, dir)
}
