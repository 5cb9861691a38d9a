package workspace

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/svcgen/svcgen/generator/plan"
)

var errDead = errors.New("the process is dead")

// change is a change of a workspace that has every kind of action in it.
type change struct {
	dir      string // a tree before the change
	input    plan.Input
	old, new map[string]string
}

func newChange(t *testing.T) *change {
	t.Helper()
	c := &change{dir: t.TempDir()}
	before := files{
		"Makefile":             "merged a\nb\nc\nd\n",
		"run.sh":               "owned one\n",
		"same.go":              "owned same\n",
		"old/deep/gone.gen.go": "owned x\n",
		"old/deep/also.gen.go": "owned x\n",
		"kept/gone.gen.go":     "owned x\n",
		"moved/from.go":        "seeded x\n",
		"drop.merged":          "merged x\n",
	}
	generate(t, c.dir, before)
	write(t, c.dir, "Makefile", "mine\nb\nc\nd\n")
	if err := os.Chmod(filepath.Join(c.dir, "Makefile"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, c.dir, "kept/mine.txt", "mine\n")
	write(t, c.dir, "moved/own.txt", "mine\n")
	if err := os.Chmod(filepath.Join(c.dir, "moved", "own.txt"), 0o755); err != nil {
		t.Fatal(err)
	}
	after := files{
		"Makefile":            "merged a\nb\nc\nnew\n",
		"run.sh":              "owned two\n",
		"same.go":             "owned same\n",
		"new/deep/a.gen.go":   "owned a\n",
		"new/deep/b.gen.go":   "owned b\n",
		"new/from.go":         "seeded x\n",
		".svcgen/schema.json": "owned {}\n",
		"empty":               "owned ",
	}
	c.input = plan.Input{
		Files: after.render(), Tool: "v1.0.0",
		Renames: []plan.Rename{{From: "moved/", To: "new/"}},
		Edits:   []plan.Edit{{Path: ".svcgen/model/x.yaml", Data: []byte("ledger\n")}},
		Seen:    []plan.Seen{{Path: "spec.yaml", Digest: plan.DigestOf([]byte("spec\n"))}, {Path: "other.yaml", Digest: plan.Absent}},
	}
	write(t, c.dir, "spec.yaml", "spec\n")
	c.old = snapshot(t, c.dir)
	done := filepath.Join(t.TempDir(), "done")
	copyTree(t, c.dir, done)
	w := open(t, done)
	p := planFor(t, w, c.input)
	if n := p.Counts(); n != (plan.Counts{Create: 5, Update: 1, Merge: 1, Move: 2, Delete: 4}) {
		t.Fatalf("counts %+v", n)
	}
	if err := w.Apply(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	c.new = snapshot(t, done)
	return c
}

// fresh makes a copy of the tree before the change, and the plan.
func (c *change) fresh(t *testing.T) (*Workspace, *plan.Plan) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "w")
	copyTree(t, c.dir, dir)
	w := open(t, dir)
	return w, planFor(t, w, c.input)
}

// steps counts the changes of the disk, and fails those that fail says.
func steps(w *Workspace, fail func(n int, op, path string) error) *int {
	n := new(int)
	var mu sync.Mutex
	w.step = func(op, path string) error {
		mu.Lock()
		defer mu.Unlock()
		*n++
		return fail(*n, op, path)
	}
	return n
}

func never(int, string, string) error { return nil }

// outcome tells which tree a directory holds.
func (c *change) outcome(t *testing.T, w *Workspace) string {
	t.Helper()
	now := snapshot(t, w.dir)
	switch {
	case maps.Equal(now, c.old):
		return "old"
	case maps.Equal(now, c.new):
		return "new"
	default:
		t.Errorf("neither old nor new; from old:\n%s\nfrom new:\n%s", differences(c.old, now), differences(c.new, now))
		return "mixed"
	}
}

func TestApply(t *testing.T) {
	c := newChange(t)
	w := open(t, t.TempDir())
	if pending, err := w.Pending(); pending != nil || err != nil {
		t.Error(pending, err)
	}
	for name, want := range map[string]string{
		"Makefile": "-rwxr-xr-x mine\nb\nc\nnew\n", "run.sh": "-rwxr-xr-x two\n", "new/own.txt": "-rwxr-xr-x mine\n",
		"kept/mine.txt": "-rw-r--r-- mine\n", ".svcgen/base/Makefile": "-rw-r--r-- a\nb\nc\nnew\n", "empty": "-rw-r--r-- ",
	} {
		if c.new[name] != want {
			t.Errorf("%s: %q, want %q", name, c.new[name], want)
		}
	}
	for _, gone := range []string{"old", "moved", ".svcgen/tx", "drop.merged", ".svcgen/base/drop.merged", "kept/gone.gen.go"} {
		if _, ok := c.new[gone]; ok {
			t.Errorf("%s is still there", gone)
		}
	}
}

// TestCrash kills the run at every change of the disk, and recovers.
func TestCrash(t *testing.T) {
	t.Parallel()
	c := newChange(t)
	w, p := c.fresh(t)
	total := steps(w, never)
	if err := w.Apply(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for at := 1; at <= *total; at++ {
		for _, torn := range []bool{false, true} {
			w, p := c.fresh(t)
			steps(w, func(n int, op, path string) error {
				if n < at {
					return nil
				}
				if n == at && torn && op == "write" { // half a file got to the disk
					_ = os.WriteFile(filepath.Join(w.dir, path), []byte("hal"), 0o644)
				}
				return errDead
			})
			if err := w.Apply(t.Context(), p); !errors.Is(err, errDead) && at < *total {
				t.Fatalf("step %d: %v", at, err)
			}
			w.step = nil
			pending, err := w.Pending()
			if err != nil {
				t.Fatal(err)
			}
			if pending != nil && pending.Committed && !errors.As(w.Apply(t.Context(), p), new(*PendingError)) {
				t.Error("another run was started over an unfinished one")
			}
			if _, err := w.Recover(); err != nil {
				t.Fatalf("step %d: %v", at, err)
			}
			got := c.outcome(t, w)
			if pending != nil && pending.Committed && got != "new" {
				t.Errorf("step %d: the %s tree after the commit point", at, got)
			}
			seen[got]++
			if r, err := w.Recover(); err != nil || r.Finished != nil || r.Discarded {
				t.Errorf("step %d: recovering twice: %+v %v", at, r, err)
			}
		}
	}
	if seen["old"] < 5 || seen["new"] < 5 {
		t.Errorf("crashes that ended in the old and new tree: %v", seen)
	}
}

// TestCrashThenAbort kills the run at every change, and takes it back.
func TestCrashThenAbort(t *testing.T) {
	t.Parallel()
	c := newChange(t)
	for at := 1; ; at++ {
		w, p := c.fresh(t)
		total := steps(w, func(n int, _, _ string) error {
			if n >= at {
				return errDead
			}
			return nil
		})
		err := w.Apply(t.Context(), p)
		if *total < at {
			break
		}
		if err == nil && at < *total {
			t.Fatalf("step %d did not fail", at)
		}
		w.step = nil
		pending, err := w.Pending()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Abort(); err != nil {
			t.Fatalf("step %d: %v", at, err)
		}
		if got := c.outcome(t, w); got != "old" && pending != nil && pending.Committed {
			t.Errorf("step %d: the %s tree", at, got)
		}
	}
}

// TestOneFailure makes each change of the disk fail once: the old tree stands, at once.
func TestOneFailure(t *testing.T) {
	t.Parallel()
	c := newChange(t)
	for at := 1; ; at++ {
		w, p := c.fresh(t)
		var failed string
		var written bool
		total := steps(w, func(n int, op, path string) error {
			written = written || n < at && op == "replace" && path == plan.ManifestPath // the last of them
			if n == at {
				failed = op + " " + path
				return syscall.ENOSPC
			}
			return nil
		})
		err := w.Apply(t.Context(), p)
		if *total < at {
			break
		}
		if err == nil { // a directory that could not be removed, or the like: no harm
			if now := snapshot(t, w.dir); !maps.Equal(onlyFiles(now), onlyFiles(c.new)) {
				t.Errorf("%s failed:\n%s", failed, differences(c.new, now))
			}
			continue
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%s failed: %v", failed, err)
		}
		want := "old"
		if written && (failed == "remove "+journalPath || strings.HasPrefix(failed, "sync ")) { // all is done but for that
			want = "new"
			if _, err := w.Recover(); err != nil {
				t.Error(err)
			}
		}
		if got := c.outcome(t, w); got != want {
			t.Errorf("%s failed: the %s tree", failed, got)
		}
	}
}

func onlyFiles(tree map[string]string) map[string]string {
	out := maps.Clone(tree)
	maps.DeleteFunc(out, func(_, text string) bool { return text[0] == 'd' })
	return out
}

// TestFailureThenCrash lets one change fail, so that the run is taken back, and kills it at every change of that.
func TestFailureThenCrash(t *testing.T) {
	t.Parallel()
	c := newChange(t)
	stride := 3
	switch {
	case testing.Short():
		stride = 9
	case os.Getenv("SOAK") != "":
		stride = 1
	}
	for at := 1; ; at += stride {
		reached := false
		for dead := at + 1; ; dead += stride {
			w, p := c.fresh(t)
			total := steps(w, func(n int, _, _ string) error {
				if n == at || n >= dead {
					return fmt.Errorf("step %d: %w", n, errDead)
				}
				return nil
			})
			_ = w.Apply(t.Context(), p)
			reached = reached || *total >= at
			w.step = nil
			if _, err := w.Recover(); err != nil {
				t.Fatalf("steps %d and %d: %v", at, dead, err)
			}
			c.outcome(t, w)
			if *total < dead {
				break
			}
		}
		if !reached {
			break
		}
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	c := newChange(t)
	for at := 1; ; at++ {
		w, p := c.fresh(t)
		ctx, cancel := context.WithCancel(t.Context())
		total := steps(w, func(n int, _, _ string) error {
			if n == at {
				cancel()
			}
			return nil
		})
		err := w.Apply(ctx, p)
		cancel()
		if *total < at {
			break
		}
		got := c.outcome(t, w)
		if errors.Is(err, context.Canceled) != (got == "old") || err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at %d: %v, the %s tree", at, err, got)
		}
	}
}

func TestUnchangedFilesAreNotTouched(t *testing.T) {
	dir := t.TempDir()
	f := files{"a/same.go": "owned x\n", "b.go": "owned 1\n", "Makefile": "merged x\n"}
	generate(t, dir, f)
	old := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	names := []string{"a/same.go", "Makefile", ".svcgen/base/Makefile", "b.go", ".svcgen/manifest"}
	for _, name := range names {
		if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	f["b.go"] = "owned 2\n"
	generate(t, dir, f)
	for i, name := range names {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.ModTime().Equal(old) != (i < 3) {
			t.Errorf("%s: %v", name, info.ModTime())
		}
	}
	w := open(t, dir)
	n := steps(w, never)
	p := planFor(t, w, plan.Input{Files: f.render(), Tool: "v1.0.0"})
	if err := w.Apply(t.Context(), p); err != nil || *n != 0 || !p.Current() {
		t.Errorf("%v, %d changes of the disk where nothing is to do", err, *n)
	}
}

func TestChangedMeanwhile(t *testing.T) {
	c := newChange(t)
	for _, name := range []string{"Makefile", "new/deep/a.gen.go", "old/deep/gone.gen.go", "moved/from.go", ".svcgen/model/x.yaml", "spec.yaml", "other.yaml", plan.ManifestPath} {
		w, p := c.fresh(t)
		write(t, w.dir, name, "changed while svcgen was planning\n")
		before := snapshot(t, w.dir)
		err := w.Apply(t.Context(), p)
		var changed *plan.ChangedError
		if !errors.As(err, &changed) || len(changed.Paths) != 1 || changed.Paths[0] != name {
			t.Errorf("%s: %v", name, err)
		}
		if after := snapshot(t, w.dir); !maps.Equal(before, after) {
			t.Errorf("%s: the tree changed:\n%s", name, differences(before, after))
		}
	}
}

func TestConflictsAreNotApplied(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "x.go", "mine\n")
	w := open(t, dir)
	p := planFor(t, w, plan.Input{Files: files{"x.go": "owned theirs\n"}.render()})
	if err := w.Apply(t.Context(), p); err == nil || read(t, dir, "x.go") != "mine\n" {
		t.Error(err)
	}
}
