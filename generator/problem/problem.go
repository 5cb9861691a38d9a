// Package problem turns every error of svcgen into its message, its kind in JSON and its exit code.
package problem

import (
	"bytes"
	"encoding/json"

	"github.com/svcgen/svcgen/generator/lineage"
)

// Problem is one thing that is wrong. Every document of --json has a list of them under "problems".
type Problem struct {
	Kind    Kind   `json:"kind"`
	Path    string `json:"path,omitempty"`  // of a file, from the root of the workspace, or as it was typed
	Line    int    `json:"line,omitempty"`  // from 1; left out if it is not known
	Col     int    `json:"col,omitempty"`   // from 1, in characters; left out if it is not known
	Message string `json:"message"`         // what is wrong
	Hint    string `json:"hint,omitempty"`  // what to do, for a person
	Fixes   []Fix  `json:"fixes,omitempty"` // what to do, for a program; none if only a person can

	// Not in JSON.
	Mark    string           `json:"-"` // in the summary: +, ~, !
	Excerpt string           `json:"-"` // the line of the spec, and a caret below the column
	Choices []lineage.Choice `json:"-"` // what can be done about it; Hint lists them in one line
}

// Kind is the kind of a problem.
type Kind string

// The kinds.
const (
	Spec        Kind = "spec"        // the spec, or a proto of the user, is invalid
	Decide      Kind = "decide"      // a person has to decide
	Breaking    Kind = "breaking"    // it breaks clients of the API
	Migrations  Kind = "migrations"  // the migrations do not follow from each other, or do not produce the schema of the spec
	Stale       Kind = "stale"       // a file is not what the spec says
	Markers     Kind = "markers"     // a file holds conflict markers
	Interrupted Kind = "interrupted" // an earlier run was interrupted
	Version     Kind = "version"     // another version of svcgen wrote the workspace
	Compile     Kind = "compile"     // it does not compile or vet
	Usage       Kind = "usage"       // the command is used wrongly
	Tool        Kind = "tool"        // a program that svcgen runs has failed
	Cancelled   Kind = "cancelled"   // with Ctrl-C
	Failed      Kind = "failed"      // anything else: a file cannot be read, …
)

// List is a list of problems: [] in JSON if it is empty, never null.
type List []Problem

// MarshalJSON prints an empty list for nil. It leaves < and > as they are: the encoder around it escapes them if it should.
func (l List) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(append([]Problem{}, l...))
	return out.Bytes(), err
}
