package plan

import (
	"errors"
	"slices"
	"strings"
	"testing"
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
		answers := Answers{}
		for a := range strings.SplitSeq(c.paths, "|") {
			if flag, path, ok := strings.Cut(a, " "); ok {
				answers[path] = flag
			}
		}
		o := answers.Fold().Options()
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
	asked := []Action{
		{Kind: Conflict, Path: "same", Old: "1"},
		{Kind: Conflict, Path: "kept", Old: "1"},
		{Kind: Conflict, Path: "saved", Old: "1"},
		{Kind: Conflict, Path: "moved", From: "away", FromOld: "1"},
		{Kind: Conflict, Path: "asked again", Old: "1"},
	}
	p := &Plan{Actions: []Action{
		{Kind: Update, Path: "same", Old: "1"},
		{Kind: Update, Path: "not asked about", Old: "2"},
		{Kind: Keep, Path: "kept"},
		{Kind: Conflict, Path: "asked again", Old: "2"},
	}}
	if err := p.Unseen(asked); err != nil {
		t.Error(err)
	}
	p.Actions = append(p.Actions, Action{Kind: Delete, Path: "saved", Old: "2"}, Action{Kind: Move, Path: "moved", From: "away", FromOld: "2"})
	var changed *ChangedError
	if err := p.Unseen(asked); !errors.As(err, &changed) || !slices.Equal(changed.Paths, []string{"saved", "moved"}) {
		t.Error(err)
	}
}
