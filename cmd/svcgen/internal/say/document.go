package say

import (
	"errors"
	"strings"

	"github.com/svcgen/svcgen/generator/check"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/explain"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/workspace"
)

// Head is what every document of --json begins with. What a command has found or done stands beside it; a command that fails before it
// has found anything leaves out members that its schema does not require.
type Head struct {
	Command  string       `json:"command"`            // that printed the document: generate, add field
	ExitCode int          `json:"exit_code"`          // of the command; svcgen help exit-codes explains it
	Problems problem.List `json:"problems"`           // everything that is wrong; [] if nothing is
	Warnings []string     `json:"warnings,omitempty"` // what the command could not do, and did not fail for
}

func (h *Head) head() *Head { return h }

// Document is the output of a command with --json.
type Document interface{ head() *Head }

// Kind is a kind of document. Each has a schema, and several commands may print the same.
type Kind string

// The kinds of documents.
const (
	PlanKind     Kind = "plan"
	CheckKind    Kind = "check"
	OwnerKind    Kind = "owner"
	RecoveryKind Kind = "recovery"
	ExplainKind  Kind = "explain"
	ListKind     Kind = "list"
	PacksKind    Kind = "packs"
	VersionKind  Kind = "version"
)

// new returns an empty document.
func (k Kind) new() Document {
	switch k {
	case PlanKind:
		return NewPlanDocument(&plan.Plan{}, nil)
	case CheckKind:
		return &CheckDocument{}
	case OwnerKind:
		return &OwnerDocument{}
	case RecoveryKind:
		return &RecoveryDocument{}
	case ExplainKind:
		return &ExplainDocument{}
	case ListKind:
		return &ListDocument{}
	case PacksKind:
		return &PacksDocument{}
	default:
		return &VersionDocument{}
	}
}

// PlanDocument is printed by every command that writes a workspace, or shows what it would write.
type PlanDocument struct {
	Head
	Counts   plan.Counts     `json:"counts"`             // number of actions of each kind
	Actions  []PlannedAction `json:"actions"`            // one for each file that changes, by path
	Lost     []string        `json:"lost,omitempty"`     // files of svcgen's own state that are repaired
	Breaking []string        `json:"breaking,omitempty"` // changes that break clients and were accepted
	Opens    []string        `json:"opens,omitempty"`    // what more callers may do than before: product.list opens: anyone
	Note     string          `json:"note,omitempty"`     // why there is nothing to do
	Unmerged []string        `json:"unmerged,omitempty"` // files that git leaves to the user in a merge
	Next     string          `json:"next,omitempty"`     // command that goes on with the merge: git commit
}

// PlannedAction is what happens to a file.
type PlannedAction struct {
	Mark    string       `json:"mark"` // as in the summary: + ~ M > - !
	Kind    plan.Kind    `json:"kind"`
	Path    string       `json:"path"`
	From    string       `json:"from,omitempty"`    // where it was before
	Class   render.Class `json:"class,omitempty"`   // who owns it
	Reason  string       `json:"reason,omitempty"`  // why it is merged, or in conflict
	Notice  string       `json:"notice,omitempty"`  // what a person should know about it
	Markers bool         `json:"markers,omitempty"` // it has conflict markers
}

// NewPlanDocument returns a plan with its conflicts as problems. broken are changes that break clients and were accepted.
func NewPlanDocument(p *plan.Plan, broken []compat.Breaking) *PlanDocument {
	doc := &PlanDocument{Counts: p.Counts(), Actions: []PlannedAction{}, Lost: p.Lost, Opens: p.Opens}
	for _, a := range p.Changes() {
		doc.Actions = append(doc.Actions, PlannedAction{
			Mark: a.Kind.Mark(), Kind: a.Kind, Path: a.Path, From: a.From,
			Class: a.File.Class, Reason: a.Reason, Notice: a.Notice, Markers: a.Markers,
		})
	}
	for _, a := range p.Conflicts() {
		doc.Problems = append(doc.Problems, problem.Conflict(a))
	}
	for _, c := range broken {
		doc.Breaking = append(doc.Breaking, c.What)
	}
	for _, pattern := range p.Unused {
		doc.Warnings = append(doc.Warnings, pattern+" matches no conflict")
	}
	return doc
}

// CheckDocument is printed by svcgen check.
type CheckDocument struct {
	Head
	check.Result
}

// NewCheckDocument returns what a check has found.
func NewCheckDocument(found *check.Result) *CheckDocument {
	doc := &CheckDocument{Result: *found}
	doc.Head.Problems = append(problem.Of(errors.Join(found.Refused...)), found.Problems...)
	doc.Head.Warnings = found.Warnings
	return doc
}

// OwnerDocument is printed by svcgen eject and svcgen adopt.
type OwnerDocument struct {
	Head
	Paths []string `json:"paths,omitempty"` // files whose owner is another one now
}

// RecoveryDocument is printed by svcgen recover.
type RecoveryDocument struct {
	Head
	Outcome  RecoveryOutcome `json:"outcome,omitempty"`
	Finished []string        `json:"finished,omitempty"` // files that were still to be written or removed
	Restored []string        `json:"restored,omitempty"` // files that were put back
	Left     []string        `json:"left,omitempty"`     // files that were edited since and stay as they are
}

// RecoveryOutcome says what became of an interrupted run.
type RecoveryOutcome string

// The outcomes.
const (
	RecoveryFinished  RecoveryOutcome = "finished"  // it is finished
	RecoveryUndone    RecoveryOutcome = "undone"    // every file is as before
	RecoveryDiscarded RecoveryOutcome = "discarded" // it had written nothing
	RecoveryNothing   RecoveryOutcome = "nothing"   // no run was interrupted
)

// NewRecoveryDocument returns what svcgen recover has done.
func NewRecoveryDocument(done workspace.Recovery, abort bool) *RecoveryDocument {
	doc := &RecoveryDocument{Outcome: RecoveryNothing, Finished: done.Finished, Restored: done.Restored, Left: done.Left}
	switch {
	case abort && done.Committed:
		doc.Outcome = RecoveryUndone
	case done.Committed, len(done.Finished) > 0:
		doc.Outcome = RecoveryFinished
	case done.Discarded:
		doc.Outcome = RecoveryDiscarded
	}
	return doc
}

// ExplainDocument is printed by svcgen explain.
type ExplainDocument struct {
	Head
	*explain.Explanation
}

// ListDocument is printed by svcgen list.
type ListDocument struct {
	Head
	*Listing
}

// VersionDocument is printed by svcgen version.
type VersionDocument struct {
	Head
	*VersionInfo
}

// Found keeps what a command has found or done until Print prints it.
func (r *Report) Found(d Document) { r.found = d }

// Print ends a command with --json: it prints the one document that there is, with the problems of the error that ended the command.
// dir is the value of --dir. A command that has printed something else, as its help, has neither an error nor a document.
func (r *Report) Print(kind Kind, command, dir string, err error) error {
	if err == nil && r.found == nil {
		return nil
	}
	if r.found == nil {
		r.found = kind.new()
	}
	h := r.found.head()
	h.Command, h.ExitCode = command, problem.ExitCode(err)
	h.Problems = append(problem.Of(err), h.Problems...)
	for i := range h.Problems {
		h.Problems[i].Fixes = r.carriedOut(h.Problems[i].Fixes, dir)
	}
	return r.json(r.found)
}

// carriedOut returns the fixes that can be carried out from where the command was run.
func (r *Report) carriedOut(fixes []problem.Fix, dir string) []problem.Fix {
	var out []problem.Fix
	for _, f := range fixes {
		if f.Edit == nil || !r.Unwritten[f.Edit.Path] && !strings.HasPrefix(f.Edit.Path, "<") { // <stdin>, <flags>
			out = append(out, f.In(dir))
		}
	}
	return out
}
