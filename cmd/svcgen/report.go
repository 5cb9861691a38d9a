package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// report writes everything that a person reads: results to out, everything else to err. What svcgen says is worded here
// and in the other report*.go files, and nowhere else is anything printed.
type report struct {
	out, err   io.Writer
	color      bool
	documented *bool
	checks     bool // never writes: that nothing was written goes without saying
}

func newReport(u *ui) *report {
	return &report{out: u.out, err: u.err, color: u.color, documented: &u.documented}
}

func (r *report) outf(format string, args ...any) { _, _ = fmt.Fprintf(r.out, format, args...) }
func (r *report) errf(format string, args ...any) { _, _ = fmt.Fprintf(r.err, format, args...) }

// json prints a result for programs.
func (r *report) json(v any) error {
	if p, ok := v.(*plan.Plan); ok {
		doc, err := newPlanDocument(p, nil)
		if err != nil {
			return err
		}
		v = doc
	}
	*r.documented = true
	enc := json.NewEncoder(r.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// failure says why a command failed, and what to do.
func (r *report) failure(err error) {
	var coded *cmdError
	var problems spec.Problems
	var loss *model.LossError
	var chain *model.ChainError
	var breaking *model.BreakingError
	var tool *toolchain.Error
	switch {
	case err == nil:
	case errors.As(err, &coded):
		if !coded.quiet {
			r.errf("svcgen: %s\n", coded.msg)
			r.hint(coded.hint)
		}
	case errors.As(err, &problems):
		r.errf("%s\n", strings.TrimRight(problems.Error(), "\n"))
	case errors.As(err, &chain):
		r.errf("%s\n", chain)
		if !r.checks {
			r.errf("svcgen: nothing was written\n")
		}
	case errors.Is(err, ask.ErrCancelled):
		r.errf("\nsvcgen: %s\n", ask.ErrCancelled)
	case errors.As(err, &loss):
		r.losses(loss.Losses)
	case errors.As(err, &breaking):
		r.breaking(breaking.Changes, commandOf(err))
	case errors.As(err, &tool) && tool.Output != "":
		r.errf("%s\nsvcgen: %s failed%s\n", tool.Output, tool.Program, r.unwritten())
	default:
		r.errf("svcgen: %v\n", err)
	}
}

// losses tells what the spec does not mention any more, and the lines that say what became of it.
func (r *report) losses(losses []model.Loss) {
	for _, l := range losses {
		r.errf("%s: %s\n", l.Pos, lost(l))
		for _, c := range l.Choices {
			r.errf("    %s\n        %s: %s\n", c.Line, c.Where, c.Effect)
		}
	}
	r.errf("svcgen: the spec has to say what became of %s%s\n", plural(len(losses), "it", "them"), r.unwritten())
}

// unwritten ends the line that tells of a failure.
func (r *report) unwritten() string {
	if r.checks {
		return ""
	}
	return "; nothing was written"
}

func lost(l model.Loss) string { return l.What + " is not in the spec any more" }

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func (r *report) hint(text string) {
	for i, line := range strings.Split(text, "\n") {
		switch {
		case text == "":
		case i == 0:
			r.errf("  hint: %s\n", line)
		default:
			r.errf("        %s\n", line)
		}
	}
}

// answered repeats the answer to a question that has left the screen.
func (r *report) answered(label, answer string) { r.errf("  %-10s  %s\n", label, answer) }

func (r *report) answeredFields(path string, fields []*spec.Field) {
	r.errf("  %s\n", path)
	for _, f := range fields {
		r.errf("    %s\n", lineOf(f))
	}
}

const eraseToEnd = "\r\x1b[K"

func (r *report) spinner(frame int, text string, elapsed time.Duration) {
	frames := []rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
	r.errf("%s%c %s, %d s", eraseToEnd, frames[frame%len(frames)], text, int(elapsed.Seconds()))
}

func (r *report) eraseLine()            { r.errf(eraseToEnd) }
func (r *report) stepBegan(text string) { r.errf("%s …\n", text) }

func (r *report) stepEnded(text string, elapsed time.Duration) {
	r.errf("%s: done in %s\n", text, seconds(elapsed))
}

// seconds prints a duration as a person would say it: 0.3 s, 12 s.
func seconds(d time.Duration) string {
	if d < 10*time.Second {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%.0f s", d.Seconds())
}

// count prints a number with its noun: 1 file, 2,914 lines.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		return thousands(n) + " " + stem + "ies"
	}
	return thousands(n) + " " + noun + "s"
}

func thousands(n int) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// paint colours text where out is a terminal.
func (r *report) paint(code, text string) string {
	if !r.color || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
