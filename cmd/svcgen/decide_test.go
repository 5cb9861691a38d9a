package main

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/plan"
)

func TestFoldAnswers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, paths, keep, take string }{
		{"few files are named", "keep a/x|keep a/y|keep a/z", "a/x a/y a/z", ""},
		{"many by their directory", "keep a/b/w|keep a/b/x|keep a/b/c/y|keep a/b/c/z", "a/b", ""},
		{"all", "take Makefile|take a/x|take b/y|take c/z", "", "."},
		{"others beside them", "keep a/1|keep a/2|keep a/3|keep a/4|take a-b|take b/1", "a", "a-b b/1"},
		{"others among them", "keep a/1|keep a/2|keep a/3|keep a/4|take a/b/1|keep a/b/2", "a/1 a/2 a/3 a/4 a/b/2", "a/b/1"},
		{"a directory among others", "keep a/1|take a/b/1|take a/b/2|take a/b/3|take a/b/4", "a/1", "a/b"},
		{"markers have no pattern", "markers a/1|markers a/2|markers a/3|markers a/4", "", ""},
		{"nothing", "", "", ""},
	} {
		answers := map[string]string{}
		for a := range strings.SplitSeq(c.paths, "|") {
			if flag, path, ok := strings.Cut(a, " "); ok {
				answers[path] = flag
			}
		}
		o := decisionsOf(foldAnswers(answers))
		if keep, take := strings.Join(o.Keep, " "), strings.Join(o.Take, " "); keep != c.keep || take != c.take {
			t.Errorf("%s: keep %q, take %q", c.name, keep, take)
		}
		if o.Markers != strings.Contains(c.paths, "markers") {
			t.Errorf("%s: markers %v", c.name, o.Markers)
		}
	}
}

// TestUnseen: --take decides about the text that was shown, and about no other.
func TestUnseen(t *testing.T) {
	t.Parallel()
	asked := []plan.Action{
		{Kind: plan.Conflict, Path: "same", Old: "1"},
		{Kind: plan.Conflict, Path: "kept", Old: "1"},
		{Kind: plan.Conflict, Path: "saved", Old: "1"},
		{Kind: plan.Conflict, Path: "moved", From: "away", FromOld: "1"},
		{Kind: plan.Conflict, Path: "asked again", Old: "1"},
	}
	p := &plan.Plan{Actions: []plan.Action{
		{Kind: plan.Update, Path: "same", Old: "1"},
		{Kind: plan.Update, Path: "not asked about", Old: "2"},
		{Kind: plan.Keep, Path: "kept"},
		{Kind: plan.Conflict, Path: "asked again", Old: "2"},
	}}
	if err := unseen(asked, p); err != nil {
		t.Error(err)
	}
	p.Actions = append(p.Actions, plan.Action{Kind: plan.Delete, Path: "saved", Old: "2"}, plan.Action{Kind: plan.Move, Path: "moved", From: "away", FromOld: "2"})
	var changed *plan.ChangedError
	if err := unseen(asked, p); !errors.As(err, &changed) || !slices.Equal(changed.Paths, []string{"saved", "moved"}) {
		t.Error(err)
	}
}

func TestTyped(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"generate": "svcgen generate",
		"generate --json --keep a --take=b --full":       "svcgen generate --full",
		"-C dir add field s r x:string --markers --diff": "svcgen -C dir add field s r x:string",
		"add field s r -- x:enum=a,b(c)":                 "svcgen add field s r 'x:enum=a,b(c)'",
	} {
		if got := (&ui{args: strings.Fields(args)}).typed(); got != want {
			t.Errorf("%s: got %s, want %s", args, got, want)
		}
	}
}
