// Package check finds everything that is wrong with a workspace: svcgen check without a screen. It writes nothing.
package check

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/codegen"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/replay"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/generator/workspace"
)

// Ways to prove migrations, beside those of package replay.
const (
	ProofBest = "best"
	ProofNone = "none"
)

// Tools are the programs that a check needs; *toolchain.Tools has them.
type Tools interface {
	codegen.Tools
	replay.Tools
	// Vet compiles and vets the module in dir.
	Vet(ctx context.Context, dir string, overlay map[string][]byte, patterns ...string) ([]toolchain.Diagnostic, error)
}

// Options say what to check, and how much of it.
type Options struct {
	Dir     string        // of the workspace
	Sources []spec.Source // the whole spec
	State   plan.State
	Pending *workspace.Pending // what an interrupted run has left; nil for nothing

	Tools   Tools
	Version string // of svcgen
	Server  string // URL of a PostgreSQL server to prove migrations on; "" starts one

	Full      bool   // run every generator and proof, changed or not
	NoCompile bool   // do not compile
	Proof     string // ProofBest, ProofNone, replay.OnPostgres or replay.BySQLC

	// Progress is called when a step begins; what it returns, when it ends. Steps run side by side.
	Progress func(step string) (end func())
}

// Result holds the findings of a check.
type Result struct {
	Current  bool     `json:"current"`           // every file is what the spec says
	Compiled bool     `json:"compiled"`          // compiling was tried, and nothing is wrong
	Files    int      `json:"files"`             // number of files that svcgen keeps an eye on
	Proofs   []Proofs `json:"proofs,omitempty"`  // that the migrations make what the spec says
	Kept     []string `json:"kept,omitempty"`    // edited files of svcgen's that a person decided to keep: their text is not compared
	Ejected  []string `json:"ejected,omitempty"` // files that svcgen made and leaves alone for good

	Warnings []string     `json:"-"`
	Problems problem.List `json:"-"`

	// Planned reports whether svcgen generate would make a plan, and Refused holds why not: an invalid spec, a loss, migrations
	// that fork. Their problems are not among Problems.
	Planned bool    `json:"-"`
	Refused []error `json:"-"`

	Plan  *plan.Plan `json:"-"` // what svcgen generate would do, as far as that is known; nil if it is not
	Stale bool       `json:"-"` // the tree is not what svcgen generate would make of it
}

// Proofs counts the services whose migrations were proved in one way.
type Proofs struct {
	By         string `json:"by"`         // "PostgreSQL 15", "sqlc"
	Services   int    `json:"services"`   // number of services
	Remembered int    `json:"remembered"` // number of services whose migrations have not changed since they were proved
}

// Run checks a workspace, and goes on whatever it finds. The error is one of the machine, or the end of ctx.
func Run(ctx context.Context, o Options) (*Result, error) {
	c := checker{Options: o, result: &Result{Planned: true}}
	c.decided()
	if o.Pending != nil {
		c.add(problem.Problem{Kind: problem.Interrupted, Mark: "!", Message: "an earlier run of svcgen was interrupted", Hint: problem.Recover, Fixes: problem.Interrupts()})
		if o.Pending.Committed { // the tree is half written: whatever else were found would not be true
			c.result.Stale = true
			return c.result, nil
		}
	}
	if err := c.plan(ctx); err != nil {
		return nil, err
	}
	if err := workspace.SameTool(o.State.Manifest.Tool, o.Version); err != nil {
		for _, p := range problem.Of(err) {
			p.Mark, p.Message = "!", err.Error()
			c.add(p)
		}
	}
	if c.planned != nil {
		c.files()
	}
	c.result.Current = len(c.result.Problems) == 0 && c.result.Planned
	c.result.Stale = len(c.result.Problems) > 0
	if err := c.slowly(ctx); err != nil {
		return nil, err
	}
	return c.result, nil
}

type checker struct {
	Options
	planned *generator.Result // nil if svcgen generate refuses before it has a plan
	result  *Result
}

func (c *checker) add(problems ...problem.Problem) {
	c.result.Problems = append(c.result.Problems, problems...)
}

func (c *checker) step(text string) (end func()) {
	if c.Progress == nil {
		return func() {}
	}
	return c.Progress(text)
}

// plan asks what svcgen generate would do.
func (c *checker) plan(ctx context.Context) error {
	planned, err := generator.Generate(ctx, generator.Options{
		Sources: c.Sources, State: c.State, Tools: c.Tools, Proofs: c.Tools, Version: c.Version, Full: c.Full, Survey: true, Progress: c.Progress,
	})
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err != nil && !refusal(err):
		return err
	}
	c.result.Planned, c.result.Refused = err == nil, problem.Parts(err)
	if planned != nil {
		c.planned, c.result.Plan = planned, planned.Plan
	}
	return nil
}

// refusal reports whether an error says something about the workspace, rather than about the machine.
func refusal(err error) bool {
	problems := problem.Of(err)
	return len(problems) > 0 && problems[0].Kind != problem.Failed && problems[0].Kind != problem.Cancelled
}

// slowly does what takes seconds: it proves the migrations, and compiles at the same time.
func (c *checker) slowly(ctx context.Context) error {
	var refuted, broken []problem.Problem
	group, ctx := errgroup.WithContext(ctx)
	if c.Proof != ProofNone && c.planned != nil {
		group.Go(func() (err error) {
			refuted, err = c.prove(ctx)
			return err
		})
	}
	if !c.NoCompile {
		group.Go(func() (err error) {
			broken, err = c.compile(ctx)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	c.result.Compiled = !c.NoCompile && len(broken) == 0
	c.add(refuted...)
	if len(refuted) > 0 {
		c.withdraw(refuted)
	}
	c.add(broken...)
	return nil
}

// withdraw drops what sqlc has said of svcgen's own queries and of migrations that were refuted: both follow from what the proof
// has found. What else a tool has said becomes a problem beside the others.
func (c *checker) withdraw(refuted []problem.Problem) {
	var refused []error
	for _, err := range c.result.Refused {
		problems := problem.Of(err)
		if len(problems) == 0 || problems[0].Kind != problem.Tool {
			refused = append(refused, err)
			continue
		}
		for _, p := range problems {
			same := func(f problem.Problem) bool { return f.Path == p.Path }
			if !strings.HasSuffix(p.Path, ".gen.sql") && !slices.ContainsFunc(refuted, same) {
				c.add(p)
			}
		}
	}
	c.result.Refused = refused
}

func (c *checker) compile(ctx context.Context) ([]problem.Problem, error) {
	defer c.step("compiling and vetting")()
	found, err := c.Tools.Vet(ctx, c.Dir, nil)
	var out []problem.Problem
	for _, d := range found {
		out = append(out, problem.Problem{Kind: problem.Compile, Path: d.Path, Line: d.Line, Col: d.Col, Message: d.Msg})
	}
	return out, err
}
