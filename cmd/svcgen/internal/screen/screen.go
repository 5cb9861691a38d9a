// Package screen knows the terminal, or the pipes, in front of which a command runs.
package screen

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

// UI is everything that a command knows about the person in front of it. Results go to out; progress, questions and
// messages go to err.
type UI struct {
	In       io.Reader
	Out, Err io.Writer
	TTY      bool // there is a person who can answer
	Ask      ask.Prompter
	Say      *say.Report
	Args     []string // of the command line
	Version  string   // of this svcgen
}

// New returns what a command says and asks through. It reads from in; out and errOut may be terminals.
func New(in io.Reader, out, errOut io.Writer) *UI {
	dumb, accessible := os.Getenv("TERM") == "dumb", os.Getenv("ACCESSIBLE") != ""
	plain := dumb || accessible
	u := &UI{
		In:  in,
		Out: out,
		Err: errOut,
		TTY: IsTerminal(in) && (plain || IsTerminal(errOut)),
		Ask: &ask.Form{In: in, Out: errOut, Plain: plain},
		Say: say.New(out, errOut),
	}
	u.Say.Color = IsTerminal(out) && os.Getenv("NO_COLOR") == "" && !dumb
	u.Say.Live = IsTerminal(errOut) && !plain
	return u
}

// Typed is the command as it was typed, without the flags that only show or decide: what decides is put behind it.
func (u *UI) Typed() string {
	words, value := []string{"svcgen"}, false
	for _, arg := range u.Args {
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

// IsTerminal reports whether a stream is a terminal.
func IsTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) //nolint:gosec // a file descriptor fits
}
