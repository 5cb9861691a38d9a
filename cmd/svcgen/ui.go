package main

import (
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/plan"
)

// ui is everything that a command knows about the person in front of it. Results go to out; progress, questions and
// messages go to err.
type ui struct {
	in       io.Reader
	out, err io.Writer
	tty      bool // there is a person who can answer
	color    bool // out may carry colours
	prompter ask.Prompter

	documented bool     // a JSON document was printed: there is one at most
	args       []string // of the command line
}

func newUI(in io.Reader, out, errOut io.Writer) *ui {
	plain := os.Getenv("ACCESSIBLE") != "" || os.Getenv("TERM") == "dumb"
	u := &ui{in: in, out: out, err: errOut}
	u.tty = isTerminal(in) && (plain || isTerminal(errOut))
	u.color = isTerminal(out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	u.prompter = &ask.Form{In: in, Out: errOut, Plain: plain}
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
		case slices.Contains([]string{"--markers", "--json", "--dry-run", "--diff", "--exit-code", "--"}, name):
		default:
			words = append(words, plan.ShellQuote(arg))
		}
	}
	return strings.Join(words, " ")
}

// live reports whether progress may be drawn in place.
func (u *ui) live() bool {
	return isTerminal(u.err) && os.Getenv("TERM") != "dumb" && os.Getenv("ACCESSIBLE") == ""
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) //nolint:gosec // a file descriptor fits
}
