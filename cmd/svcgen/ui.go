package main

import (
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/plan"
)

// ui is everything that a command knows about the person in front of it. Results go to out; progress, questions and
// messages go to err.
type ui struct {
	in       io.Reader
	out, err io.Writer
	tty      bool // there is a person who can answer
	ask      ask.Prompter
	say      *say.Report
	args     []string // of the command line
}

func newUI(in io.Reader, out, errOut io.Writer) *ui {
	dumb, accessible := os.Getenv("TERM") == "dumb", os.Getenv("ACCESSIBLE") != ""
	plain := dumb || accessible
	u := &ui{
		in:  in,
		out: out,
		err: errOut,
		tty: isTerminal(in) && (plain || isTerminal(errOut)),
		ask: &ask.Form{In: in, Out: errOut, Plain: plain},
		say: say.New(out, errOut),
	}
	u.say.Color = isTerminal(out) && os.Getenv("NO_COLOR") == "" && !dumb
	u.say.Live = isTerminal(errOut) && !plain
	return u
}

// typed is the command as it was typed, without the flags that only show or decide: what decides is put behind it.
func (u *ui) typed() string {
	words, value := []string{"svcgen"}, false
	for _, arg := range u.args {
		name, _, given := strings.Cut(arg, "=")
		switch {
		case value:
			value = false
		case name == "--keep", name == "--take":
			value = !given
		case slices.Contains([]string{"--markers", "--json", "--dry-run", "--diff", "--exit-code", "--watch", "--"}, name):
		default:
			words = append(words, plan.ShellQuote(arg))
		}
	}
	return strings.Join(words, " ")
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) //nolint:gosec // a file descriptor fits
}
