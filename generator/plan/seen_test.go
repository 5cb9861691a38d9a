package plan

import (
	"errors"
	"slices"
	"testing"
)

// TestChangedBeforePlan: what the input was derived from has changed by the time the plan is made.
func TestChangedBeforePlan(t *testing.T) {
	read := DigestOf([]byte("as it was read\n"))
	w := newWorld()
	w.disk("spec.yaml", "saved since\n")
	w.disk("same.yaml", "as it was read\r\n")
	w.disk("new.yaml", "made since\n")
	w.disk("ledger.yaml", "saved since\n")
	w.in.Seen = []Seen{{"spec.yaml", read}, {"same.yaml", read}, {"new.yaml", Absent}, {"gone.yaml", read}, {"never.yaml", Absent}}
	w.Seen = []Seen{{ManifestPath, read}}
	w.in.Edits = []Edit{{Path: "ledger.yaml", Old: read, Data: []byte("new\n")}, {Path: "fresh.yaml", Data: []byte("x\n")}}
	_, err := Make(w.in, w.State)
	var changed *ChangedError
	if !errors.As(err, &changed) || !slices.Equal(changed.Paths, []string{ManifestPath, "gone.yaml", "ledger.yaml", "new.yaml", "spec.yaml"}) {
		t.Error(err)
	}

	w.disk("spec.yaml", "as it was read\n")
	w.disk("gone.yaml", "as it was read\n")
	w.disk(ManifestPath, "as it was read\n")
	w.disk("ledger.yaml", "as it was read\n")
	w.rm("new.yaml")
	p := w.plan(t, "+ fresh.yaml", "~ ledger.yaml")
	for _, s := range []Seen{{"spec.yaml", read}, {"new.yaml", Absent}, {ManifestPath, read}, {"ledger.yaml", read}, {"fresh.yaml", Absent}} {
		if !slices.Contains(p.Seen, s) {
			t.Errorf("the plan does not depend on %v: %v", s, p.Seen)
		}
	}

	odd := Seen{"services/a/queries/what?.sql", read} // a name that svcgen would not give
	w.disk(odd.Path, "as it was read\n")
	w.in.Seen = []Seen{odd}
	if p := w.plan(t, "+ fresh.yaml", "~ ledger.yaml"); !slices.Contains(p.Seen, odd) {
		t.Errorf("the plan does not depend on %v: %v", odd, p.Seen)
	}

	w.in.Seen = []Seen{{"../spec.yaml", read}}
	if _, err := Make(w.in, w.State); err == nil {
		t.Error("a path outside of the workspace was looked at")
	}
}

// TestEditOfNothing: an edit that was not made of what is there does not replace it by the way.
func TestEditOfNothing(t *testing.T) {
	w := newWorld()
	w.disk("services/a/service.yaml", "a person's\n")
	w.in.Edits = []Edit{{Path: "services/a/service.yaml", Data: []byte("new\n")}}
	w.plan(t, "! services/a/service.yaml: a file that svcgen did not write is in the way")
	w.in.Options.Take = []string{"services/a/service.yaml"}
	p := w.plan(t, "~ services/a/service.yaml")
	if want := (Seen{"services/a/service.yaml", DigestOf([]byte("a person's\n"))}); !slices.Contains(p.Seen, want) {
		t.Errorf("the plan would never be applied: it depends on %v", p.Seen)
	}
	w.after(t, p, map[string]string{"services/a/service.yaml": "new\n"})

	w.in.Options = Options{}
	w.in.Renames = []Rename{{From: "services/a/", To: "services/b/"}}
	if _, err := Make(w.in, w.State); !errors.As(err, new(*ChangedError)) {
		t.Errorf("an edit that knows nothing of the file moved with it: %v", err)
	}
}
