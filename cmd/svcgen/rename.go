package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

func newRenameCmd(u *ui) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "rename",
		Short:   "rename a part of the spec: a field, a resource, an action",
		Long:    renameHelp,
		Example: renameExamples,
		Args:    cobra.ArbitraryArgs,
		RunE:    dotted("NEW"),
	}
	for _, t := range things() {
		cmd.AddCommand(newChangeCmd(u, runRename, cmd.Name(), t, "NEW"))
	}
	return cmd
}

func runRename(ctx context.Context, o changeOptions) error {
	c := specEdit{ui: o.ui, planFlags: o.planFlags, shows: true}
	return c.run(ctx, func(s *site) (edited, error) {
		known, last, err := generator.Known(s.sources, s.state.Disk)
		if err != nil {
			return edited{}, err
		}
		if o.finish {
			file, err := spec.FinishTwoSteps(s.sources, target(o.names))
			return edited{files: []spec.Source{file}}, err
		}
		to := o.names[len(o.names)-1]
		if o.what == "value" {
			at, value := o.enum(o.names[:len(o.names)-1])
			knows := lineage.KnowsValue(last, known, at.Service, enumName(known, at), value)
			file, err := spec.RenameValue(s.sources, at, value, to, knows)
			return edited{files: []spec.Source{file}}, err
		}
		if kind := memberKind(o.what); kind != "" {
			at := member(kind, o.names[:len(o.names)-1])
			file, err := spec.RenameMember(s.sources, at, to, formerMember(last, known, at, to))
			return edited{files: []spec.Source{file}}, err
		}
		at := target(o.names[:len(o.names)-1])
		files, err := spec.Rename(s.sources, at, to, former(last, known, at, to))
		if err != nil {
			return edited{}, err
		}
		e := edited{files: files}
		if o.inTwoSteps {
			at.Field = to
			file, err := spec.StartTwoSteps(e.sources(s.sources), at)
			if err != nil {
				return edited{}, err
			}
			e.files = []spec.Source{file}
		}
		if at.Resource == "" {
			e.gone = []string{spec.ServiceFile(at.Service)}
		}
		return e, nil
	})
}

// former returns the name for renamed_from: the one that the data have, or "" if the rename gives it back to them.
func former(last *ledger.Ledger, s *spec.Spec, at spec.Target, to string) string {
	if known := lineage.Known(last, s, at); known != to {
		return known
	}
	return ""
}
