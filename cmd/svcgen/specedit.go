package main

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/compat"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// specEdit is a command that changes the spec and generates what follows from it: all of it is written, or nothing.
type specEdit struct {
	ui *ui
	planFlags

	shows bool   // print the changed lines of the spec: svcgen has chosen them, not the person
	loses string // whose data a destructive migration deletes: field note of product
}

// edited holds the files of a spec after an edit.
type edited struct {
	files []spec.Source // with their new text
	gone  []string      // paths of files that are deleted
}

// run edits the spec that is on disk.
func (c *specEdit) run(ctx context.Context, edit func(*site) (edited, error)) error {
	if err := c.check(); err != nil {
		return err
	}
	s, err := openSite(c.ui)
	if err != nil {
		return err
	}
	defer s.close()
	end, err := s.begin(ctx, c.writes())
	if err != nil {
		return err
	}
	defer end()
	if err := s.sameTool(); err != nil {
		return err
	}
	r := c.ui.say
	e, err := edit(s)
	if odd, ok := errors.AsType[*spec.EditError](err); ok && !c.json {
		r.WouldBe(odd.File)
	}
	if err != nil {
		return err
	}
	began := time.Now()
	before := s.sources
	s.sources = e.sources(before)
	r.Unwritten = paths(e.files)
	result, err := s.plan(ctx, c.planning(c.ui, c.ui.typed(), e.plan()))
	_, invalid := errors.AsType[spec.Problems](err)
	if _, breaks := errors.AsType[*compat.BreakingError](err); (invalid || breaks) && !c.json {
		r.WouldBe(e.files[0].Path)
	}
	if err != nil {
		return err
	}
	if c.shows && !c.json && !c.diff && len(result.Plan.Conflicts()) == 0 {
		r.SpecChanges(e.files, func(path string) string { return e.before(before, path) })
	}
	done, err := c.judge(ctx, s, result)
	if err == nil && !done {
		err = s.apply(ctx, result)
	}
	switch {
	case err != nil:
		return err
	case c.json:
		if !done {
			r.Found(say.NewPlanDocument(result.Plan, result.Breaking))
		}
		return nil
	case !done:
		r.Summary(result.Plan, time.Since(began))
		r.Evolution(result.Model)
	}
	if !c.diff {
		r.Destroys(result.Plan, c.loses)
	}
	return nil
}

// sources returns the sources of the workspace after the edit.
func (e edited) sources(before []spec.Source) []spec.Source {
	after := slices.DeleteFunc(slices.Clone(before), func(s spec.Source) bool { return slices.Contains(e.gone, s.Path) })
	for _, f := range e.files {
		if i := slices.IndexFunc(after, func(s spec.Source) bool { return s.Path == f.Path }); i >= 0 {
			after[i] = f
		} else {
			after = append(after, f)
		}
	}
	return after
}

// paths returns the set of the paths of sources.
func paths(sources []spec.Source) map[string]bool {
	out := map[string]bool{}
	for _, s := range sources {
		out[s.Path] = true
	}
	return out
}

func (e edited) plan() []plan.Edit {
	all := edits(e.files)
	for _, path := range e.gone {
		all = append(all, plan.Edit{Path: path, Remove: true})
	}
	return all
}

// before returns the text of a file before the edit, or of the file that it replaces.
func (e edited) before(sources []spec.Source, path string) string {
	for _, paths := range [][]string{{path}, e.gone} {
		for _, s := range sources {
			if slices.Contains(paths, s.Path) {
				return string(plan.Normalise(s.Data))
			}
		}
	}
	return ""
}
