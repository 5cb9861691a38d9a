package main

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/toolchain"
	"github.com/svcgen/svcgen/generator/workspace"
)

// problem is one thing that is wrong, for programs: every document of --json has a list of them under "problems". Path is from
// the root of the workspace; Line and Col begin with 1, and are left out where nobody knows them.
type problem struct {
	Kind    string `json:"kind"`
	Path    string `json:"path,omitempty"`
	Line    int    `json:"line,omitempty"`
	Col     int    `json:"col,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`

	mark string // before it in text
}

// Kinds of problems.
const (
	kindSpec        = "spec"        // the spec is invalid
	kindDecide      = "decide"      // a person has to decide
	kindBreaking    = "breaking"    // it breaks clients of the API
	kindMigrations  = "migrations"  // the migrations do not follow from each other, or do not make what the spec says
	kindStale       = "stale"       // a file is not what the spec says
	kindMarkers     = "markers"     // a file holds conflict markers
	kindInterrupted = "interrupted" // an earlier run was interrupted
	kindVersion     = "version"     // another version of svcgen wrote the workspace
	kindCompile     = "compile"     // it does not compile or vet
	kindUsage       = "usage"       // the command is used wrongly
	kindTool        = "tool"        // a program that svcgen runs has failed
	kindCancelled   = "cancelled"   // with Ctrl-C
	kindFailed      = "failed"      // anything else: a file cannot be read, …
)

// problemsOf are the problems that an error holds, or each of several joined ones; at least one, unless it was told already.
func problemsOf(err error) []problem {
	_, whole := err.(*workspace.UnfinishedError) //nolint:errorlint // this very error
	if joined, ok := err.(interface{ Unwrap() []error }); ok && !whole {
		var out []problem
		for _, part := range joined.Unwrap() {
			out = append(out, problemsOf(part)...)
		}
		return out
	}
	var coded *cmdError
	var problems spec.Problems
	var one spec.Problem
	var loss *model.LossError
	var chain *model.ChainError
	var breaking *model.BreakingError
	var changed *plan.ChangedError
	var tool *toolchain.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &coded):
		return codedProblem(coded)
	case errors.As(err, &problems):
		return each(problems, specProblem)
	case errors.As(err, &one):
		return []problem{specProblem(one)}
	case errors.Is(err, ask.ErrCancelled):
		return []problem{{Kind: kindCancelled, Message: err.Error()}}
	case errors.As(err, &loss):
		return each(loss.Losses, lossProblem)
	case errors.As(err, &breaking):
		return each(breaking.Changes, breakingProblem)
	case errors.As(err, &chain):
		return each(chain.Problems, chainProblem)
	case errors.As(err, &changed):
		return each(changed.Paths, func(path string) problem { return problem{Kind: kindFailed, Path: path, Message: err.Error()} })
	case errors.As(err, &tool) && tool.Output != "":
		return toolProblems(tool)
	}
	return []problem{{Kind: kindFailed, Message: err.Error()}}
}

func each[T any](all []T, one func(T) problem) []problem {
	out := make([]problem, len(all))
	for i, x := range all {
		out[i] = one(x)
	}
	return out
}

func codedProblem(err *cmdError) []problem {
	kind := err.kind
	switch {
	case err.quiet:
		return nil
	case kind != "":
	case err.code == exitUsage:
		kind = kindUsage
	case err.code == exitDecide:
		kind = kindDecide
	default:
		kind = kindFailed
	}
	return []problem{{Kind: kind, Message: err.msg, Hint: err.hint}}
}

func specProblem(p spec.Problem) problem {
	return problem{Kind: kindSpec, Path: p.File, Line: p.Line, Col: p.Col, Message: p.Msg, Hint: p.Hint}
}

func lossProblem(l model.Loss) problem {
	var hints []string
	for _, c := range l.Choices {
		hints = append(hints, c.Line+" ("+c.Where+": "+c.Effect+")")
	}
	return problem{Kind: kindDecide, Path: l.Pos.File, Line: l.Pos.Line, Col: l.Pos.Col, Message: lost(l), Hint: strings.Join(hints, "; or ")}
}

func breakingProblem(c model.Breaking) problem {
	return problem{Kind: kindBreaking, Path: c.Pos.File, Line: c.Pos.Line, Col: c.Pos.Col, Message: c.What, Hint: c.Hint}
}

func chainProblem(p model.ChainProblem) problem {
	return problem{Kind: kindMigrations, Path: p.Path, Message: p.Msg, Hint: p.Hint}
}

// placed is a line of a program's output that names a place.
var placed = regexp.MustCompile(`(?m)^([^\s:][^:\n]*\.[a-z]+):(\d+):(\d+): (.*)$`)

// toolProblems are what a program has complained of, place by place where it names them.
func toolProblems(err *toolchain.Error) []problem {
	var out []problem
	for _, m := range placed.FindAllStringSubmatch(err.Output, -1) {
		p := problem{Kind: kindTool, Path: m[1], Message: m[4]}
		p.Line, _ = strconv.Atoi(m[2]) // digits
		p.Col, _ = strconv.Atoi(m[3])  // digits
		out = append(out, p)
	}
	if len(out) == 0 {
		out = []problem{{Kind: kindTool, Message: err.Error()}}
	}
	return out
}

// conflictProblem is a file that a person has to decide about.
func conflictProblem(a plan.Action) problem {
	p := problem{Kind: kindDecide, mark: a.Kind.Mark(), Path: a.Path, Message: a.Reason}
	if len(a.Choices) > 0 {
		p.Hint = a.Choices[0].Command
	}
	return p
}

// planDocument is a plan for programs.
type planDocument struct {
	Counts   json.RawMessage `json:"counts"`
	Actions  json.RawMessage `json:"actions"`
	Lost     json.RawMessage `json:"lost,omitempty"`
	Problems []problem       `json:"problems"`
}

func newPlanDocument(p *plan.Plan, problems []problem) (planDocument, error) {
	doc := planDocument{Problems: append([]problem{}, problems...)}
	for _, a := range p.Conflicts() {
		doc.Problems = append(doc.Problems, conflictProblem(a))
	}
	text, err := json.Marshal(p)
	if err != nil {
		return doc, err
	}
	return doc, json.Unmarshal(text, &struct {
		Counts, Actions, Lost *json.RawMessage
	}{&doc.Counts, &doc.Actions, &doc.Lost})
}

// failureDocument is what a command prints with --json where it has failed before it could print a result: what it would print,
// empty, with the problems.
func failureDocument(cmd *cobra.Command, err error) any {
	problems := problemsOf(err)
	switch {
	case cmd.Name() == "check":
		return checkResult{Problems: problems}
	case cmd.Flags().Lookup("dry-run") != nil || cmd.Name() == "diff":
		doc, err := newPlanDocument(&plan.Plan{}, problems)
		if err == nil {
			return doc
		}
	}
	return struct {
		Problems []problem `json:"problems"`
	}{problems}
}

// asksJSON finds the command of a command line, where it has --json and was given it.
func asksJSON(root *cobra.Command, args []string) (*cobra.Command, bool) {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	cmd, _, err := root.Find(args)
	if err != nil || cmd.Flags().Lookup("json") == nil {
		return nil, false
	}
	return cmd, slices.Contains(args, "--json") || slices.Contains(args, "--json=true")
}
