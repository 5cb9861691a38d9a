package site

import (
	"context"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/templates"
)

// Apply writes a plan.
func (s *Site) Apply(ctx context.Context, result *generator.Result) error {
	p := s.UI.Say.NewProgress()
	end := p.Step("writing")
	err := s.WS.Apply(ctx, result.Plan)
	end()
	p.Stop()
	if err == nil {
		s.UI.Say.Asked(s.SpecDiff, s.Repeated())
	}
	return err
}

// NewTools returns the tools that the workspace's code is generated with, which report their progress to p.
func NewTools(p *say.Progress) (*toolchain.Tools, error) {
	mod, sum, err := render.ToolPins(templates.FS)
	if err != nil {
		return nil, err
	}
	return toolchain.New(toolchain.Options{ToolsMod: mod, ToolsSum: sum, Progress: p.Step}), nil
}

// Edits writes spec files together with what follows from them.
func Edits(sources []spec.Source) []plan.Edit {
	var out []plan.Edit
	for _, s := range sources {
		out = append(out, plan.Edit{Path: s.Path, Data: s.Data})
	}
	return out
}
