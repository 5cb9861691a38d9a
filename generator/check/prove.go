package check

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"

	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/replay"
)

// prove proves that the migrations of each service make what its spec says.
func (c *checker) prove(ctx context.Context) ([]problem.Problem, error) {
	defer c.step("replaying migrations")()
	subjects, err := c.subjects()
	if err != nil {
		return nil, err
	}
	o := replay.Options{Way: c.Proof, Server: c.Server, Full: c.Full}
	if o.Way == ProofBest {
		o.Way = ""
	}
	found, err := replay.Prove(ctx, c.Tools, o, subjects)
	if unproved, ok := errors.AsType[*replay.UnprovedError](err); ok {
		return []problem.Problem{{Kind: problem.Migrations, Mark: "!", Message: unproved.Error(), Hint: noServerHint, Fixes: []problem.Fix{noServerFix()}}}, nil
	}
	if err != nil {
		return nil, err
	}
	for _, w := range found.Warnings {
		c.result.Warnings = append(c.result.Warnings, serverWarning(w))
	}
	var out []problem.Problem
	for _, proof := range found.Proofs {
		if proof.Failed == nil && proof.Empty() {
			c.proved(proof)
		}
		out = append(out, c.refuted(proof)...)
	}
	return out, nil
}

// subjects are the services whose migrations follow from each other. That others do not is why svcgen generate refuses.
func (c *checker) subjects() ([]replay.Subject, error) {
	chain, _ := errors.AsType[*pgschema.ChainError](errors.Join(c.result.Refused...))
	var out []replay.Subject
	for _, s := range c.planned.Model.Services {
		ofIt := func(p pgschema.ChainProblem) bool { return p.Service == s.Name }
		if chain != nil && slices.ContainsFunc(chain.Problems, ofIt) {
			continue
		}
		migrations, err := c.planned.Migrations(s, c.State.Disk)
		if err != nil {
			return nil, err
		}
		out = append(out, replay.Subject{Service: s, Migrations: migrations})
	}
	return out, nil
}

// proved counts a service whose migrations make what the spec says.
func (c *checker) proved(proof replay.Proof) {
	at := slices.IndexFunc(c.result.Proofs, func(p Proofs) bool { return p.By == proof.By })
	if at < 0 {
		c.result.Proofs, at = append(c.result.Proofs, Proofs{By: proof.By}), len(c.result.Proofs)
	}
	c.result.Proofs[at].Services++
	if proof.Remembered {
		c.result.Proofs[at].Remembered++
	}
}

// refuted says what is wrong with the migrations of a service, and in which file if that is known.
func (c *checker) refuted(proof replay.Proof) []problem.Problem {
	dir := proof.Service.Dir + "/migrations"
	at, hint := dir, refutedHint(dir)
	if edited := c.edited(dir); len(edited) == 1 {
		at, hint = edited[0], editedHint
	}
	if f := proof.Failed; f != nil {
		p := problem.Problem{Kind: problem.Migrations, Mark: "!", Path: at, Line: f.Line, Col: f.Col, Message: cannotApply(proof), Hint: hint}
		if f.File != "" {
			p.Path = dir + "/" + f.File
		}
		if p.Path != at {
			p.Hint = f.Hint
		}
		return []problem.Problem{p}
	}
	var out []problem.Problem
	for _, message := range unlike(proof) {
		out = append(out, problem.Problem{Kind: problem.Migrations, Mark: "!", Path: at, Message: message, Hint: hint})
	}
	for _, u := range proof.Unmade {
		out = append(out, problem.Problem{
			Kind: problem.Migrations, Mark: "!", Path: dir, Message: "no migration makes constraint " + u.Name + ", for which resource " + u.Resource + " has a message",
			Hint: "make it in a migration of your own, or take it out of constraints in " + proof.Service.SpecPath,
		})
	}
	return out
}

// edited are the migrations in a folder that svcgen wrote and somebody edited.
func (c *checker) edited(dir string) []string {
	var out []string
	for _, e := range c.State.Manifest.Files {
		if e.Class != render.Appended || path.Dir(e.Path) != dir {
			continue
		}
		if data, err := fs.ReadFile(c.State.Disk, e.Path); err == nil && plan.DigestOf(data) != e.Digest {
			out = append(out, e.Path)
		}
	}
	return out
}
