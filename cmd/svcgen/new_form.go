package main

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/draft"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/spec"
)

// newForm asks for what the flags of `new` leave open.
type newForm struct {
	*newOptions
	draft  *draft.Draft
	wizard *draft.Wizard
	begun  []byte // the answers before the first question
	kept   bool   // there is a draft of the answers
	made   *planned
}

// run asks until the workspace is planned.
func (f *newForm) run(ctx context.Context) (*planned, error) {
	f.wizard.Confirm = f.confirm
	if f.dir == "" {
		f.wizard.First = append(f.wizard.First, draft.Step{Name: "directory", Ask: f.askDir, Told: func() []string {
			return []string{say.Answer("directory", f.dir)}
		}})
	} else if err := f.resume(ctx, false); err != nil {
		return nil, err
	}
	f.begun, f.wizard.Keep = f.answers(f.wizard.Kept()), f.keep
	err := f.wizard.Run(ctx)
	if errors.Is(err, context.Canceled) && f.kept {
		return nil, &ask.LeftError{Command: f.again("")}
	}
	if err != nil {
		return nil, err
	}
	f.made.Same, f.made.Input = f.draft.NewCommand(f.dir)
	f.made.created = func() { f.forgetDraft(formDraft) }
	return f.made, nil
}

// askDir asks for the directory, and whether to continue if there is a draft of it.
func (f *newForm) askDir(ctx context.Context, canGoBack bool) error {
	for {
		answer, err := f.ui.Ask.Line(ctx, ask.Line{
			Title: "directory",
			Help:  "where to create the workspace; . is this directory",
			Value: f.dir,
			Check: func(text string) error {
				if text == "" {
					return errors.New("type a directory")
				}
				return checkNewDir(text)
			},
			Back: canGoBack,
		})
		if err != nil {
			return err
		}
		if f.kept && answer != f.dir {
			f.forgetDraft(formDraft) // it goes on under the new name
		}
		f.dir = answer
		if err := f.resume(ctx, true); !errors.Is(err, ask.ErrBack) {
			return err
		}
	}
}

// resume asks whether to go on with the draft of the directory, if there is one that says what the flags say.
func (f *newForm) resume(ctx context.Context, canGoBack bool) error {
	data, err := f.readDraft(formDraft)
	if err != nil {
		return nil //nolint:nilerr // no draft, or none that can be read: the form begins with the first question
	}
	kept, err := draft.ReadKept(data, toolVersion())
	if err != nil || !kept.Covers(f.draft) {
		return nil //nolint:nilerr // as above
	}
	goOn, err := f.offer(ctx, kept.Answers(), canGoBack)
	switch {
	case errors.Is(err, context.Canceled): // it stays as it is
		return &ask.LeftError{Command: f.again("")}
	case err != nil:
		return err
	case !goOn:
		f.forgetDraft(formDraft)
		return nil
	}
	f.kept = true
	f.wizard.Continue(kept)
	return nil
}

// keep writes the draft of the answers, if there are any. If it cannot, the form goes on without.
func (f *newForm) keep(k draft.Kept) {
	if f.dir == "" || bytes.Equal(f.answers(k), f.begun) {
		return
	}
	data, err := k.Marshal(toolVersion())
	f.kept = err == nil && f.keepDraft(formDraft, data) == nil
}

// answers are the answers without the place that the person is at.
func (f *newForm) answers(k draft.Kept) []byte {
	k.At = ""
	data, err := k.Marshal(toolVersion())
	if err != nil {
		return nil
	}
	return data
}

// confirm is the last page: what would be written, and whether to.
func (f *newForm) confirm(ctx context.Context, above []string, canGoBack bool) error {
	for {
		if f.made != nil {
			_ = f.made.place.Close() // nothing was written through it
		}
		source := f.draft.Source("<answers>")
		made, err := planNew(ctx, *f.newOptions, source, source)
		f.made = made
		if err != nil {
			return f.wizard.Again(err, canGoBack)
		}
		if !f.Writes() {
			return nil
		}
		if again, err := f.confirmOnce(ctx, above, canGoBack); !again {
			return err
		}
	}
}

// confirmOnce reports whether to ask again, because the answer has changed what would be written.
func (f *newForm) confirmOnce(ctx context.Context, above []string, canGoBack bool) (again bool, err error) {
	q := ask.Choice{
		Above:   above,
		Title:   "create " + f.dir + "?",
		Body:    f.ui.Say.Tree(f.dir, f.made.result),
		Options: []string{"create"},
		Back:    canGoBack,
	}
	packs := spec.Packs()
	for _, pack := range packs {
		change := "add the pack "
		if slices.Contains(f.draft.Packs, pack) {
			change = "without the pack "
		}
		q.Options = append(q.Options, change+pack)
	}
	q.Options = append(q.Options, "back")
	picked, err := f.ui.Ask.Choose(ctx, q)
	switch {
	case err != nil || picked == 0:
		return false, err
	case picked > len(packs):
		return false, ask.ErrBack
	}
	pack := packs[picked-1]
	if at := slices.Index(f.draft.Packs, pack); at >= 0 {
		f.draft.Packs = slices.Delete(f.draft.Packs, at, at+1)
	} else {
		f.draft.Packs = append(f.draft.Packs, pack)
	}
	return true, nil
}
