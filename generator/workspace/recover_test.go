package workspace

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/svcgen/svcgen/generator/plan"
)

// crashed makes a copy of the tree in which a run died halfway after the commit point.
func (c *change) crashed(t *testing.T) *Workspace {
	t.Helper()
	w, p := c.fresh(t)
	placed := 0
	steps(w, func(_ int, op, path string) error {
		if op == "replace" && path != journalPath {
			placed++
		}
		if placed > 3 {
			return errDead
		}
		return nil
	})
	if err := w.Apply(t.Context(), p); !errors.Is(err, errDead) {
		t.Fatal(err)
	}
	w.step = nil
	return w
}

func TestRecoverAndAbort(t *testing.T) {
	c := newChange(t)
	w := c.crashed(t)
	before := snapshot(t, w.dir)
	pending, err := w.Pending()
	if err != nil || pending == nil || !pending.Committed || !slices.Contains(pending.Paths, "Makefile") {
		t.Errorf("%+v %v", pending, err)
	}
	if after := snapshot(t, w.dir); !maps.Equal(before, after) {
		t.Error("looking changed something")
	}
	r, err := w.Recover()
	if err != nil || !slices.Contains(r.Finished, "run.sh") || slices.Contains(r.Finished, "old/deep/gone.gen.go") || c.outcome(t, w) != "new" {
		t.Errorf("%+v %v", r, err)
	}
	w = c.crashed(t)
	r, err = w.Abort()
	if err != nil || slices.Contains(r.Restored, "run.sh") || !slices.Contains(r.Restored, "old/deep/gone.gen.go") || r.Left != nil || c.outcome(t, w) != "old" {
		t.Errorf("%+v %v", r, err)
	}
	if r, err := w.Abort(); err != nil || r.Restored != nil || r.Discarded {
		t.Errorf("aborting nothing: %+v %v", r, err)
	}
}

// TestEditedAfterCrash: nobody's edit is overwritten, neither by Recover nor by Abort.
func TestEditedAfterCrash(t *testing.T) {
	c := newChange(t)
	for _, name := range []string{"run.sh", "drop.merged", "new/deep/b.gen.go", "old/deep/gone.gen.go", "new/own.txt"} {
		w := c.crashed(t)
		write(t, w.dir, name, "edited since\n")
		before := snapshot(t, w.dir)
		_, err := w.Recover()
		var changed *EditedError
		if !errors.As(err, &changed) || !slices.Equal(changed.Paths, []string{name}) {
			t.Errorf("%s: %v", name, err)
		}
		if after := snapshot(t, w.dir); !maps.Equal(before, after) {
			t.Errorf("%s: changed:\n%s", name, differences(before, after))
		}
		r, err := w.Abort()
		if err != nil || !slices.Equal(r.Left, []string{name}) || read(t, w.dir, name) != "edited since\n" {
			t.Errorf("%s: %+v %v", name, r, err)
		}
		want := maps.Clone(c.old)
		want[name] = snapshot(t, w.dir)[name]
		if got := snapshot(t, w.dir); !maps.Equal(onlyFiles(got), onlyFiles(want)) {
			t.Errorf("%s: after abort:\n%s", name, differences(want, got))
		}
	}
}

func TestUnfinished(t *testing.T) {
	c := newChange(t)
	w, p := c.fresh(t)
	steps(w, func(_ int, op, path string) error { // the disk is broken from some point on, but reading works
		if op == "replace" && path == "run.sh" || op == "remove" && path == staged(0) {
			return syscall.EACCES
		}
		return nil
	})
	err := w.Apply(t.Context(), p)
	if !errors.As(err, new(*UnfinishedError)) || !errors.Is(err, syscall.EACCES) ||
		err.Error() != "cannot replace run.sh: permission denied; the files are partly written: fix that, then run svcgen recover" {
		t.Error(err)
	}
	w.step = nil
	if _, err := w.Recover(); err != nil || c.outcome(t, w) != "new" {
		t.Error(err)
	}
}

func TestAnotherFileSystem(t *testing.T) {
	c := newChange(t)
	w, p := c.fresh(t)
	crossed := map[string]bool{}
	w.step = func(op, path string) error {
		if op == "replace" && path != journalPath && !crossed[path] {
			crossed[path] = true
			return syscall.EXDEV
		}
		return nil
	}
	if err := w.Apply(t.Context(), p); err != nil || c.outcome(t, w) != "new" || len(crossed) < 5 {
		t.Errorf("%v, %d", err, len(crossed))
	}
}

func TestDamagedJournal(t *testing.T) {
	c := newChange(t)
	w := c.crashed(t)
	good := read(t, w.dir, journalPath)
	for _, bad := range []string{"", "x", good[:len(good)-1], good[:len(good)/2], strings.Replace(good, "mine", "MINE", 1), strings.Replace(good, "journal 1", "journal 2", 1)} {
		write(t, w.dir, journalPath, bad)
		before := snapshot(t, w.dir)
		for what, f := range map[string]func() error{
			"pending": func() error { _, err := w.Pending(); return err },
			"recover": func() error { _, err := w.Recover(); return err },
			"abort":   func() error { _, err := w.Abort(); return err },
		} {
			if err := f(); !errors.Is(err, errDamaged) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if after := snapshot(t, w.dir); !maps.Equal(before, after) {
			t.Error("a damaged journal was used")
		}
	}
}

func TestJournalPathsAreHostile(t *testing.T) {
	for _, path := range []string{"../x", "/etc/passwd", ".git/config", ".svcgen/tx/journal", `a\b`, "nul"} {
		data := []byte("text")
		for _, j := range []*journal{
			{entries: []entry{{path: path, new: plan.DigestOf(data), newMode: 0o644, newData: data}}},
			{dirs: []string{path}},
		} {
			var b bytes.Buffer
			if err := j.encode(&b); err != nil {
				t.Fatal(err)
			}
			if _, err := decodeJournal(b.Bytes()); err == nil {
				t.Errorf("%q was accepted", path)
			}
		}
	}
}

func FuzzJournal(f *testing.F) {
	j := &journal{dirs: []string{"a b", "a b/ü"}, entries: []entry{
		{path: "a b/ü", new: plan.DigestOf([]byte("x\nend y\n")), newMode: 0o755, newData: []byte("x\nend y\n")},
		{path: "gone", old: plan.DigestOf(nil), oldMode: 0o644},
	}}
	var b bytes.Buffer
	if err := j.encode(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(journalHead + "end \n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		j, err := decodeJournal(data)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := j.encode(&b); err != nil {
			t.Fatal(err)
		}
		if _, err := decodeJournal(b.Bytes()); err != nil {
			t.Errorf("%v: %q", err, b.Bytes())
		}
	})
}

// TestStateChangedAfterCrash: what git or another svcgen made of svcgen's own files since is left to them.
func TestStateChangedAfterCrash(t *testing.T) {
	c := newChange(t)
	for name, text := range map[string]string{
		plan.ManifestPath:       "<<<<<<< ours\ntool v1.0.0\n=======\ntool v9.0.0\n>>>>>>> theirs\n",
		".svcgen/base/Makefile": "a\nb of a branch\n",
	} {
		for _, abort := range []bool{false, true} {
			w, want := c.crashed(t), maps.Clone(c.new)
			write(t, w.dir, name, text)
			mend := w.Recover
			if abort {
				mend, want = w.Abort, maps.Clone(c.old)
			}
			r, err := mend()
			if err != nil || !slices.Equal(r.Left, []string{name}) || read(t, w.dir, name) != text {
				t.Errorf("%s, abort %v: %+v %v", name, abort, r, err)
			}
			want[name] = "-rw-r--r-- " + text
			if got := snapshot(t, w.dir); !maps.Equal(onlyFiles(got), onlyFiles(want)) {
				t.Errorf("%s, abort %v:\n%s", name, abort, differences(want, got))
			}
		}
	}
}
