// Package generator is the pipeline of svcgen: from a spec to a plan of what is to be written. It prompts, prints and
// writes nothing.
package generator

import (
	"context"
	"errors"
	"slices"

	"github.com/svcgen/svcgen/generator/codegen"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// Options are what to generate, and where.
type Options struct {
	// Sources are the whole spec.
	Sources []spec.Source

	// Edits are spec files that are to be written together with what follows from them: a new workspace, a new service.
	Edits []plan.Edit

	// Seen are the files of the workspace that Sources and Edits were made of. Where they have changed since, Generate fails
	// with a *plan.ChangedError, and so does applying the plan. What Generate itself derives the plan from is added to them.
	Seen []plan.Seen

	// State is the workspace as it stands; the zero State is an empty one.
	State plan.State

	Tools   codegen.Tools
	Version string // of svcgen, for the manifest
	Full    bool   // run every generator, even where its inputs have not changed
	Decide  plan.Options

	// Breaking accepts changes that break clients which are deployed.
	Breaking bool

	// Survey goes on where Generate would refuse, as far as it can, to find all that is wrong: there is a Result beside the
	// error then. Where sqlc or protoc refuse, their files are left out of it.
	Survey bool

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

	Breaking []compat.Breaking // changes that deployed clients would notice as errors

	Options plan.Options // the decisions that the Plan was made with

	input plan.Input
	state plan.State
}

// Decide makes the plan anew from what has been generated: with other decisions, and with what is on disk now.
func (r *Result) Decide(o plan.Options) error {
	r.Options, r.input.Options = o, o
	p, err := plan.Make(r.input, r.state)
	if err != nil {
		return err
	}
	noteOldNames(p, r.Model)
	r.Plan = p
	return nil
}

// Generate plans the workspace that a spec describes. What is wrong with the spec is a spec.Problems; a change that
// breaks clients is a *compat.BreakingError; what else a person has to decide is a conflict in the plan.
func Generate(ctx context.Context, o Options) (*Result, error) {
	disk, read := watch(o.State.Disk)
	b, err := build(o.Sources, disk)
	if err != nil {
		return nil, err
	}
	s, m := b.spec, b.model
	edits := append(ledgerEdits(b.next, disk), o.Edits...) // must run before codegen: these reads are recorded in Seen
	var refused error                                      // that Survey goes on after
	breaking := compat.Find(m, s, b.last)
	if len(breaking) > 0 && !o.Breaking {
		if refused = (&compat.BreakingError{Changes: breaking}); !o.Survey {
			return nil, refused
		}
	}
	defer o.step("generating")()
	last := o.previous()
	renderer := Renderer()
	files, inputs, err := renderer.Update(m, last)
	if err != nil {
		return nil, err
	}
	folders := serviceFolders(m)
	disk = folders.on(disk)
	migrations, notices, err := migrate(m, disk)
	if _, forked := errors.AsType[*pgschema.ChainError](err); err != nil && (!forked || !o.Survey) {
		return nil, err
	}
	refused = errors.Join(refused, err)
	noteEdited(notices, m, o.State)
	files = slices.Concat(files, schemas(), migrations)
	code, err := codegen.Run(ctx, o.Tools, codegen.Request{Model: m, Files: files, Disk: disk, Previous: last})
	var skipped []string
	if err != nil && o.Survey && ctx.Err() == nil {
		refused, skipped = errors.Join(refused, err), codegen.Dirs(m)
	} else if err != nil {
		return nil, err
	}
	files = append(files, code.Files...)
	renames, err := moves(renderer, s, m, o.State.Disk)
	if err != nil {
		return nil, err
	}
	seen := append(read.files(), o.Seen...)
	result := &Result{Spec: s, Model: m, Files: files, Ran: code.Ran, Breaking: breaking, state: folders.movedByHand(o.State), input: plan.Input{
		Renames: renames,
		Notices: notices,
		Files:   files,
		Tool:    o.Version,
		Skipped: skipped,
		Units:   units(inputs, code.Inputs),
		Edits:   stamp(edits, seen),
		Seen:    seen,
	}}
	if err := result.Decide(o.Decide); err != nil {
		return nil, err
	}
	return result, errors.Join(refused, ctx.Err())
}
