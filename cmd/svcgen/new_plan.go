package main

import (
	"context"
	"time"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/workspace"
)

// planned is a new workspace that is planned and not written yet.
type planned struct {
	*site.Site
	place   *workspace.Site
	dir     string
	took    time.Duration // not counting questions
	result  *generator.Result
	created func() // is called once it is written; it may be nil
}

// planNew plans the workspace of a spec of one file. Problems name places in source; written is the same spec without what is
// no part of it.
func planNew(ctx context.Context, o newOptions, source, written spec.Source) (*planned, error) {
	source, written = spec.WithShortEnums(source), spec.WithShortEnums(written)
	files, err := spec.Split(written)
	if err != nil {
		return nil, err
	}
	place, err := workspace.Prepare(o.dir)
	if err != nil {
		return nil, err
	}
	p := &planned{Site: &site.Site{UI: o.ui, Sources: []spec.Source{source}, State: place.State()}, place: place, dir: o.dir}
	began := time.Now()
	how := o.Planning(o.ui, o.ui.Typed(), site.Edits(files))
	how.Decide.New = true
	p.result, err = p.Generate(ctx, how)
	p.took = time.Since(began)
	return p, err
}

// finish writes the workspace, or shows it with --dry-run or --diff.
func (o newOptions) finish(ctx context.Context, p *planned) error {
	defer func() { _ = p.place.Close() }() // nothing is written through it
	r := o.ui.Say
	if done, err := o.Judge(ctx, p.Site, p.result); done || err != nil {
		return err
	}
	began := time.Now()
	if err := p.create(ctx); err != nil {
		return err
	}
	if p.created != nil {
		p.created()
	}
	if o.JSON {
		r.Found(say.NewPlanDocument(p.result.Plan, nil))
		return nil
	}
	r.Asked(p.SpecDiff, p.Repeated())
	r.Made(p.dir, p.result, p.took+time.Since(began))
	return nil
}

func (p *planned) create(ctx context.Context) error {
	progress := p.UI.Say.NewProgress()
	defer progress.Stop()
	defer progress.Step("writing")()
	return p.place.Create(ctx, p.result.Plan)
}
