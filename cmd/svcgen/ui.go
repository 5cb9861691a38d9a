package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// ui is everything that a command knows about the person in front of it. Results go to out; progress, questions and
// messages go to err.
type ui struct {
	in       io.Reader
	out, err io.Writer
	tty      bool // there is a person who can answer
	color    bool // out may carry colours
	prompter prompter

	documented bool // a JSON document was printed: there is one at most
}

func newUI(in io.Reader, out, errOut io.Writer) *ui {
	plain := os.Getenv("ACCESSIBLE") != "" || os.Getenv("TERM") == "dumb"
	u := &ui{in: in, out: out, err: errOut}
	u.tty = isTerminal(in) && (plain || isTerminal(errOut))
	u.color = isTerminal(out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	u.prompter = &formPrompter{in: in, out: errOut, plain: plain, color: u.color}
	return u
}

// live tells whether progress may be drawn in place.
func (u *ui) live() bool {
	return isTerminal(u.err) && os.Getenv("TERM") != "dumb" && os.Getenv("ACCESSIBLE") == ""
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd())) //nolint:gosec // a file descriptor fits
}
