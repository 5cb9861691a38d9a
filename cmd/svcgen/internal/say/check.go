package say

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/svcgen/svcgen/generator/check"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/replay"
)

// Checked prints the result of a check. The reasons why svcgen generate would refuse are printed before.
func (r *Report) Checked(res *check.Result, compiled bool, took time.Duration) {
	defer r.notCompared(res)
	if len(res.Problems) == 0 {
		if res.Planned {
			r.allWell(res, compiled, took)
		}
		return
	}
	const most = 40
	for i, p := range res.Problems {
		if i == most {
			r.outf("… and %s more; --json lists all of them\n", thousands(len(res.Problems)-most))
			break
		}
		if p.Kind == problem.Migrations && p.Path != "" {
			r.migrations(p, i == 0 || place(p) != place(res.Problems[i-1]))
			continue
		}
		r.outf("%s\n", r.checkLine(p))
	}
	var parts []string
	if kinds(res, problem.Migrations) > 0 {
		text := "the migrations do not make what the spec says"
		if !slices.ContainsFunc(res.Problems, func(p problem.Problem) bool { return p.Kind == problem.Migrations && p.Path != "" }) {
			text = "the migrations were not proved"
		}
		parts = append(parts, text, strings.Join(hints(res, problem.Migrations), "\n        "))
	}
	if n := kinds(res, problem.Stale); n > 0 {
		what := ": " + problem.Generate
		if !res.Planned {
			what = "; first resolve what is said above, then " + problem.Generate
		}
		parts = append(parts, are(n, "file")+" not current"+what)
	}
	if n := kinds(res, problem.Decide); n > 0 {
		parts = append(parts, Count(n, "file")+" to decide: "+problem.Generate+" tells how")
	}
	if n := kinds(res, problem.Markers); n > 0 {
		parts = append(parts, Count(n, "file")+" with conflict markers: resolve them")
	}
	if kinds(res, problem.Version) > 0 {
		parts = append(parts, "another version of svcgen wrote it: "+problem.Upgrade)
	}
	if kinds(res, problem.Interrupted) > 0 {
		parts = append(parts, "an earlier run was interrupted: "+problem.Recover)
	}
	if n := kinds(res, problem.Tool); n > 0 {
		parts = append(parts, Count(n, "place")+" that sqlc or protoc rejects")
	}
	if n := kinds(res, problem.Compile); n > 0 {
		parts = append(parts, Count(n, "place")+" where it does not compile or vet")
	}
	r.errf("svcgen: %s\n", strings.Join(parts, "\n        "))
}

// allWell says what was checked.
func (r *Report) allWell(res *check.Result, compiled bool, took time.Duration) {
	what := "everything compiles"
	if !compiled {
		what = "nothing was compiled"
	}
	r.outf("the spec is valid, %s current, %s (%s)\n", are(res.Files, "file"), what, seconds(took))
	for _, p := range res.Proofs {
		text := "replayed on " + p.By
		if p.By == replay.BySQLC {
			text = "read by sqlc; a PostgreSQL would prove constraints too"
		}
		of := ""
		if len(res.Proofs) > 1 {
			of = " of " + Count(p.Services, "service")
		}
		r.outf("migrations%s %s\n", of, text)
	}
}

// notCompared names the files whose text svcgen does not look at, the first few of them.
func (r *Report) notCompared(res *check.Result) {
	var files []string
	for _, path := range res.Kept {
		files = append(files, path+" (kept)")
	}
	for _, path := range res.Ejected {
		files = append(files, path+" (ejected)")
	}
	if len(files) > 0 {
		r.outf("%s not compared: %s\n", are(len(files), "file"), plan.Enumerate(files))
	}
}

// Warnings says what a check could not do, and why.
func (r *Report) Warnings(warnings []string) {
	for _, w := range warnings {
		r.errf("svcgen: warning: %s\n", strings.Replace(w, ": ", ":\n  ", 1))
	}
}

// migrations prints a problem of migrations on lines of its own: it quotes SQL, and so is long.
func (r *Report) migrations(p problem.Problem, first bool) {
	if first {
		r.outf("%s %s\n", r.mark(p.Mark), place(p))
	}
	r.outf("    %s\n", strings.ReplaceAll(p.Message, "; the spec says", "\n    the spec says"))
}

func (r *Report) checkLine(p problem.Problem) string {
	switch {
	case p.Path == "":
		return r.mark(p.Mark) + " " + p.Message
	case p.Mark != "":
		return r.mark(p.Mark) + " " + place(p) + ": " + p.Message
	default:
		return place(p) + ": " + p.Message
	}
}

// place returns the path, with line and column if they are known.
func place(p problem.Problem) string {
	switch {
	case p.Line == 0:
		return p.Path
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.Path, p.Line)
	default:
		return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Col)
	}
}

// hints returns the hints of the problems of a kind, each once.
func hints(res *check.Result, kind problem.Kind) []string {
	var out []string
	for _, p := range res.Problems {
		if p.Kind == kind && p.Hint != "" && !slices.Contains(out, p.Hint) {
			out = append(out, p.Hint)
		}
	}
	return out
}

func kinds(res *check.Result, kind problem.Kind) int {
	n := 0
	for _, p := range res.Problems {
		if p.Kind == kind {
			n++
		}
	}
	return n
}

// are counts with the verb: 1 file is, 3 files are.
func are(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return Count(n, noun) + " are"
}
