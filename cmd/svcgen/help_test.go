package main

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
)

// TestHelpFitsAScreen holds that no line of any command's help is wider than a terminal, and that every command has some.
func TestHelpFitsAScreen(t *testing.T) {
	seen := 0
	var visit func(path []string, cmd *cobra.Command)
	visit = func(path []string, cmd *cobra.Command) {
		var out strings.Builder
		if code := svcgen(append(path, "--help"), newUI(strings.NewReader(""), &out, io.Discard)); code != 0 || out.Len() == 0 {
			t.Errorf("svcgen %s --help: exit code %d", strings.Join(path, " "), code)
		}
		for line := range strings.Lines(out.String()) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > say.ScreenWidth {
				t.Errorf("svcgen %s --help: %d columns: %s", strings.Join(path, " "), n, line)
			}
		}
		seen++
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				visit(append(slices.Clip(path), c.Name()), c)
			}
		}
	}
	visit(nil, newRootCmd(newUI(strings.NewReader(""), io.Discard, io.Discard)))
	if seen < 20 {
		t.Errorf("only %d commands were seen", seen)
	}
}

func TestUnknownCommand(t *testing.T) {
	root := newRootCmd(newUI(strings.NewReader(""), io.Discard, io.Discard))
	for word, want := range map[string]string{
		"gnerate": "generate", "genrate": "generate", "chekc": "check", "gen": "generate", "nwe": "new", "frobnicate": "", "x": "",
	} {
		if want != "" {
			want = `did you mean "` + want + `"?`
		}
		if got := likeCommand(root, word); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}
