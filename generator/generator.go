// Package generator is the pipeline of svcgen: it turns a spec into a plan of what to write. It does not prompt, print
// or write.
package generator

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/svcgen/svcgen/generator/codegen"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// Options say what to generate, and where.
type Options struct {
	// Sources are the whole spec.
	Sources []spec.Source

	// Edits are spec files to write together with what is generated from them: a new workspace, a new service.
	Edits []plan.Edit

	// Seen are the files of the workspace that Sources and Edits were made of. If they have changed since, Generate fails with
	// a *plan.ChangedError, and so does applying the plan. Generate adds the files that it reads itself.
	Seen []plan.Seen

	// State is the workspace as it stands; the zero State is an empty one.
	State plan.State

	Tools   codegen.Tools
	Proofs  Proofs // of what was generated before, which need not be generated again; nil for none
	Version string // of svcgen, for the manifest
	Full    bool   // run every generator, even if its inputs have not changed
	Decide  plan.Options

	// Written are migrations by service that lead to the schema of the spec: svcgen renumbers them, and writes none of its own.
	Written map[string][]pgschema.File

	// Breaking accepts changes that break deployed clients.
	Breaking bool

	// Survey goes on after an error that would stop Generate, as far as it can, to find everything that is wrong. There is a
	// Result beside the error then, without the files of sqlc or protoc if they fail.
	Survey bool

	// Progress is called at the start of a step, and the function that it returns at its end. It may be nil.
	Progress func(step string) (end func())
}

// Result holds what Generate made of the spec.
type Result struct {
	Spec  *spec.Spec
	Model *model.Model
	Plan  *plan.Plan
	Files []render.File // all that svcgen generates, by path
	Ran   []string      // the protobuf and sqlc units that were run

	OldNames []OldName         // where code of the user has to follow renamed fields
	Breaking []compat.Breaking // changes that deployed clients would notice as errors

	Options plan.Options // the decisions that the Plan was made with

	input plan.Input
	state plan.State
}

// Decide makes the plan again from the generated files, with other decisions.
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

// Generate plans the workspace that a spec describes. The error is spec.Problems if the spec is wrong, and a
// *compat.BreakingError if a change breaks clients. Everything else that a person has to decide is a conflict in the plan.
func Generate(ctx context.Context, o Options) (*Result, error) {
	renderer := Renderer()
	own := sync.OnceValues(func() (own, error) { return readOwn(o.State) })
	go renderer.Prepare() // both beside the reading of the spec
	go own()              //nolint:errcheck // its error is that of the next call
	disk, read := watch(o.State.Disk)
	b, err := buildModel(o.Sources, disk)
	if err != nil {
		return nil, err
	}
	s, m := b.spec, b.model
	if renderer, err = withOwn(renderer, b.packs, m, disk); err != nil {
		return nil, err
	}
	var refused error // that Survey goes on after
	breaking := compat.Find(m, s, b.last)
	if o.Breaking {
		compat.Accept(b.next, breaking)
	} else if len(breaking) > 0 {
		if refused = (&compat.BreakingError{Changes: breaking}); !o.Survey {
			return nil, refused
		}
	}
	edits := append(ledgerEdits(b.next, disk), o.Edits...) // must run before codegen: these reads are recorded in Seen
	defer o.step("generating")()
	last := o.previous(m.Module)
	folders := serviceFolders(m)
	mine, err := own()
	if err != nil {
		return nil, err
	}
	protos := mine.moved(folders)
	files, inputs, err := renderer.Update(m, last, append(inModule(mine.code, m.Module, folders), codegen.GoImports(m, protos)...))
	if err != nil {
		return nil, inPacks(err)
	}
	disk = folders.on(disk)
	migrations, notices, err := migrate(m, disk, o.Written)
	if _, forked := errors.AsType[*pgschema.ChainError](err); err != nil && (!forked || !o.Survey) {
		return nil, err
	}
	refused = errors.Join(refused, err)
	noteEdited(notices, m, o.State)
	noteBus(notices, m)
	noteQueues(notices, m)
	files = slices.Concat(files, schemas(), migrations)
	renames, err := moves(renderer, s, m, o.State.Disk)
	if err != nil {
		return nil, err
	}
	state := folders.movedByHand(o.State)
	request := codegen.Request{Model: m, Files: files, Own: protos, Disk: disk, Present: folders.present(disk), Previous: last}
	request.Texts, err = mergedSQL(plan.Input{Renames: renames, Files: files, Skipped: codegen.Dirs(request), Options: o.Decide}, state)
	if err != nil {
		return nil, err
	}
	code, err := codegen.Run(ctx, o.Tools, request)
	var skipped []string
	if err != nil && o.Survey && ctx.Err() == nil {
		refused, skipped = errors.Join(refused, err), codegen.Dirs(request)
	} else if err != nil {
		return nil, err
	}
	files = append(files, code.Files...)
	o.remember(m.Module, last, slices.Concat(inputs, code.Inputs), files)
	restore(files, o.State)
	seen := slices.Concat(read.files(), mine.seen(), o.Seen)
	result := &Result{Spec: s, Model: m, Files: files, Ran: code.Ran, OldNames: oldNames(m, mine.code), Breaking: breaking, state: state, input: plan.Input{
		Renames: renames,
		Notices: notices,
		Opens:   compat.Opened(m, b.last),
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
