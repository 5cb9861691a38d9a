package generator

import (
	"fmt"
	"slices"

	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// Declare writes into a spec what became of a thing that it does not mention any more. It returns the sources with the change, and
// the change itself; on disk nothing changes.
func Declare(sources []spec.Source, c lineage.Choice) (after []spec.Source, edit plan.Edit, err error) {
	at := slices.IndexFunc(sources, func(f spec.Source) bool {
		return c.Target.Service != "" && (f.Service == c.Target.Service || f.Path == spec.ServiceFile(c.Target.Service))
	})
	if at < 0 {
		at = slices.IndexFunc(sources, func(f spec.Source) bool { return f.Path == spec.WorkspaceFile })
	}
	if at < 0 {
		return nil, plan.Edit{}, fmt.Errorf("%s: no file of the spec holds it", c.Target)
	}
	write := spec.DeclareRenamed
	if !c.Rename {
		write = spec.DeclareRemoved
	}
	data, err := write(sources[at], c.Target, c.Name)
	if err != nil {
		return nil, plan.Edit{}, err
	}
	after = slices.Clone(sources)
	after[at].Data = data
	return after, plan.Edit{Path: after[at].Path, Data: data}, nil
}

// withEdits adds to each way to declare a loss the edit of the spec that declares it. A spec of which hardly anything is left gets them for
// the first losses only: each edit reads a file anew.
func withEdits(sources []spec.Source, lost *lineage.LossError) error {
	const most = 20
	out := &lineage.LossError{Losses: slices.Clone(lost.Losses)}
	for i := range out.Losses[:min(len(out.Losses), most)] {
		l := &out.Losses[i]
		l.Choices = slices.Clone(l.Choices)
		for j, c := range l.Choices[:min(len(l.Choices), most)] {
			if c.Name == "" {
				continue
			}
			_, edit, err := Declare(sources, c)
			if err != nil {
				continue // the line is for a person to write
			}
			at := slices.IndexFunc(sources, func(f spec.Source) bool { return f.Path == edit.Path })
			text := spec.Difference(edit.Path, string(plan.Normalise(sources[at].Data)), string(plan.Normalise(edit.Data)))
			l.Choices[j].Edit = &text
		}
	}
	return out
}
