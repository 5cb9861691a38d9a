// Package say holds what svcgen says: results, questions, errors. Nothing else prints.
package say

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/clean"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// Report writes everything that a person reads: results to out, everything else to err. Nothing else prints.
type Report struct {
	out, err io.Writer
	Color    bool // out may carry colours
	Live     bool // err may be drawn in place

	Patience  time.Duration   // steps that end within it are not shown
	Checks    bool            // the command never writes: that nothing was written goes without saying
	Unwritten map[string]bool // paths of spec files whose text is not on disk: that of a change which is refused

	found Document // what --json prints
}

// New is a report without colours that is not drawn in place.
func New(out, errOut io.Writer) *Report { return &Report{out: out, err: errOut, Patience: time.Second} }

func (r *Report) outf(format string, args ...any) {
	_, _ = io.WriteString(r.out, clean.Text(fmt.Sprintf(format, args...)))
}

func (r *Report) errf(format string, args ...any) {
	_, _ = io.WriteString(r.err, clean.Text(fmt.Sprintf(format, args...)))
}

// json prints a document for programs.
func (r *Report) json(v Document) error {
	var text strings.Builder
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(r.out, clean.JSON(text.String()))
	return err
}

// Failure says why a command failed, and what to do.
func (r *Report) Failure(err error) {
	for _, part := range problem.Parts(err) {
		r.failed(part)
	}
}

// failed says it of one error.
func (r *Report) failed(err error) {
	problems := problem.Of(err)
	if len(problems) == 0 {
		return
	}
	switch kind := problems[0].Kind; kind {
	case problem.Cancelled:
		how := ask.ErrCancelled
		if left, ok := errors.AsType[*ask.LeftError](err); ok {
			how = left
		}
		r.errf("\nsvcgen: %s\n", how)
	case problem.Tool:
		tool, _ := errors.AsType[*toolchain.Error](err)
		r.errf("%s\nsvcgen: %s failed%s\n", tool.Output, tool.Program, r.unwritten())
		if tool.Hint != "" && !r.Checks {
			r.hint(tool.Hint + ":\n" + problem.CommandOf(err))
		} else {
			r.hint(tool.Hint)
		}
	default:
		for i, p := range problems {
			if i == 0 || p.Message != problems[i-1].Message || kind != problem.Failed {
				r.problem(p)
			}
		}
		r.closing(problems)
	}
}

// problem says what is wrong, where, and what to do.
func (r *Report) problem(p problem.Problem) {
	at := place(p)
	if at == "" || p.Kind == problem.Failed {
		at = "svcgen"
	}
	r.errf("%s: %s\n", at, p.Message)
	if p.Excerpt != "" {
		r.errf("%s\n", p.Excerpt)
	}
	if p.Choices == nil {
		r.hint(p.Hint)
	}
	for _, c := range p.Choices {
		r.errf("    %s\n        %s: %s\n", c.Line, c.Where, c.Effect)
	}
}

// closing ends what was said of problems of one kind.
func (r *Report) closing(problems []problem.Problem) {
	switch n := len(problems); problems[0].Kind {
	case problem.Migrations:
		if !r.Checks {
			r.errf("svcgen: nothing was written\n")
		}
	case problem.Decide:
		if problems[0].Choices != nil {
			r.errf("svcgen: say in the spec whether %s renamed or removed%s\n", Plural(n, "it was", "they were"), r.unwritten())
		}
	case problem.Breaking:
		r.errf("svcgen: %s clients of the API%s\n", Plural(n, "this breaks", "these break"), r.unwritten())
		for _, f := range problems[0].Fixes {
			r.hint("undo the change; or " + f.Effect + ":\n" + f.Typed())
		}
	}
}

// unwritten ends the line about a failure.
func (r *Report) unwritten() string {
	if r.Checks {
		return ""
	}
	return "; nothing was written"
}

// Plural chooses a form by number.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func (r *Report) hint(text string) {
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

const eraseToEnd = "\r\x1b[K"

func (r *Report) spinner(frame int, text string, elapsed time.Duration) {
	frames := []rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
	r.eraseLine()
	r.errf("%c %s, %d s", frames[frame%len(frames)], text, int(elapsed.Seconds()))
}

func (r *Report) eraseLine()            { _, _ = io.WriteString(r.err, eraseToEnd) }
func (r *Report) stepBegan(text string) { r.errf("%s …\n", text) }

func (r *Report) stepEnded(text string, elapsed time.Duration) {
	r.errf("%s: done in %s\n", text, seconds(elapsed))
}

// seconds prints a duration as a person would say it: 0.3 s, 12 s.
func seconds(d time.Duration) string {
	if d < 10*time.Second {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%.0f s", d.Seconds())
}

// Count prints a number with its noun: 1 file, 2,914 lines.
func Count(n int, noun string) string {
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

// paint colours text if out is a terminal.
func (r *Report) paint(code, text string) string {
	if !r.Color || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// Waiting is said once, while another svcgen works in the workspace.
func (r *Report) Waiting(pid int, wait time.Duration) {
	if pid == 0 {
		r.errf("another svcgen is at work here: waiting up to %s\n", wait)
		return
	}
	r.errf("another svcgen (pid %d) is at work here: waiting up to %s\n", pid, wait)
}

// ReadingTerminal says that a spec is read from the terminal, so that nobody wonders why nothing happens.
func (r *Report) ReadingTerminal() {
	r.errf("reading the spec from the terminal; end it with Ctrl-D\n")
}

// Raw prints a file.
func (r *Report) Raw(data []byte) error {
	_, err := r.out.Write(data)
	return err
}
