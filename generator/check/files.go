package check

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/problem"
)

// decided lists the files whose text nobody compares. A word in the manifest is enough for that, so it has to be seen.
func (c *checker) decided() {
	for _, e := range c.State.Manifest.Files {
		switch e.Class {
		case plan.Kept:
			c.result.Kept = append(c.result.Kept, e.Path)
		case plan.Ejected:
			c.result.Ejected = append(c.result.Ejected, e.Path)
		}
	}
	c.result.Kept, c.result.Ejected = slices.Compact(c.result.Kept), slices.Compact(c.result.Ejected)
}

// files finds the files that are not what the spec says.
func (c *checker) files() {
	c.result.Files = len(c.planned.Plan.Manifest.Files)
	for _, a := range c.planned.Plan.Changes() {
		switch {
		case a.Markers:
			c.add(problem.Problem{
				Kind: problem.Markers, Mark: "!", Path: a.Path, Line: markerLine(c.State.Disk, a.Path),
				Message: "it holds conflict markers", Hint: "resolve them, then svcgen generate",
			})
		case a.Kind == plan.Conflict:
			c.add(problem.Conflict(a))
		case a.Writes():
			c.stale(a.Kind.Mark(), a.Path, stale(a))
		}
	}
	for _, path := range c.planned.Plan.Lost {
		if _, err := fs.Stat(c.State.Disk, path); errors.Is(err, fs.ErrNotExist) {
			c.stale(plan.Create.Mark(), path, "missing")
		} else {
			c.stale(plan.Update.Mark(), path, "not as svcgen recorded it")
		}
	}
}

func (c *checker) stale(mark, path, message string) {
	fix := problem.Run("brings the tree in step with its spec", problem.Generate)
	c.add(problem.Problem{Kind: problem.Stale, Mark: mark, Path: path, Message: message, Hint: problem.Generate, Fixes: []problem.Fix{fix}})
}

// stale says why a file is not current.
func stale(a plan.Action) string {
	switch a.Kind {
	case plan.Create:
		return "missing"
	case plan.Delete:
		return "no longer part of the workspace"
	case plan.Move:
		return "has moved; it still is at " + a.From
	default:
		return "not what the spec says"
	}
}

// markerLine is the line of the first conflict marker; 0 if there is none.
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
