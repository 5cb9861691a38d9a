package site

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// Edit is a command that changes the spec and generates what follows from it: all of it is written, or nothing.
type Edit struct {
	UI *screen.UI
	Options

	Shows bool   // print the changed lines of the spec: svcgen has chosen them, not the person
	Loses string // whose data a destructive migration deletes: field note of product
}

// Edited holds the files of a spec after an edit.
type Edited struct {
	Files []spec.Source // with their new text
	Gone  []string      // paths of files that are deleted
}

// Run edits the spec that is on disk.
func (c *Edit) Run(ctx context.Context, edit func(*Site) (Edited, error)) error {
	if err := c.Check(); err != nil {
		return err
	}
	s, err := Open(c.UI)
	if err != nil {
		return err
	}
	defer s.Close()
	end, err := s.Begin(ctx, c.Writes())
	if err != nil {
		return err
	}
	defer end()
	if err := s.SameTool(); err != nil {
		return err
	}
	r := c.UI.Say
	e, err := edit(s)
	if odd, ok := errors.AsType[*spec.EditError](err); ok && !c.JSON {
		r.WouldBe(odd.File)
	}
	if err != nil {
		return err
	}
	began := time.Now()
	before := s.Sources
	s.Sources = e.Sources(before)
	r.Unwritten = Paths(e.Files)
	result, err := s.Plan(ctx, c.Planning(c.UI, c.UI.Typed(), e.plan()))
	_, invalid := errors.AsType[spec.Problems](err)
	if _, breaks := errors.AsType[*compat.BreakingError](err); (invalid || breaks) && !c.JSON {
		r.WouldBe(e.Files[0].Path)
	}
	if err != nil {
		return err
	}
	if c.Shows && !c.JSON && !c.Diff && len(result.Plan.Conflicts()) == 0 {
		r.SpecChanges(e.Files, func(path string) string { return e.before(before, path) })
	}
	done, err := c.Judge(ctx, s, result)
	if err == nil && !done {
		err = s.Apply(ctx, result)
	}
	switch {
	case err != nil:
		return err
	case c.JSON:
		if !done {
			r.Found(say.NewPlanDocument(result.Plan, result.Breaking))
		}
		return nil
	case !done:
		r.Summary(result.Plan, time.Since(began))
		r.Evolution(result)
	}
	if !c.Diff {
		r.Destroys(result.Plan, c.Loses)
	}
	return nil
}

// Sources returns the sources of the workspace after the edit.
func (e Edited) Sources(before []spec.Source) []spec.Source {
	after := slices.DeleteFunc(slices.Clone(before), func(s spec.Source) bool { return slices.Contains(e.Gone, s.Path) })
	for _, f := range e.Files {
		if i := slices.IndexFunc(after, func(s spec.Source) bool { return s.Path == f.Path }); i >= 0 {
			after[i] = f
		} else {
			after = append(after, f)
		}
	}
	return after
}

// Paths returns the set of the paths of sources.
func Paths(sources []spec.Source) map[string]bool {
	out := map[string]bool{}
	for _, s := range sources {
		out[s.Path] = true
	}
	return out
}

func (e Edited) plan() []plan.Edit {
	all := Edits(e.Files)
	for _, path := range e.Gone {
		all = append(all, plan.Edit{Path: path, Remove: true})
	}
	return all
}

// before returns the text of a file before the edit, or of the file that it replaces.
func (e Edited) before(sources []spec.Source, path string) string {
	for _, paths := range [][]string{{path}, e.Gone} {
		for _, s := range sources {
			if slices.Contains(paths, s.Path) {
				return string(plan.Normalise(s.Data))
			}
		}
	}
	return ""
}
