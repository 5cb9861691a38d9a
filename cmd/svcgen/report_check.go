package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/replay"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/generator/workspace"
)

// checked tells what check has found. planned reports whether svcgen generate would make a plan; else it was said why not.
func (r *report) checked(res checkResult, planned, compiled bool, took time.Duration) {
	if len(res.Problems) == 0 {
		if planned {
			r.allWell(res, compiled, took)
		}
		return
	}
	const most = 40
	for i, p := range res.Problems {
		if i == most {
			r.outf("… and %s more; --json lists them all\n", thousands(len(res.Problems)-most))
			break
		}
		if p.Kind == kindMigrations && p.Path != "" {
			r.migrations(p, i == 0 || place(p) != place(res.Problems[i-1]))
			continue
		}
		r.outf("%s\n", r.checkLine(p))
	}
	var parts []string
	if kinds(res, kindMigrations) > 0 {
		text := "the migrations do not make what the spec says"
		if !slices.ContainsFunc(res.Problems, func(p problem) bool { return p.Kind == kindMigrations && p.Path != "" }) {
			text = "the migrations were not proved"
		}
		parts = append(parts, text, strings.Join(hints(res, kindMigrations), "\n        "))
	}
	if n := kinds(res, kindStale); n > 0 {
		what := ": svcgen generate"
		if !planned {
			what = "; svcgen generate waits for what is said above"
		}
		parts = append(parts, are(n, "file")+" not current"+what)
	}
	if n := kinds(res, kindDecide); n > 0 {
		parts = append(parts, count(n, "file")+" to decide: svcgen generate tells how")
	}
	if n := kinds(res, kindMarkers); n > 0 {
		parts = append(parts, count(n, "file")+" with conflict markers: resolve them")
	}
	if kinds(res, kindVersion) > 0 {
		parts = append(parts, "another version of svcgen wrote it: svcgen upgrade")
	}
	if kinds(res, kindInterrupted) > 0 {
		parts = append(parts, "an earlier run was interrupted: svcgen recover")
	}
	if n := kinds(res, kindTool); n > 0 {
		parts = append(parts, count(n, "place")+" that sqlc or protoc refuses")
	}
	if n := kinds(res, kindCompile); n > 0 {
		parts = append(parts, count(n, "place")+" where it does not compile or vet")
	}
	r.errf("svcgen: %s\n", strings.Join(parts, "\n        "))
}

// failures says all of what svcgen generate would refuse, one after the other.
func (r *report) failures(err error) {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		r.failure(err)
		return
	}
	for _, part := range joined.Unwrap() {
		r.failures(part)
	}
}

// allWell tells what was looked at.
func (r *report) allWell(res checkResult, compiled bool, took time.Duration) {
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
			of = " of " + count(p.Services, "service")
		}
		r.outf("migrations%s %s\n", of, text)
	}
}

func (r *report) warnings(warnings []string) {
	for _, w := range warnings {
		r.errf("svcgen: warning: %s\n", strings.Replace(w, ": ", ":\n  ", 1))
	}
}

// serverWarning says why a PostgreSQL server proved nothing.
func serverWarning(w replay.Warning) string {
	text := w.Err.Error()
	if tool, ok := errors.AsType[*toolchain.Error](w.Err); ok {
		text = "it did not start: " + tool.Output[strings.LastIndex(tool.Output, "\n")+1:]
	}
	lines := strings.SplitN(text, "\n", 3) // of an address that was tried in several ways, the first
	return w.Server + " was not used to prove migrations: " + strings.Join(strings.Fields(strings.Join(lines[:min(2, len(lines))], " ")), " ")
}

const noServerHint = "install PostgreSQL 15 or later, or set TEST_DATABASE_URL"

const editedHint = "it was edited since svcgen wrote it: put it right, or take the edit back"

func refutedHint(dir string) string {
	return "see what changed the migrations: git log -p -- " + dir
}

// cannotApply says why a migration fails.
func cannotApply(proof replay.Proof) string {
	if proof.By == replay.BySQLC {
		return "sqlc cannot read it: " + proof.Failed.Msg
	}
	return "it fails on " + proof.By + ": " + proof.Failed.Msg
}

// unlike says of each thing how the migrations make it, and how the spec has it.
func unlike(proof replay.Proof) []string {
	var out []string
	for _, o := range proof.Missing {
		out = append(out, "the migrations do not make "+object(o))
	}
	for _, c := range proof.Other {
		out = append(out, "the migrations make "+object(c.Have)+"; the spec says "+c.Want.Is)
	}
	for _, o := range proof.Extra {
		out = append(out, "the migrations make "+object(o)+", which the spec does not have")
	}
	return out
}

// object names a thing of a schema: column products.note (text NOT NULL).
func object(o replay.Object) string {
	switch o.Kind {
	case "table":
		return "table " + o.Name
	case "column":
		return fmt.Sprintf("column %s.%s (%s)", o.Table, o.Name, o.Is)
	default:
		return fmt.Sprintf("%s %s of %s (%s)", o.Kind, o.Name, o.Table, o.Is)
	}
}

// migrations tells of migrations that make something else. The text is long, for it quotes SQL.
func (r *report) migrations(p problem, first bool) {
	if first {
		r.outf("%s %s\n", r.mark(p.mark), place(p))
	}
	r.outf("    %s\n", strings.ReplaceAll(p.Message, "; the spec says", "\n    the spec says"))
}

func (r *report) checkLine(p problem) string {
	switch {
	case p.Path == "":
		return r.mark(p.mark) + " " + p.Message
	case p.mark != "":
		return r.mark(p.mark) + " " + place(p) + ": " + p.Message
	default:
		return place(p) + ": " + p.Message
	}
}

// place is a path with line and column, as far as they are known.
func place(p problem) string {
	switch {
	case p.Line == 0:
		return p.Path
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.Path, p.Line)
	default:
		return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Col)
	}
}

// hints are the hints of the problems of a kind, each once.
func hints(res checkResult, kind string) []string {
	var out []string
	for _, p := range res.Problems {
		if p.Kind == kind && p.Hint != "" && !slices.Contains(out, p.Hint) {
			out = append(out, p.Hint)
		}
	}
	return out
}

func kinds(res checkResult, kind string) int {
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
	return count(n, noun) + " are"
}

// waiting is said once, while another svcgen works in the workspace.
func (r *report) waiting(pid int) {
	if pid == 0 {
		r.errf("another svcgen is at work here: waiting up to %s\n", lockWait)
		return
	}
	r.errf("another svcgen (pid %d) is at work here: waiting up to %s\n", pid, lockWait)
}

func (r *report) recovered(paths []string) {
	r.errf("an earlier run was interrupted: finished it (%s)\n", count(len(paths), "file"))
}

func (r *report) recovery(done workspace.Recovery, abort bool) {
	switch {
	case abort && done.Committed:
		r.outf("took the interrupted run back: %s as before\n", count(len(done.Restored), "file"))
	case len(done.Finished) > 0:
		r.outf("finished the interrupted run: %s\n", count(len(done.Finished), "file"))
	case done.Discarded:
		r.outf("an interrupted run had written nothing yet; what it left is removed\n")
	case done.Committed:
		r.outf("the interrupted run had nothing left to do\n")
	default:
		r.outf("nothing to recover\n")
	}
	for _, path := range done.Left {
		r.outf("  %s was edited since, and stays as it is\n", path)
	}
}

func (r *report) ejected(path string) {
	r.outf("%s is yours from now on; svcgen adopt %s takes that back\n", path, plan.ShellQuote(path))
}

func (r *report) adopted(path string) {
	r.outf("%s is svcgen's again: svcgen generate\n", path)
}

// readingTerminal is said where a spec is read from a terminal, so that nobody wonders why nothing happens.
func (r *report) readingTerminal() {
	r.errf("reading the spec from the terminal; end it with Ctrl-D\n")
}
