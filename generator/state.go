package generator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/svcgen/svcgen/generator/build"
	"github.com/svcgen/svcgen/generator/codegen"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/pack/custom"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// Resolve is the part of Generate that only reads: it builds the model of a spec, with the numbers that it has or would get.
func Resolve(sources []spec.Source, disk fs.FS) (*spec.Spec, *model.Model, error) {
	b, err := buildModel(sources, disk)
	if err != nil {
		return nil, nil, err
	}
	return b.spec, b.model, nil
}

// OwnProtos describes the protos that the user has added to a workspace. The error is a *codegen.ProtoError if one is wrong.
func OwnProtos(ctx context.Context, m *model.Model, st plan.State) ([]model.OwnProto, error) {
	mine, err := readOwn(st)
	if err != nil || len(mine.protos) == 0 {
		return nil, err
	}
	files, err := Renderer().Files(m)
	if err != nil {
		return nil, err
	}
	return codegen.Own(ctx, codegen.Request{Model: m, Files: files, Own: mine.moved(serviceFolders(m))})
}

// built is a spec with its model, between the ledger of the last run and that of the next.
type built struct {
	spec       *spec.Spec
	model      *model.Model
	last, next *ledger.Ledger
	packs      []*spec.Pack // of the workspace's own
}

func buildModel(sources []spec.Source, disk fs.FS) (built, error) {
	s, last, err := Known(sources, disk)
	if err != nil {
		return built{}, err
	}
	packs, err := custom.Read(disk, s.OwnPacks)
	if problems, ok := errors.AsType[spec.Problems](err); ok {
		return built{}, problems.WithExcerpts(sources)
	} else if err != nil {
		return built{}, err
	}
	m, next, err := build.Model(s, last)
	if problems, ok := errors.AsType[spec.Problems](err); ok {
		return built{}, problems.WithExcerpts(sources)
	}
	if lost, ok := errors.AsType[*lineage.LossError](err); ok {
		return built{}, withEdits(sources, lost)
	}
	return built{spec: s, model: m, last: last, next: next, packs: packs}, err
}

func (o Options) step(text string) (end func()) {
	if o.Progress == nil {
		return func() {}
	}
	return o.Progress(text)
}

// readLedger reads the ledger of a workspace, which is empty before the first run.
func readLedger(disk fs.FS) (*ledger.Ledger, error) {
	files := map[string][]byte{}
	if disk == nil {
		return ledger.Parse(files)
	}
	entries, err := fs.ReadDir(disk, ledger.Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	for _, e := range entries {
		if path.Ext(e.Name()) != ".yaml" || strings.HasPrefix(e.Name(), ".") { // .#x.yaml is an editor's lock
			continue
		}
		name := path.Join(ledger.Dir, e.Name())
		if files[name], err = fs.ReadFile(disk, name); err != nil {
			return nil, fmt.Errorf("read the ledger: %w", err)
		}
	}
	return ledger.Parse(files)
}

// ledgerEdits are the files of a ledger that differ from those on disk.
func ledgerEdits(l *ledger.Ledger, disk fs.FS) []plan.Edit {
	var edits []plan.Edit
	for _, f := range l.Files() {
		if disk != nil {
			if have, err := fs.ReadFile(disk, f.Path); err == nil && bytes.Equal(plan.Normalise(have), f.Data) {
				continue
			}
		}
		edits = append(edits, plan.Edit{Path: f.Path, Data: f.Data})
	}
	return edits
}

// units are the inputs of this run, for the manifest.
func units(rendered []render.Input, generated []codegen.Input) []plan.Unit {
	var out []plan.Unit
	for _, in := range rendered {
		out = append(out, plan.Unit{Name: in.Unit, Digest: plan.Digest(in.Digest)})
	}
	for _, in := range generated {
		out = append(out, plan.Unit{Name: in.Unit, Digest: plan.Digest(in.Digest)})
	}
	return out
}

// schemas are the JSON Schemas of the spec's files, for editors.
func schemas() []render.File {
	return []render.File{
		{Path: ".svcgen/schema.json", Mode: 0o644, Class: render.Owned, Data: spec.Schema()},
		{Path: ".svcgen/service.schema.json", Mode: 0o644, Class: render.Owned, Data: spec.ServiceSchema()},
	}
}
