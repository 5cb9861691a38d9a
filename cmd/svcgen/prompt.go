package main

import (
	"context"
	"errors"
)

// errBack says that the user wants to see the question before this one again.
var errBack = errors.New("back")

// prompter asks the person in front of the terminal. Its methods return errBack or errCancelled when that is the answer.
type prompter interface {
	line(ctx context.Context, q lineQuestion) (string, error)
	choose(ctx context.Context, q choice) (int, error)
	show(ctx context.Context, d document) error
}

// lineQuestion asks for one line of text.
type lineQuestion struct {
	title string
	help  string             // how to answer
	given []string           // what was answered before, shown above the line
	ends  bool               // an empty line says that there are no more
	value string             // the answer to begin with
	check func(string) error // asked at each key; its error stands below the line; nil takes everything
	back  bool               // there is a question before this one
}

func (q *lineQuestion) problem(answer string) error {
	if q.check == nil {
		return nil
	}
	return q.check(answer)
}

// choice asks for one of a few options.
type choice struct {
	path    string // stands before the title, cut where it does not fit
	title   string
	body    string // shown above the options
	options []string
	effects []string // what each option does, shown beside it; nil where the options say it all
	at      int      // the option to begin with
	back    bool
	quits   bool // the last option leaves: q does too
}

// document is a text that may be longer than a screen. It is shown until the person has read it.
type document struct {
	title string
	lines []string // with their colours
}
