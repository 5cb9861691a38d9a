// Package ask asks the person in front of a terminal: for a line, for one of a few options, or to read a text.
package ask

import (
	"context"
	"errors"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/clean"
	"github.com/svcgen/svcgen/generator/spec"
)

// ErrBack says that the user wants to see the question before this one again.
var ErrBack = errors.New("back")

// ErrMore says that the user asked for what the question does not ask: the less common parts of the same thing.
var ErrMore = errors.New("more")

// ErrCancelled says that the user pressed Ctrl-C, or that the input ended, before anything was written. It is a
// context.Canceled, because that is how the rest of a command learns of Ctrl-C.
var ErrCancelled error = cancelled{}

type cancelled struct{}

func (cancelled) Error() string        { return "cancelled, nothing was written" }
func (cancelled) Is(target error) bool { return target == context.Canceled }

// LeftError is ErrCancelled of a form whose answers are kept.
type LeftError struct {
	Command string // that continues
}

func (e *LeftError) Error() string {
	return "nothing was written; " + e.Command + " continues where you stopped"
}

// Is reports whether target is what ErrCancelled is.
func (e *LeftError) Is(target error) bool { return target == context.Canceled }

// Prompter asks the person in front of the terminal. Its methods return ErrBack, ErrMore or ErrCancelled if that is the answer.
type Prompter interface {
	// Line returns the answer without blanks around it; with ErrCancelled, what was typed of it.
	Line(ctx context.Context, q Line) (string, error)
	Choose(ctx context.Context, q Choice) (int, error)
	Show(ctx context.Context, d Document) error
}

// Line asks for one line of text.
type Line struct {
	Title string
	Help  string             // how to answer
	Above []string           // what was answered before, shown above the question as far as it fits on the screen
	Given []string           // what was entered here before, shown above the line
	Ends  bool               // an empty line says that there are no more
	Value string             // the answer to begin with
	Check func(string) error // what is wrong with an answer; nil accepts everything
	More  bool               // + asks for more: ErrMore
	Back  bool               // there is a question before this one

	// Unfinished is called at each key, and says what is wrong whatever follows; nil: nothing is, before enter. Its error
	// is shown below the line.
	Unfinished func(string) error

	// Word says what the word at the cursor, a number of characters, can become and what it means. It may be nil.
	Word func(text string, cursor int) Word
}

// Word is the word at the cursor of a line.
type Word struct {
	At      int      // its first character
	Options []string // what it can become; each begins with what is typed of it
	Help    string   // what it means
}

// Problem says what is wrong with an answer.
func (q *Line) Problem(answer string) error {
	if q.Check == nil {
		return nil
	}
	return q.Check(answer)
}

// Choice asks for one of a few options.
type Choice struct {
	Above   []string // what was answered before, shown above the question as far as it fits on the screen
	Path    string   // shown before the title; its middle is cut if it does not fit
	Title   string
	Body    string // shown above the options
	Options []string
	Effects []string // what each option does, shown beside it; nil if the options say it all
	At      int      // the option to begin with
	Back    bool
	Quits   bool // the last option leaves: q does too
}

// clean returns the question as it may be shown: names of files and texts of a spec stand in it.
func (q Choice) clean() Choice {
	q.Path, q.Title, q.Body = clean.Line(q.Path), clean.Line(q.Title), clean.Text(q.Body)
	q.Options, q.Effects = cleanLines(q.Options), cleanLines(q.Effects)
	return q
}

func cleanLines(lines []string) []string {
	if lines == nil {
		return nil
	}
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = clean.Line(line)
	}
	return out
}

// Document is a text that may be longer than a screen. It is shown until the person has read it.
type Document struct {
	Title string
	Lines []string // with their colours
}

// Inline returns an error in one line, to be shown below the line that is typed.
func Inline(err error) string {
	if problem, ok := errors.AsType[spec.Problem](err); ok {
		return problem.Inline()
	}
	return err.Error()
}
