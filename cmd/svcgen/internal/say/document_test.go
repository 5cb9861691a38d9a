package say

import (
	"bytes"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// printed is the document that a command prints, without white space.
func printed(t *testing.T, r *Report, kind Kind, dir string, err error) string {
	t.Helper()
	if err := r.Print(kind, "generate", dir, err); err != nil {
		t.Fatal(err)
	}
	out, ok := r.out.(*bytes.Buffer)
	if !ok {
		t.Fatal("no buffer")
	}
	return strings.NewReplacer("\n", "", "  ", "").Replace(out.String())
}

func TestPrintPlan(t *testing.T) {
	t.Parallel()
	r := New(&bytes.Buffer{}, nil)
	r.Found(NewPlanDocument(&plan.Plan{
		Actions: []plan.Action{
			{Kind: plan.Create, Path: "a.gen.go", File: render.File{Class: render.Owned}},
			{Kind: plan.Keep, Path: "b"},
			{Kind: plan.Move, Path: "c", From: "d"},
			{Kind: plan.Conflict, Path: "it's", Reason: "edited", Choices: []plan.Choice{{Flag: "take", Command: `svcgen generate --take 'it'\''s'`, Effect: "lost"}}},
		},
		Unused: []string{"x"},
	}, []compat.Breaking{{What: "note.title: at most 80"}}))
	want := `{"command": "generate","exit_code": 4,"problems": [{"kind": "decide","path": "it's","message": "edited",` +
		`"hint": "svcgen generate --take 'it'\\''s'","fixes": [{"effect": "lost","command": ["svcgen","-C","shop","generate","--take","it's"]}]}],` +
		`"warnings": ["x matches no conflict"],"counts": {"create": 1,"update": 0,"merge": 0,"move": 1,"delete": 0,"conflict": 1},` +
		`"actions": [{"mark": "+","kind": "create","path": "a.gen.go","class": "owned"},{"mark": ">","kind": "move","path": "c","from": "d"},` +
		`{"mark": "!","kind": "conflict","path": "it's","reason": "edited"}],"breaking": ["note.title: at most 80"]}`
	if got := printed(t, r, PlanKind, "shop", Silent(problem.ExitDecide)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPrintFailure holds that a command that fails has a document, and that nothing is to be edited in a text that is not on disk.
func TestPrintFailure(t *testing.T) {
	t.Parallel()
	wrong := func(path string) spec.Problem {
		return spec.Problem{Pos: spec.Pos{File: path}, Msg: "x", Edit: &spec.TextEdit{Path: path, Line: 1, Col: 1, EndLine: 1, EndCol: 2, Text: "y"}}
	}
	r := New(&bytes.Buffer{}, nil)
	r.Unwritten = map[string]bool{"b": true}
	want := `{"command": "generate","exit_code": 2,"problems": [{"kind": "spec","path": "a","message": "x","fixes": [{"effect": "write \"y\"",` +
		`"edit": {"path": "a","line": 1,"col": 1,"end_line": 1,"end_col": 2,"text": "y"}}]},` +
		`{"kind": "spec","path": "b","message": "x"},{"kind": "spec","path": "<stdin>","message": "x"}]}`
	if got := printed(t, r, ListKind, "", spec.Problems{wrong("a"), wrong("b"), wrong("<stdin>")}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	r = New(&bytes.Buffer{}, nil)
	if got := printed(t, r, ListKind, "", nil); got != "" {
		t.Errorf("help has a document: %s", got)
	}
}
