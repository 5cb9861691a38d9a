package main

import (
	"encoding/json"
	"slices"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/generator/check"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
)

// planDocument is a plan for programs.
type planDocument struct {
	Counts   json.RawMessage `json:"counts"`
	Actions  json.RawMessage `json:"actions"`
	Lost     json.RawMessage `json:"lost,omitempty"`
	Problems problem.List    `json:"problems"`
}

func newPlanDocument(p *plan.Plan, problems problem.List) (planDocument, error) {
	doc := planDocument{Problems: problems}
	for _, a := range p.Conflicts() {
		doc.Problems = append(doc.Problems, problem.Conflict(a))
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
	problems := problem.List(problem.Of(err))
	switch {
	case cmd.Name() == "check":
		return check.Result{Problems: problems}
	case cmd.Flags().Lookup("dry-run") != nil || cmd.Name() == "diff":
		doc, err := newPlanDocument(&plan.Plan{}, problems)
		if err == nil {
			return doc
		}
	}
	return struct {
		Problems problem.List `json:"problems"`
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
