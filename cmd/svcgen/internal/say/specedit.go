package say

import (
	"bytes"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// mostSpecLines limits the removed lines that are shown for one spec file.
const mostSpecLines = 6

// SpecChanges shows which lines of the spec a command changes. before returns the previous text of a file.
func (r *Report) SpecChanges(files []spec.Source, before func(path string) string) {
	for _, f := range files {
		lines := changedLines(f.Path, before(f.Path), string(plan.Normalise(f.Data)))
		if len(lines) == 0 {
			continue
		}
		r.outf("%s:\n", f.Path)
		left, hidden := mostSpecLines, 0
		for _, line := range lines {
			if line[0] == '-' { // added lines are always shown
				if left--; left < 0 {
					hidden++
					continue
				}
			} else if hidden > 0 {
				r.outf("  … and %s\n", Count(hidden, "more line"))
				hidden = 0
			}
			r.outf("  %s", r.diffLine(cut(line, ScreenWidth-2)))
		}
		if hidden > 0 {
			r.outf("  … and %s\n", Count(hidden, "more line"))
		}
	}
}

// changedLines returns the lines of a unified diff that start with - or +.
func changedLines(path, old, text string) []string {
	unified, err := udiff.ToUnified(path, path, old, udiff.Lines(old, text), 0)
	if err != nil {
		return nil // cannot happen: the edits were made from this text
	}
	var lines []string
	for i, line := range strings.Split(unified, "\n") {
		if i > 1 && (strings.HasPrefix(line, "-") || strings.HasPrefix(line, "+")) && strings.TrimSpace(line[1:]) != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// cut shortens a line to a width.
func cut(line string, width int) string {
	if chars := []rune(line); len(chars) > width {
		return string(chars[:width-1]) + "…"
	}
	return line
}

// Destroys warns of migrations that delete data.
func (r *Report) Destroys(p *plan.Plan, loses string) {
	for _, a := range p.Actions {
		if a.Kind == plan.Create && destructive(a) && loses != "" {
			r.outf("%s is destructive:\n  when it runs, the data of %s are deleted\n", a.Path, loses)
		}
	}
}

// destructive reports whether a file is a migration that deletes data.
func destructive(a plan.Action) bool {
	return a.File.Class == render.Appended && bytes.Contains(a.File.Data, []byte("\n-- svcgen:destructive\n"))
}
