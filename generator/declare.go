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
