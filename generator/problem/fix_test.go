package problem

import (
	"slices"
	"strings"
	"testing"

	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/merge"
	"github.com/svcgen/svcgen/generator/spec"
)

// TestFixes holds that fixes repeat the command as it was typed, and that there is none for what only a person can write.
func TestFixes(t *testing.T) {
	t.Parallel()
	broken := &compat.BreakingError{Changes: []compat.Breaking{{What: "x"}}}
	edit := &spec.TextEdit{Path: "a.yaml", Text: "b"}
	clash := &merge.ClashError{Ours: "main", Theirs: "topic", Clashes: []merge.Clash{{Path: "a.b c"}}}
	for _, c := range []struct {
		name string
		err  error
		want string // of the first problem
	}{
		{"a break", broken, "svcgen generate --breaking"},
		{"a break of a command", Ended(broken, "svcgen rename field a b 'c d' e"), "svcgen rename field a b 'c d' e --breaking"},
		{"a guess", spec.Problem{Edit: edit}, "edit b"},
		{"no guess", spec.Problem{}, ""},
		{"a loss", &lineage.LossError{Losses: []lineage.Loss{{Choices: []lineage.Choice{{Effect: "write it"}, {Edit: edit}}}}}, "edit b"},
		{"a clash", clash, "svcgen merge --ours 'a.b c'|svcgen merge --theirs 'a.b c'"},
	} {
		var got []string
		for _, f := range Of(c.err)[0].Fixes {
			if f.Edit != nil {
				got = append(got, "edit "+f.Edit.Text)
			} else {
				got = append(got, f.Typed())
			}
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestIn holds that a fix runs in the directory that the command was given.
func TestIn(t *testing.T) {
	t.Parallel()
	for command, want := range map[string]string{
		"svcgen generate":              "svcgen -C 'my shop' generate",
		"svcgen -C shop add field x":   "svcgen -C shop add field x",
		"svcgen --dir=shop generate":   "svcgen --dir=shop generate",
		"svcgen generate --dir shop":   "svcgen generate --dir shop",
		"svcgen generate --keep ./-x-": "svcgen -C 'my shop' generate --keep ./-x-",
	} {
		f := Run("", command)
		before := slices.Clone(f.Command)
		if got := f.In("my shop").Typed(); got != want || !slices.Equal(f.Command, before) {
			t.Errorf("%s: %s, want %s", command, got, want)
		}
		if got := f.In("").Typed(); got != command {
			t.Errorf("%s: without a directory %s", command, got)
		}
	}
}
