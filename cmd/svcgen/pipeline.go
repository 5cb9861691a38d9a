package main

import (
	"context"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/templates"
)

// generate plans the workspace from the sources of s, with edits of the spec that are not on disk yet.
func (s *site) generate(ctx context.Context, decide decisions, full bool, edits []plan.Edit) (*generator.Result, error) {
	p := newProgress(s.ui)
	defer p.Stop()
	tools, err := newTools(p)
	if err != nil {
		return nil, err
	}
	return ask.Promptly(ctx, func() (*generator.Result, error) {
		return generator.Generate(ctx, generator.Options{
			Sources:  s.sources,
			Edits:    edits,
			Seen:     s.seen,
			State:    s.state,
			Tools:    tools,
			Version:  toolVersion(),
			Full:     full,
			Decide:   decide.Options,
			Breaking: decide.breaking,
			Progress: p.Step,
		})
	})
}

// apply writes a plan.
func (s *site) apply(ctx context.Context, result *generator.Result) error {
	p := newProgress(s.ui)
	end := p.Step("writing")
	err := s.ws.Apply(ctx, result.Plan)
	end()
	p.Stop()
	if err == nil {
		newReport(s.ui).asked(s.specDiff, s.same)
	}
	return err
}

func newTools(p *progress) (*toolchain.Tools, error) {
	mod, sum, err := render.ToolPins(templates.FS)
	if err != nil {
		return nil, err
	}
	return toolchain.New(toolchain.Options{ToolsMod: mod, ToolsSum: sum, Progress: p.Step}), nil
}
