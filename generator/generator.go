// Package generator is the pipeline of svcgen: from a spec to a plan of what is to be written. It prompts, prints and
// writes nothing.
package generator

import (
	"context"
	"slices"

	"github.com/svcgen/svcgen/generator/codegen"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/templates"
)

// Options are what to generate, and where.
type Options struct {
	// Sources are the whole spec.
	Sources []spec.Source

	// Edits are spec files that are to be written together with what follows from them: a new workspace, a new service.
	Edits []plan.Edit

	// State is the workspace as it stands; the zero State is an empty one.
	State plan.State

	Tools   codegen.Tools
	Version string // of svcgen, for the manifest
	Full    bool   // run every generator, even where its inputs have not changed
	Decide  plan.Options

	// Breaking accepts changes that break clients which are deployed.
	Breaking bool

	// Progress is called at the begin of a step; what it returns, at its end. It may be nil.
	Progress func(step string) (end func())
}

// Result is what was made of the spec.
type Result struct {
	Spec  *spec.Spec
	Model *model.Model
	Plan  *plan.Plan
	Files []render.File // all that svcgen generates, by path
	Ran   []string      // the protobuf and sqlc units that were run
}

// Generate plans the workspace that a spec describes. What is wrong with the spec is a spec.Problems; a change that
// breaks clients is a *model.BreakingError; what else a person has to decide is a conflict in the plan.
func Generate(ctx context.Context, o Options) (*Result, error) {
	s, m, ledger, err := build(o.Sources, o.State.Disk)
	if err != nil {
		return nil, err
	}
	if changes := m.Breaking(); len(changes) > 0 && !o.Breaking {
		return nil, &model.BreakingError{Changes: changes}
	}
	defer o.step("generating")()
	last := o.previous()
	files, inputs, err := render.Update(m, templates.FS, last)
	if err != nil {
		return nil, err
	}
	folders := serviceFolders(m)
	disk := folders.on(o.State.Disk)
	migrations, err := migrate(m, disk)
	if err != nil {
		return nil, err
	}
	files = slices.Concat(files, schemas(), migrations)
	code, err := codegen.Run(ctx, o.Tools, codegen.Request{Model: m, Files: files, Disk: disk, Previous: last})
	if err != nil {
		return nil, err
	}
	files = append(files, code.Files...)
	renames, err := moves(s, m, o.State.Disk)
	if err != nil {
		return nil, err
	}
	p, err := plan.Make(plan.Input{
		Renames: renames,
		Files:   files,
		Tool:    o.Version,
		Units:   units(inputs, code.Inputs),
		Edits:   append(ledgerEdits(ledger, o.State.Disk), o.Edits...),
		Options: o.Decide,
	}, folders.movedByHand(o.State))
	if err != nil {
		return nil, err
	}
	return &Result{Spec: s, Model: m, Plan: p, Files: files, Ran: code.Ran}, ctx.Err()
}
