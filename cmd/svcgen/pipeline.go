package main

import (
	"context"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/templates"
)

// generate plans the workspace from the sources of s.
func (s *site) generate(ctx context.Context, how planning) (*generator.Result, error) {
	p := s.ui.say.NewProgress()
	defer p.Stop()
	tools, err := newTools(p)
	if err != nil {
		return nil, err
	}
	return ask.Promptly(ctx, func() (*generator.Result, error) {
		return generator.Generate(ctx, generator.Options{
			Sources:  s.sources,
			Edits:    how.edits,
			Seen:     s.seen,
			State:    s.state,
			Tools:    tools,
			Proofs:   tools,
			Version:  toolVersion(),
			Full:     how.full,
			Decide:   how.decide,
			Breaking: how.breaking,
			Written:  how.written,
			Progress: p.Step,
		})
	})
}

// apply writes a plan.
func (s *site) apply(ctx context.Context, result *generator.Result) error {
	p := s.ui.say.NewProgress()
	end := p.Step("writing")
	err := s.ws.Apply(ctx, result.Plan)
	end()
	p.Stop()
	if err == nil {
		s.ui.say.Asked(s.specDiff, s.repeated())
	}
	return err
}

func newTools(p *say.Progress) (*toolchain.Tools, error) {
	mod, sum, err := render.ToolPins(templates.FS)
	if err != nil {
		return nil, err
	}
	return toolchain.New(toolchain.Options{ToolsMod: mod, ToolsSum: sum, Progress: p.Step}), nil
}

// edits writes spec files together with what follows from them.
func edits(sources []spec.Source) []plan.Edit {
	var out []plan.Edit
	for _, s := range sources {
		out = append(out, plan.Edit{Path: s.Path, Data: s.Data})
	}
	return out
}
