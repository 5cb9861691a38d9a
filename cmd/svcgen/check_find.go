package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/replay"
)

// files finds the files that are not what the spec says.
func (c *checker) files() {
	c.result.Files = len(c.planned.Plan.Manifest.Files)
	for _, a := range c.planned.Plan.Changes() {
		switch {
		case a.Markers:
			c.add(problem{
				Kind: kindMarkers, mark: "!", Path: a.Path, Line: markerLine(c.site.state.Disk, a.Path),
				Message: "it holds conflict markers", Hint: "resolve them, then svcgen generate",
			})
		case a.Kind == plan.Conflict:
			c.add(conflictProblem(a))
		case a.Writes():
			c.add(problem{Kind: kindStale, mark: a.Kind.Mark(), Path: a.Path, Message: stale(a), Hint: "svcgen generate"})
		}
	}
	for _, path := range c.planned.Plan.Lost {
		p := problem{Kind: kindStale, mark: "~", Path: path, Message: "not what svcgen remembers of this tree", Hint: "svcgen generate"}
		if _, err := fs.Stat(c.site.state.Disk, path); errors.Is(err, fs.ErrNotExist) {
			p.mark, p.Message = "+", "missing"
		}
		c.add(p)
	}
}

// stale says why a file is not current.
func stale(a plan.Action) string {
	switch a.Kind {
	case plan.Create:
		return "missing"
	case plan.Delete:
		return "no longer part of the workspace"
	case plan.Move:
		return "belongs at another place; now at " + a.From
	default:
		return "not what the spec says"
	}
}

// markerLine is the line of the first conflict marker; 0 where it is not found.
func markerLine(disk fs.FS, name string) int {
	data, err := fs.ReadFile(disk, name)
	if err != nil {
		return 0
	}
	for i, line := range bytes.Split(data, []byte("\n")) {
		if bytes.HasPrefix(line, []byte("<<<<<<<")) {
			return i + 1
		}
	}
	return 0
}

func (c *checker) compile(ctx context.Context) ([]problem, error) {
	p := newProgress(c.ui)
	defer p.Stop()
	tools, err := newTools(p)
	if err != nil {
		return nil, err
	}
	defer p.Step("compiling and vetting")()
	found, err := tools.Vet(ctx, c.site.ws.Dir(), nil)
	var out []problem
	for _, d := range found {
		out = append(out, problem{Kind: kindCompile, Path: d.Path, Line: d.Line, Col: d.Col, Message: d.Msg})
	}
	return out, err
}

// prove proves that the migrations of each service make what its spec says. Those that do not follow from each other are left
// out: that has been said.
func (c *checker) prove(ctx context.Context) ([]problem, error) {
	p := newProgress(c.ui)
	defer p.Stop()
	tools, err := newTools(p)
	if err != nil {
		return nil, err
	}
	defer p.Step("replaying migrations")()
	subjects, err := c.subjects()
	if err != nil {
		return nil, err
	}
	o := replay.Options{Way: c.proof, Server: os.Getenv("TEST_DATABASE_URL"), Full: c.full}
	if o.Way == proofBest {
		o.Way = ""
	}
	found, err := ask.Promptly(ctx, func() (replay.Report, error) { return replay.Prove(ctx, tools, o, subjects) })
	if unproved, ok := errors.AsType[*replay.UnprovedError](err); ok {
		return []problem{{Kind: kindMigrations, mark: "!", Message: unproved.Error(), Hint: noServerHint}}, nil
	}
	if err != nil {
		return nil, err
	}
	for _, w := range found.Warnings {
		c.result.Warnings = append(c.result.Warnings, serverWarning(w))
	}
	var out []problem
	for _, proof := range found.Proofs {
		c.count(proof)
		out = append(out, c.refuted(proof)...)
	}
	return out, nil
}

func (c *checker) subjects() ([]replay.Subject, error) {
	var chain *model.ChainError
	errors.As(c.unplanned, &chain)
	var out []replay.Subject
	for _, s := range c.planned.Model.Services {
		if chain != nil && strings.Contains(chain.Error(), s.Dir+"/") {
			continue
		}
		migrations, err := c.planned.Migrations(s, c.site.state.Disk)
		if err != nil {
			return nil, err
		}
		out = append(out, replay.Subject{Service: s, Migrations: migrations})
	}
	return out, nil
}

// count counts a service whose migrations make what the spec says.
func (c *checker) count(proof replay.Proof) {
	if proof.Failed != nil || !proof.Empty() {
		return
	}
	at := -1
	for i, p := range c.result.Proofs {
		if p.By == proof.By {
			at = i
		}
	}
	if at < 0 {
		c.result.Proofs, at = append(c.result.Proofs, proofs{By: proof.By}), len(c.result.Proofs)
	}
	c.result.Proofs[at].Services++
	if proof.Remembered {
		c.result.Proofs[at].Remembered++
	}
}

// refuted says what is wrong with the migrations of a service, and in which file where that can be told.
func (c *checker) refuted(proof replay.Proof) []problem {
	dir := proof.Service.Dir + "/migrations"
	at, hint := dir, refutedHint(dir)
	if edited := c.edited(dir); len(edited) == 1 {
		at, hint = edited[0], editedHint
	}
	if f := proof.Failed; f != nil {
		p := problem{Kind: kindMigrations, mark: "!", Path: at, Line: f.Line, Col: f.Col, Message: cannotApply(proof), Hint: hint}
		if f.File != "" {
			p.Path = dir + "/" + f.File
		}
		if p.Path != at {
			p.Hint = f.Hint
		}
		return []problem{p}
	}
	return each(unlike(proof), func(message string) problem {
		return problem{Kind: kindMigrations, mark: "!", Path: at, Message: message, Hint: hint}
	})
}

// edited are the migrations of svcgen's in a folder that are not as svcgen wrote them.
func (c *checker) edited(dir string) []string {
	var out []string
	for _, e := range c.site.state.Manifest.Files {
		if e.Class != render.Appended || path.Dir(e.Path) != dir {
			continue
		}
		if data, err := fs.ReadFile(c.site.state.Disk, e.Path); err == nil && plan.DigestOf(data) != e.Digest {
			out = append(out, e.Path)
		}
	}
	return out
}
