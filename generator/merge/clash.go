package merge

import (
	"fmt"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// Clash is something that both branches changed, each in its own way, so that a person has to decide.
type Clash struct {
	File         string
	Line         int    // of the conflict markers in the merged file; 0 if it has none for it
	Path         string // catalog.item.note, as Answers name it
	Ours, Theirs string // what stands on either side; "" if it was removed there
}

// ClashError says what only a person can decide.
type ClashError struct {
	Ours, Theirs string // what the sides are called
	Clashes      []Clash
}

func (e *ClashError) Error() string {
	lines := make([]string, len(e.Clashes))
	for i, c := range e.Clashes {
		lines[i] = fmt.Sprintf("%s: both branches changed %s", c.File, c.Path)
	}
	return strings.Join(lines, "\n")
}

// Command is what to type to take the version of a side: ours or theirs.
func (c Clash) Command(side string) string {
	return "svcgen merge --" + side + " " + plan.ShellQuote(c.Path)
}

// Hint says how to decide a clash.
func (e *ClashError) Hint(c Clash) string {
	say := func(name, text string) string {
		if text = strings.TrimSpace(text); text == "" {
			text = "removed"
		}
		return name + ": " + strings.ReplaceAll(text, "\n", "\n  ")
	}
	hint := say(e.Ours, c.Ours) + "\n" + say(e.Theirs, c.Theirs) +
		"\n" + c.Command("ours") + ", or --theirs " + plan.ShellQuote(c.Path)
	if c.Line > 0 {
		hint += "\nor write what it should be in place of the markers, and run svcgen merge again"
	}
	return hint
}

// Unused are the answers that are about nothing.
func (m *Merge) Unused() []string {
	var out []string
	for _, path := range slices.Concat(m.answers.Ours, m.answers.Theirs) {
		if !m.used[path] && !slices.ContainsFunc(m.clashes, func(c Clash) bool { return c.Path == path }) {
			out = append(out, path)
		}
	}
	return out
}

// Resolves reports whether svcgen resolves a conflict of git in a file of a workspace.
func Resolves(st plan.State, name string) bool {
	if isState(name) || isSpec(name) || isMigration(name) {
		return true
	}
	return slices.ContainsFunc(st.Manifest.Entries(name), func(e plan.Entry) bool {
		return e.Class != render.Seeded && !decided(e)
	})
}
