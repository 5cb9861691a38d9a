package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/replay"
	"github.com/svcgen/svcgen/generator/toolchain"
)

type checkOptions struct {
	ui        *ui
	diff      bool
	json      bool
	full      bool
	noCompile bool
	proof     string
}

// Values of --proof, beside the ways of package replay.
const (
	proofBest = "best"
	proofNone = "none"
)

// checkResult is what `svcgen check` found.
type checkResult struct {
	Current  bool      `json:"current"`          // every file is what the spec says
	Compiled bool      `json:"compiled"`         // compiling was tried, and nothing is wrong
	Files    int       `json:"files"`            // that svcgen keeps an eye on
	Proofs   []proofs  `json:"proofs,omitempty"` // that the migrations make what the spec says
	Warnings []string  `json:"warnings,omitempty"`
	Problems []problem `json:"problems"`
}

// proofs are the services whose migrations were proved in one way.
type proofs struct {
	By         string `json:"by"` // "PostgreSQL 15", "sqlc"
	Services   int    `json:"services"`
	Remembered int    `json:"remembered"` // of them, those that are as they were when it was proved
}

func newCheckCmd(u *ui) *cobra.Command {
	o := checkOptions{ui: u}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "for CI: spec valid, tree current, everything compiles",
		Long:  checkHelp,
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			return runCheck(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&o.diff, "diff", false, "show what is not current as a unified diff")
	flags.BoolVar(&o.json, "json", false, "print the result as JSON")
	flags.BoolVar(&o.full, "full", false, "run every generator and proof, changed or not")
	flags.BoolVar(&o.noCompile, "no-compile", false, "do not compile")
	flags.StringVar(&o.proof, "proof", proofBest, "`WAY` to prove migrations: postgres, sqlc, best, none")
	_ = cmd.RegisterFlagCompletionFunc("proof", cobra.FixedCompletions( // fails for a flag that is not there
		[]string{proofBest, replay.OnPostgres, replay.BySQLC, proofNone}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (o checkOptions) check() error {
	switch o.proof {
	case proofBest, proofNone, replay.OnPostgres, replay.BySQLC:
		return nil
	}
	return usagef("--proof postgres, sqlc, best or none", "--proof %s: there is no such way", o.proof)
}

func runCheck(ctx context.Context, o checkOptions) error {
	began := time.Now()
	if err := o.check(); err != nil {
		return err
	}
	s, err := openSite(o.ui)
	if err != nil {
		return err
	}
	defer s.close()
	c := checker{checkOptions: o, site: s}
	if err := c.run(ctx); err != nil {
		return err
	}
	r := newReport(o.ui)
	r.checks = true
	switch {
	case o.json:
		c.result.Problems = append(append([]problem{}, problemsOf(c.unplanned)...), c.result.Problems...)
		err = r.json(c.result)
	default:
		if o.diff && c.planned != nil && !c.result.Current {
			err = r.diffs(c.planned.Plan, s.state.Disk)
		}
		r.warnings(c.result.Warnings)
		r.failures(c.unplanned)
		r.checked(c.result, c.unplanned == nil, !o.noCompile, time.Since(began))
	}
	if err != nil {
		return err
	}
	return c.verdict()
}

// checker finds everything that is wrong with a workspace.
type checker struct {
	checkOptions
	site      *site
	planned   *generator.Result // what generate would do, as far as that can be told
	unplanned error             // why svcgen generate would refuse: an invalid spec, a loss, migrations that fork
	stale     bool              // the tree is not what generate would make of it
	result    checkResult
}

func (c *checker) add(problems ...problem) {
	c.result.Problems = append(c.result.Problems, problems...)
}

// run looks at everything, whatever is found on the way. The error is one of the machine, or Ctrl-C.
func (c *checker) run(ctx context.Context) error {
	pending, err := c.site.ws.Pending()
	if err != nil {
		return err
	}
	if pending != nil && pending.Committed { // of a tree that is half written, all else would be untrue
		c.add(interrupted())
		c.stale = true
		return nil
	}
	if c.planned, c.unplanned, err = c.plan(ctx); err != nil {
		return err
	}
	if pending != nil {
		c.add(interrupted())
	}
	if err := c.site.sameTool(); err != nil {
		for _, p := range problemsOf(err) {
			p.mark, p.Message = "!", strings.TrimSuffix(p.Message, "; nothing was written")
			c.add(p)
		}
	}
	if c.planned != nil {
		c.files()
	}
	c.result.Current = len(c.result.Problems) == 0 && c.unplanned == nil
	c.stale = len(c.result.Problems) > 0
	return c.slowly(ctx)
}

func interrupted() problem {
	return problem{Kind: kindInterrupted, mark: "!", Message: "an earlier run of svcgen was interrupted", Hint: "svcgen recover"}
}

// slowly does what takes seconds: it proves the migrations, and beside that compiles.
func (c *checker) slowly(ctx context.Context) error {
	var proved, compiled []problem
	group, ctx := errgroup.WithContext(ctx)
	if c.proof != proofNone && c.planned != nil {
		group.Go(func() (err error) {
			proved, err = c.prove(ctx)
			return err
		})
	}
	if !c.noCompile {
		group.Go(func() (err error) {
			compiled, err = c.compile(ctx)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	c.result.Compiled = !c.noCompile && len(compiled) == 0
	c.add(proved...)
	if len(proved) > 0 {
		c.explained(proved)
	}
	c.add(compiled...)
	return nil
}

// explained takes back what sqlc has said of svcgen's own queries, and of those migrations: it follows from what was found.
func (c *checker) explained(found []problem) {
	if _, ok := errors.AsType[*toolchain.Error](c.unplanned); !ok {
		return
	}
	for _, p := range problemsOf(c.unplanned) {
		same := func(f problem) bool { return f.Path == p.Path }
		if !strings.HasSuffix(p.Path, ".gen.sql") && !slices.ContainsFunc(found, same) {
			c.add(p)
		}
	}
	c.unplanned = silent(exitFailed)
}

// verdict is the exit code: that of what generate would refuse comes first, then that the tree is not current.
func (c *checker) verdict() error {
	switch code := exitCode(c.unplanned); {
	case code != exitDone && (code != exitFailed || !c.stale):
		return silent(code)
	case c.stale:
		return silent(exitNotCurrent)
	case len(c.result.Problems) > 0:
		return silent(exitFailed)
	}
	return nil
}

// plan asks what svcgen generate would do. unplanned is why it would refuse; then there is a plan where it can be told all the same.
func (c *checker) plan(ctx context.Context) (result *generator.Result, unplanned, err error) {
	p := newProgress(c.ui)
	defer p.Stop()
	tools, err := newTools(p)
	if err != nil {
		return nil, nil, err
	}
	result, unplanned = ask.Promptly(ctx, func() (*generator.Result, error) {
		return generator.Generate(ctx, generator.Options{
			Sources: c.site.sources, State: c.site.state, Tools: tools, Version: toolVersion(), Full: c.full, Survey: true, Progress: p.Step,
		})
	})
	if ctx.Err() != nil {
		return nil, nil, context.Cause(ctx)
	}
	if unplanned != nil && !refusal(unplanned) {
		return nil, nil, unplanned
	}
	return result, unplanned, nil
}

// refusal reports whether an error says something about the workspace, rather than about the machine.
func refusal(err error) bool {
	problems := problemsOf(err)
	return len(problems) > 0 && problems[0].Kind != kindFailed && problems[0].Kind != kindCancelled
}
