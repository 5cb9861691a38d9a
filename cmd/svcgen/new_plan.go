package main

import (
	"context"
	"errors"
	"time"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/draft"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/workspace"
)

// planned is a new workspace that is planned and not written yet.
type planned struct {
	*site
	place  *workspace.Site
	dir    string
	took   time.Duration // not counting questions
	result *generator.Result
}

// planNew plans the workspace of a spec of one file.
func planNew(ctx context.Context, o newOptions, source spec.Source) (*planned, error) {
	files, err := spec.Split(source)
	if err != nil {
		return nil, err
	}
	place, err := workspace.Prepare(o.dir)
	if err != nil {
		return nil, err
	}
	p := &planned{site: &site{ui: o.ui, sources: []spec.Source{source}, state: place.State()}, place: place, dir: o.dir}
	began := time.Now()
	how := o.planning(o.ui, o.ui.typed(), edits(files))
	how.decide.New = true
	p.result, err = p.generate(ctx, how)
	p.took = time.Since(began)
	return p, err
}

// finish writes the workspace, or shows it with --dry-run or --diff.
func (o newOptions) finish(ctx context.Context, p *planned) error {
	defer func() { _ = p.place.Close() }() // nothing is written through it
	r := o.ui.say
	if done, err := o.judge(ctx, p.site, p.result); done || err != nil {
		return err
	}
	began := time.Now()
	if err := p.create(ctx); err != nil {
		return err
	}
	if o.json {
		return r.JSON(p.result.Plan)
	}
	r.Asked(p.specDiff, p.same)
	r.Made(p.dir, p.result, p.took+time.Since(began))
	return nil
}

func (p *planned) create(ctx context.Context) error {
	progress := p.ui.say.NewProgress()
	defer progress.Stop()
	defer progress.Step("writing")()
	return p.place.Create(ctx, p.result.Plan)
}

// askDir is the first question if no directory was given.
func (o *newOptions) askDir() draft.Step {
	return func(ctx context.Context, canGoBack bool) error {
		answer, err := o.ui.ask.Line(ctx, ask.Line{
			Title: "directory",
			Help:  "where to create the workspace; . is this directory",
			Value: o.dir,
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
		o.dir = answer
		o.ui.say.Answered("directory", answer)
		return nil
	}
}

// confirmNew is the last page: what would be written, and whether to.
func confirmNew(ctx context.Context, u *ui, p *planned, canGoBack bool) error {
	r := u.say
	picked, err := u.ask.Choose(ctx, ask.Choice{
		Title:   "create " + p.dir + "?",
		Body:    r.Tree(p.dir, p.result),
		Options: []string{"create", "back"},
		Back:    canGoBack,
	})
	if err != nil {
		return err
	}
	if picked == 1 {
		return ask.ErrBack
	}
	return nil
}
