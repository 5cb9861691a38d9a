package say

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/svcgen/svcgen/generator/check"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/render"
)

// TestUnproved: if no server proves anything, nothing is said of the migrations themselves.
func TestUnproved(t *testing.T) {
	t.Parallel()
	var out, errOut bytes.Buffer
	r := New(&out, &errOut)
	r.Checked(&check.Result{Planned: true, Problems: problem.List{{Kind: problem.Migrations, Mark: "!", Message: "there is no PostgreSQL", Hint: "install it"}}}, false, 0)
	if got := out.String() + errOut.String(); got != "! there is no PostgreSQL\nsvcgen: the migrations were not proved\n        install it\n" {
		t.Error(got)
	}
}

func TestChangeRowsFitScreen(t *testing.T) {
	var actions []plan.Action
	add := func(kind plan.Kind, class render.Class, path string) {
		actions = append(actions, plan.Action{Kind: kind, Path: path, File: render.File{Class: class}})
	}
	for s := range 5 {
		dir := fmt.Sprintf("services/s%d", s)
		add(plan.Create, render.Appended, dir+"/migrations/00001_init.sql")
		for i := range 30 {
			add(plan.Create, render.Owned, fmt.Sprintf("%s/internal/s/r%d.gen.go", dir, i))
			add(plan.Create, render.Seeded, fmt.Sprintf("%s/internal/s/r%d.go", dir, i))
		}
	}
	for i := range 20 {
		add(plan.Update, render.Owned, fmt.Sprintf("platform/p%d/p.go", i))
	}
	add(plan.Merge, render.Merged, "services/s0/Dockerfile")
	rows := changeRows(actions)
	if len(rows) > screenLines {
		t.Errorf("%d lines", len(rows))
	}
	files := 0
	var text strings.Builder
	for _, x := range rows {
		files += x.files
		fmt.Fprintln(&text, x.mark, x.text(40))
	}
	if files != len(actions) {
		t.Errorf("%d of %d files are told", files, len(actions))
	}
	for _, want := range []string{"M services/s0/Dockerfile", "your edits kept", "+ services/s0/", "60 files", "~ platform/", "20 files"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
}

func TestChangeRowsOfFewFilesAreTheFiles(t *testing.T) {
	rows := changeRows([]plan.Action{
		{Kind: plan.Update, Path: "gen/go/a.go"},
		{Kind: plan.Create, Path: "services/a/internal/a/x.go", File: render.File{Class: render.Seeded}},
		{Kind: plan.Create, Path: "services/a/migrations/00002_add.sql", File: render.File{Class: render.Appended}},
	})
	var text []string
	for _, x := range rows {
		text = append(text, x.mark+" "+strings.Join(strings.Fields(x.text(0)), " "))
	}
	want := "~ gen/go/a.go|+ services/a/internal/a/x.go yours to edit|+ services/a/migrations/00002_add.sql a migration: read it"
	if got := strings.Join(text, "|"); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestChangeRowsNameWhatIsUnwritten(t *testing.T) {
	var actions []plan.Action
	for i := range 60 {
		actions = append(actions, plan.Action{Kind: plan.Create, Path: fmt.Sprintf("services/a/internal/a/x%d.gen.go", i)})
	}
	body := render.File{Class: render.Seeded, Unwritten: "answers 501 until you write it"}
	actions = append(actions,
		plan.Action{Kind: plan.Create, Path: "services/a/internal/a/x.pay.go", File: body},
		plan.Action{Kind: plan.Move, Path: "services/a/internal/a/x.ship.go", From: "services/a/internal/a/x.send.go", File: body},
	)
	var text strings.Builder
	for _, x := range changeRows(actions) {
		fmt.Fprintln(&text, x.mark, x.text(40))
	}
	if want := "+ services/a/internal/a/x.pay.go            answers 501 until you write it\n"; !strings.Contains(text.String(), want) {
		t.Errorf("no %q in\n%s", want, text.String())
	}
	if !strings.Contains(text.String(), "x.ship.go           from x.send.go\n") {
		t.Errorf("what only moves is not unwritten:\n%s", text.String())
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 files", 1: "1 file", 999: "999 files", 1000: "1,000 files", 1234567: "1,234,567 files"} {
		if got := Count(n, "file"); got != want {
			t.Errorf("count(%d) = %q, want %q", n, got, want)
		}
	}
	if got := Count(2, "category"); got != "2 categories" {
		t.Error(got)
	}
}

func TestSeconds(t *testing.T) {
	for d, want := range map[time.Duration]string{120 * time.Millisecond: "0.1 s", 9 * time.Second: "9.0 s", 75 * time.Second: "75 s"} {
		if got := seconds(d); got != want {
			t.Errorf("seconds(%s) = %q, want %q", d, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for line, want := range map[string]string{
		"short":                    "short",
		"one two three four five":  "one two|  three|  four five",
		"exactly ten":              "exactly ten",
		"0123456789012345":         "0123456789012345",
		"ab 0123456789012345":      "ab 0123456789012345",
		"(a.b.c) = x, (d.e.f) = y": "(a.b.c) =|  x,|  (d.e.f) =|  y",
	} {
		if got := strings.Join(wrap(line, 11), "|"); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
