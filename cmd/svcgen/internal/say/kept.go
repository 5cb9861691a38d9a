package say

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// keptFiles are the files that svcgen new did not write because they were there already.
func keptFiles(p *plan.Plan) []string {
	var out []string
	for _, a := range p.Actions {
		if a.Kind == plan.Keep && a.Notice != "" && a.File.Class == render.Seeded {
			out = append(out, a.Path)
		}
	}
	return out
}

// kept says what a new workspace lacks because files were there already, and how to get it.
func (r *Report) kept(paths []string) {
	if len(paths) == 0 {
		return
	}
	lacks := [][2]string{
		{"Makefile", "no make dev: put `include svcgen.gen.mk` in"},
		{"README.md", "svcgen's guide is not in it"},
		{"compose.yaml", "put `include: [compose.gen.yaml]` in"},
		{"buf.yaml", "svcgen's modules and rules are not in it"},
	}
	var lines [][2]string
	var others []string
	for _, line := range lacks {
		if slices.Contains(paths, line[0]) {
			lines = append(lines, line)
		}
	}
	for _, path := range paths {
		if !slices.ContainsFunc(lacks, func(line [2]string) bool { return line[0] == path }) {
			others = append(others, path)
		}
	}
	if n := len(others); n > mostKept {
		others = append(others[:mostKept], "…")
	}
	if len(others) > 0 {
		lines = append(lines, [2]string{strings.Join(others, "  "), ""})
	}
	r.outf("%s\n", r.paint("1", "files that were there, and were left as they are"))
	r.columns(16, lines)
	example := lines[0][0]
	if len(others) == len(paths) {
		example = paths[0]
	}
	r.outf("  to replace yours with svcgen's: svcgen diff --take %s, then\n  svcgen generate --take %s\n", plan.ShellQuote(example), plan.ShellQuote(example))
}

const mostKept = 3
