package main

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/decide"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/merge"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/generator/workspace"
)

type mergeOptions struct {
	ui      *ui
	answers merge.Answers
	planFlags
}

func newMergeCmd(u *ui) *cobra.Command {
	o := mergeOptions{ui: u}
	cmd := &cobra.Command{
		Use:     "merge",
		Short:   "resolve what git could not merge: spec, numbers, code",
		Long:    mergeHelp,
		Example: mergeExamples,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			return runMerge(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringArrayVar(&o.answers.Ours, "ours", nil, "where both branches changed `PATH`, take ours (catalog.product.note; repeatable)")
	flags.StringArrayVar(&o.answers.Theirs, "theirs", nil, "… take theirs: what is merged in (repeatable)")
	flags.StringVar(&o.answers.Deployed, "deployed", "", "`SIDE` whose migrations stay: ours or theirs")
	_ = cmd.RegisterFlagCompletionFunc("deployed", cobra.FixedCompletions( // fails for a flag that is not there
		[]string{"ours", "theirs"}, cobra.ShellCompDirectiveNoFileComp))
	o.addShow(cmd)
	o.addDecisions(cmd)
	return cmd
}

func (o *mergeOptions) check() error {
	if d := o.answers.Deployed; d != "" && d != "ours" && d != "theirs" {
		return say.Usagef("--deployed ours or --deployed theirs", "--deployed %s: unknown side", d)
	}
	return o.planFlags.check()
}

func runMerge(ctx context.Context, o mergeOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	s, err := openSite(o.ui)
	if err != nil {
		return err
	}
	defer s.close()
	git, err := toolchain.OpenGit(ctx, s.ws.Dir())
	if err != nil {
		return err
	}
	op, err := merge.Find(ctx, git)
	if nothing, ok := errors.AsType[*merge.NothingError](err); ok && nothing.Hint == "" {
		o.nothing(nothing.Reason)
		return nil
	}
	if err != nil {
		return err
	}
	end, err := s.begin(ctx, o.writes())
	if err != nil {
		return err
	}
	defer end()
	if op.Done() || len(op.Unmerged) == 0 {
		if p, err := s.generate(ctx, planning{breaking: true}); ctx.Err() != nil || err == nil && (op.Done() || p.Plan.Current()) {
			return o.agreed(op, p, err)
		}
	}
	return o.run(ctx, s, git, op)
}

// agreed ends a command that found a merge with which svcgen agrees.
func (o *mergeOptions) agreed(op *merge.Operation, result *generator.Result, err error) error {
	switch {
	case err != nil:
		return err
	case !op.Done():
		o.nothing("nothing is left to merge; next: " + op.Next)
	case !result.Plan.Current():
		o.nothing("nothing to merge; svcgen generate writes what git's merge commit does not have yet")
	default:
		o.nothing("nothing to merge: svcgen agrees with git's merge commit")
	}
	return nil
}

// nothing says why there is nothing to do.
func (o *mergeOptions) nothing(why string) {
	if o.json {
		doc := say.NewPlanDocument(&plan.Plan{}, nil)
		doc.Note = why
		o.ui.say.Found(doc)
		return
	}
	o.ui.say.NothingToMerge(why)
}

// run merges the two sides of what git is doing.
func (o *mergeOptions) run(ctx context.Context, s *site, git *toolchain.Git, op *merge.Operation) error {
	began := time.Now()
	r := o.ui.say
	if o.answers.Deployed == "" {
		o.answers.Deployed = op.Deployed(ctx, git)
	}
	m, err := o.merge(ctx, s, git, op)
	if err != nil {
		return err
	}
	if err := workspace.SameTool(m.Tool(), toolVersion()); err != nil {
		return err
	}
	disk := s.state
	s.state, s.sources, s.seen = m.State(), m.Sources(), nil
	how := o.planning(o.ui, "svcgen merge", nil)
	how.breaking = true // each branch has accepted its own changes
	how.written = m.Written()
	result, err := s.plan(ctx, how)
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
	if !o.json && !o.diff {
		r.Merging(op, m)
	}
	switch {
	case o.writes():
	case o.diff:
		return r.Diffs(p, disk.Disk)
	case !o.json:
		r.WouldDo(p)
		fallthrough
	default:
		if o.json {
			r.Found(say.NewPlanDocument(p, nil))
		}
		if o.exitCode && !p.Current() {
			return say.Silent(problem.ExitNotCurrent)
		}
		return nil
	}
	if err := s.ws.Apply(ctx, p); err != nil {
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
	if o.json {
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
func (o *mergeOptions) merge(ctx context.Context, s *site, git *toolchain.Git, op *merge.Operation) (*merge.Merge, error) {
	for {
		m, err := merge.New(ctx, git, op, s.state, o.answers)
		if problems, ok := errors.AsType[spec.Problems](err); ok && m != nil {
			switch {
			case !o.writes():
				o.ui.say.Unwritten = paths(m.Sources())
			case !o.json:
				o.ui.say.MergedSpecWrong()
				fallthrough
			default:
				err = s.writeSources(ctx, m.Sources())
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
		case !o.asks(o.ui):
			if o.writes() && !slices.ContainsFunc(clashes, func(c merge.Clash) bool { return c.Line == 0 }) {
				if err := s.writeSources(ctx, m.Sources()); err != nil {
					return nil, err
				}
			}
			return nil, &merge.ClashError{Ours: op.Ours.Name, Theirs: op.Theirs.Name, Clashes: clashes}
		}
		person := decide.Person{Ask: o.ui.ask, Say: o.ui.say}
		ours, theirs, err := person.Clashes(ctx, op, clashes)
		if err != nil {
			return nil, err
		}
		o.answers.Ours, o.answers.Theirs = append(o.answers.Ours, ours...), append(o.answers.Theirs, theirs...)
	}
}

// writeSources writes the spec and nothing else.
func (s *site) writeSources(ctx context.Context, sources []spec.Source) error {
	p := &plan.Plan{Manifest: s.state.Manifest}
	for _, src := range sources {
		p.Actions = append(p.Actions, plan.Replace(s.state.Disk, src.Path, src.Data))
	}
	return s.ws.Apply(ctx, p)
}

// decide asks about conflicts in files that both the user and svcgen write.
func (o *mergeOptions) decide(ctx context.Context, s *site, result *generator.Result) error {
	r := o.ui.say
	if !o.json {
		r.Unused(result.Plan)
	}
	if o.asks(o.ui) && len(result.Plan.Conflicts()) > 0 {
		person := decide.Person{Ask: o.ui.ask, Say: r}
		if _, err := person.Conflicts(ctx, s.state, result); err != nil {
			return err
		}
	}
	if len(result.Plan.Conflicts()) == 0 {
		return nil
	}
	if o.json {
		r.Found(say.NewPlanDocument(result.Plan, nil))
	} else {
		r.Conflicts(result.Plan)
	}
	return say.Silent(problem.ExitDecide)
}

// stopped returns what git is doing if it has left files in conflict that svcgen resolves.
func (s *site) stopped(ctx context.Context) (*toolchain.Git, *merge.Operation) {
	git, err := toolchain.OpenGit(ctx, s.ws.Dir())
	if err != nil {
		return nil, nil
	}
	op, err := merge.Find(ctx, git)
	if err != nil || op.Done() || !slices.ContainsFunc(op.Unmerged, func(name string) bool { return merge.Resolves(s.state, name) }) {
		return nil, nil
	}
	return git, op
}
