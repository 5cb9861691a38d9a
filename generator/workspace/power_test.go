//go:build unix

package workspace

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/plan"
)

// TestPowerLoss takes the power away before every change of the disk, and after the last one.
func TestPowerLoss(t *testing.T) {
	t.Parallel()
	c := newChange(t)
	lost := map[string]int{}
	for at := 1; ; at++ {
		w, p := c.fresh(t)
		d := newDrive(t, w.dir)
		images := map[string]string{}
		total := steps(w, func(n int, op, name string) error {
			if n > at {
				return errDead
			}
			if n == at {
				for how, pick := range picks(uint64(at)) {
					images[how] = d.image(pick)
				}
				return errDead
			}
			d.before(op, name)
			return nil
		})
		err := w.Apply(t.Context(), p)
		done := *total < at
		if done {
			if err != nil {
				t.Fatal(err)
			}
			for how, pick := range picks(uint64(at)) {
				images[how] = d.image(pick)
			}
		}
		for how, dir := range images {
			got := c.afterPower(t, dir, fmt.Sprintf("step %d, %s", at, how))
			lost[got]++
			if done && got != "new" {
				t.Errorf("%s: Apply had returned, and the tree is the %s one", how, got)
			}
		}
		if done {
			break
		}
	}
	t.Logf("power lost %v times", lost)
	if lost["old"] < 10 || lost["new"] < 10 {
		t.Errorf("losses that ended in the old and new tree: %v", lost)
	}
}

// TestPowerLossInRecovery takes the power away a second time, while the first loss is mended.
func TestPowerLossInRecovery(t *testing.T) {
	t.Parallel()
	c := newChange(t)
	for _, abort := range []bool{false, true} {
		for at := 1; ; at++ {
			w := c.crashed(t)
			d := newDrive(t, w.dir)
			images := map[string]string{}
			total := steps(w, func(n int, op, name string) error {
				if n >= at {
					if n == at {
						for how, pick := range picks(uint64(at)) {
							images[how] = d.image(pick)
						}
					}
					return errDead
				}
				d.before(op, name)
				return nil
			})
			mend := w.Recover
			if abort {
				mend = w.Abort
			}
			if _, err := mend(); *total < at {
				if err != nil {
					t.Fatal(err)
				}
				break
			}
			for how, dir := range images {
				c.afterPower(t, dir, fmt.Sprintf("abort %v, step %d, %s", abort, at, how))
			}
		}
	}
}

// afterPower recovers what is on an image, and tells which tree it is then.
func (c *change) afterPower(t *testing.T, dir, what string) string {
	t.Helper()
	w := open(t, dir)
	if _, err := w.Recover(); err != nil {
		t.Errorf("%s: %v", what, err)
		return "blocked"
	}
	now := onlyFiles(snapshot(t, dir))
	switch {
	case maps.Equal(now, onlyFiles(c.old)):
		return "old"
	case maps.Equal(now, onlyFiles(c.new)):
		return "new"
	default:
		t.Errorf("%s: neither old nor new; from old:\n%s\nfrom new:\n%s", what, differences(onlyFiles(c.old), now), differences(onlyFiles(c.new), now))
		return "mixed"
	}
}

// TestOrder says in words what the power tests rest on.
func TestOrder(t *testing.T) {
	c := newChange(t)
	w, p := c.fresh(t)
	var log []string
	steps(w, func(_ int, op, name string) error {
		if strings.HasPrefix(name, ".svcgen/tx/new-") {
			name = "staged"
		}
		log = append(log, op+" "+name)
		return nil
	})
	if err := w.Apply(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	last := func(what string) int {
		for i, line := range slices.Backward(log) {
			if line == what {
				return i
			}
		}
		t.Fatalf("no %s in\n%s", what, strings.Join(log, "\n"))
		return -1
	}
	order := []string{
		"write staged", "sync staged", "write " + journalTemp, "sync " + journalTemp, "replace " + journalPath, "sync .svcgen",
		"remove drop.merged", "replace run.sh", "replace .svcgen/manifest", "sync new/deep", "remove " + journalPath, "sync .svcgen/tx", "remove .svcgen/tx",
	}
	for i, line := range order[1:] {
		if line == "sync .svcgen" { // it is synced again at the end, for the manifest
			if slices.Index(log, line) < last(order[i]) || slices.Index(log, line) > slices.Index(log, order[i+2]) {
				t.Errorf("%q does not stand between %q and %q", line, order[i], order[i+2])
			}
			continue
		}
		if order[i] != "sync .svcgen" && last(line) < last(order[i]) {
			t.Errorf("%q comes before %q in\n%s", line, order[i], strings.Join(log, "\n"))
		}
	}
	for _, dir := range []string{".", "kept", "new", "new/deep", ".svcgen", ".svcgen/base", ".svcgen/model"} {
		if at := last("sync " + dir); at < last("replace .svcgen/manifest") || at > last("remove "+journalPath) {
			t.Errorf("%s is not synced between the last rename and the end of the journal", dir)
		}
	}
}

// TestPowerLossOfNew: a directory that has its name is whole.
func TestPowerLossOfNew(t *testing.T) {
	for at := 1; ; at++ {
		parent := t.TempDir()
		s, p := siteAndPlan(t, filepath.Join(parent, "shop"))
		d := newDrive(t, parent)
		var images []string
		temp := fmt.Sprintf(".shop.svcgen-%d", os.Getpid())
		image := func() {
			d.moved(temp, "shop")
			for _, pick := range picks(uint64(at)) {
				images = append(images, d.image(pick))
			}
		}
		total := new(int)
		s.step = func(op, name string) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			*total++
			if *total >= at {
				if *total == at {
					image()
				}
				return errDead
			}
			if _, err := os.Stat(filepath.Join(parent, temp)); err == nil {
				name = path.Join(temp, name)
			}
			d.before(op, name)
			return nil
		}
		err := s.Create(t.Context(), p)
		done := *total < at
		if done {
			image()
		} else if !errors.Is(err, errDead) {
			t.Fatal(err)
		}
		for _, dir := range images {
			_, err := os.Stat(filepath.Join(dir, "shop"))
			if err != nil && !done {
				continue
			}
			if got := read(t, dir, "shop/services/a/app/app.go") + read(t, dir, "shop/"+SpecFile); got != "package app\nmodule: x\n" {
				t.Errorf("step %d: %q", at, got)
			}
			if w := open(t, filepath.Join(dir, "shop")); !planFor(t, w, plan.Input{Files: newTree1.render(), Tool: "v1.0.0"}).Current() {
				t.Errorf("step %d: not current", at)
			}
		}
		if done {
			break
		}
	}
}
