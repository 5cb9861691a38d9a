package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/svcgen/svcgen/generator/workspace"
)

// checked tells what check has found.
func (r *report) checked(res checkResult, compiled bool, took time.Duration) {
	if len(res.Problems) == 0 {
		what := "everything compiles"
		if !compiled {
			what = "nothing was compiled"
		}
		r.outf("the spec is valid, %s current, %s (%s)\n", are(res.Files, "file"), what, seconds(took))
		return
	}
	const most = 40
	for i, p := range res.Problems {
		if i == most {
			r.outf("… and %s more; --json lists them all\n", thousands(len(res.Problems)-most))
			break
		}
		r.outf("%s\n", r.checkLine(p))
	}
	var parts []string
	if n := kinds(res, "stale"); n > 0 {
		parts = append(parts, are(n, "file")+" not current: svcgen generate")
	}
	if n := kinds(res, "decide"); n > 0 {
		parts = append(parts, count(n, "file")+" to decide: svcgen generate tells how")
	}
	if kinds(res, "version") > 0 {
		parts = append(parts, "another version of svcgen wrote it: svcgen upgrade")
	}
	if kinds(res, "interrupted") > 0 {
		parts = append(parts, "an earlier run was interrupted: svcgen recover")
	}
	if n := kinds(res, "compile"); n > 0 {
		parts = append(parts, count(n, "place")+" where it does not compile or vet")
	}
	r.errf("svcgen: %s\n", strings.Join(parts, "\n        "))
}

func (r *report) checkLine(p checkProblem) string {
	switch {
	case p.Kind == "compile" && p.Col > 0:
		return fmt.Sprintf("%s:%d:%d: %s", p.Path, p.Line, p.Col, p.Message)
	case p.Kind == "compile":
		return fmt.Sprintf("%s:%d: %s", p.Path, p.Line, p.Message)
	case p.Path == "":
		return r.mark(p.mark) + " " + p.Message
	default:
		return fmt.Sprintf("%s %s: %s", r.mark(p.mark), p.Path, p.Message)
	}
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
	r.outf("%s is yours from now on; svcgen adopt %s takes that back\n", path, shellQuote(path))
}

func (r *report) adopted(path string) {
	r.outf("%s is svcgen's again: svcgen generate\n", path)
}

// readingTerminal is said where a spec is read from a terminal, so that nobody wonders why nothing happens.
func (r *report) readingTerminal() {
	r.errf("reading the spec from the terminal; end it with Ctrl-D\n")
}
