// Package merging resolves what git could not merge: it merges the specs, asks, and writes the workspace that follows.
package merging

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/decide"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/merge"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/generator/workspace"
)

// Merging is a merge of the two sides of what git is doing.
type Merging struct {
	UI      *screen.UI
	Answers merge.Answers // given before it asks
	site.Options
}

// Agreed ends a command that found a merge with which svcgen agrees.
func (o *Merging) Agreed(op *merge.Operation, result *generator.Result, err error) error {
	switch {
	case err != nil:
		return err
	case !op.Done():
		o.Nothing("nothing is left to merge; next: " + op.Next)
	case !result.Plan.Current():
		o.Nothing("nothing to merge; svcgen generate writes what git's merge commit does not have yet")
	default:
		o.Nothing("nothing to merge: svcgen agrees with git's merge commit")
	}
	return nil
}

// Nothing says why there is nothing to do.
func (o *Merging) Nothing(why string) {
	if o.JSON {
		doc := say.NewPlanDocument(&plan.Plan{}, nil)
		doc.Note = why
		o.UI.Say.Found(doc)
		return
	}
	o.UI.Say.NothingToMerge(why)
}

// Run merges the two sides of what git is doing.
func (o *Merging) Run(ctx context.Context, s *site.Site, git *toolchain.Git, op *merge.Operation) error {
	began := time.Now()
	r := o.UI.Say
	if o.Answers.Deployed == "" {
		o.Answers.Deployed = op.Deployed(ctx, git)
	}
	m, err := o.merge(ctx, s, git, op)
	if err != nil {
		return err
	}
	if err := workspace.SameTool(m.Tool(), o.UI.Version); err != nil {
		return err
	}
	disk := s.State
	s.State, s.Sources, s.Seen = m.State(), m.Sources(), nil
	how := o.Planning(o.UI, "svcgen merge", nil)
	how.Breaking = true // each branch has accepted its own changes
	how.Written = m.Written()
	result, err := s.Plan(ctx, how)
	if err != nil {
		return err
	}
	if err := o.decide(ctx, s, result); err != nil {
		return err
	}
	p, err := m.Plan(result.Plan, result.Files)
	if err != nil {
		return err
	}
	p.Seen = disk.Seen
	if !o.JSON && !o.Diff {
		r.Merging(op, m)
	}
	switch {
	case o.Writes():
	case o.Diff:
		return r.Diffs(p, disk.Disk)
	case !o.JSON:
		r.WouldDo(p)
		fallthrough
	default:
		if o.JSON {
			r.Found(say.NewPlanDocument(p, nil))
		}
		if o.ExitCode && !p.Current() {
			return say.Silent(problem.ExitNotCurrent)
		}
		return nil
	}
	if err := s.WS.Apply(ctx, p); err != nil {
		return err
	}
	if err := git.Stage(ctx, m.Staged(p, op)); err != nil {
		return err
	}
	left, err := git.Unmerged(ctx)
	if err != nil {
		return err
	}
	unmerged := slices.Sorted(maps.Keys(left))
	if o.JSON {
		doc := say.NewPlanDocument(p, nil)
		doc.Unmerged, doc.Next = unmerged, op.Next
		if op.Done() {
			doc.Next = "git commit"
		}
		r.Found(doc)
		return nil
	}
	r.Summary(p, time.Since(began))
	r.MergeLeaves(op, unmerged)
	return nil
}

// merge merges the specs, and asks about what both branches changed. If nobody can be asked, the files of the spec get conflict
// markers at just those places.
func (o *Merging) merge(ctx context.Context, s *site.Site, git *toolchain.Git, op *merge.Operation) (*merge.Merge, error) {
	for {
		m, err := merge.New(ctx, git, op, s.State, o.Answers)
		if problems, ok := errors.AsType[spec.Problems](err); ok && m != nil {
			switch {
			case !o.Writes():
				o.UI.Say.Unwritten = site.Paths(m.Sources())
			case !o.JSON:
				o.UI.Say.MergedSpecWrong()
				fallthrough
			default:
				err = writeSources(ctx, s, m.Sources())
			}
			return nil, errors.Join(problems.WithExcerpts(m.Sources()), err)
		}
		if err != nil {
			return nil, err
		}
		if unused := m.Unused(); len(unused) > 0 {
			return nil, say.Usagef("", "%s: the branches do not disagree about it", strings.Join(unused, ", "))
		}
		clashes := m.Clashes()
		switch {
		case len(clashes) == 0:
			return m, nil
		case !o.Asks(o.UI):
			if o.Writes() && !slices.ContainsFunc(clashes, func(c merge.Clash) bool { return c.Line == 0 }) {
				if err := writeSources(ctx, s, m.Sources()); err != nil {
					return nil, err
				}
			}
			return nil, &merge.ClashError{Ours: op.Ours.Name, Theirs: op.Theirs.Name, Clashes: clashes}
		}
		person := decide.Person{Ask: o.UI.Ask, Say: o.UI.Say}
		ours, theirs, err := person.Clashes(ctx, op, clashes)
		if err != nil {
			return nil, err
		}
		o.Answers.Ours, o.Answers.Theirs = append(o.Answers.Ours, ours...), append(o.Answers.Theirs, theirs...)
	}
}

// writeSources writes the spec and nothing else.
func writeSources(ctx context.Context, s *site.Site, sources []spec.Source) error {
	p := &plan.Plan{Manifest: s.State.Manifest}
	for _, src := range sources {
		p.Actions = append(p.Actions, plan.Replace(s.State.Disk, src.Path, src.Data))
	}
	return s.WS.Apply(ctx, p)
}

// decide asks about conflicts in files that both the user and svcgen write.
func (o *Merging) decide(ctx context.Context, s *site.Site, result *generator.Result) error {
	r := o.UI.Say
	if !o.JSON {
		r.Unused(result.Plan)
	}
	if o.Asks(o.UI) && len(result.Plan.Conflicts()) > 0 {
		person := decide.Person{Ask: o.UI.Ask, Say: r}
		if _, err := person.Conflicts(ctx, s.State, result); err != nil {
			return err
		}
	}
	if len(result.Plan.Conflicts()) == 0 {
		return nil
	}
	if o.JSON {
		r.Found(say.NewPlanDocument(result.Plan, nil))
	} else {
		r.Conflicts(result.Plan)
	}
	return say.Silent(problem.ExitDecide)
}

// Stopped returns what git is doing if it has left files in conflict that svcgen resolves.
func Stopped(ctx context.Context, s *site.Site) (*toolchain.Git, *merge.Operation) {
	git, err := toolchain.OpenGit(ctx, s.WS.Dir())
	if err != nil {
		return nil, nil
	}
	op, err := merge.Find(ctx, git)
	if err != nil || op.Done() || !slices.ContainsFunc(op.Unmerged, func(name string) bool { return merge.Resolves(s.State, name) }) {
		return nil, nil
	}
	return git, op
}
