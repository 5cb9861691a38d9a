package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

func newRenameCmd(u *screen.UI) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "rename",
		Short:   "rename a part of the spec: a field, a resource, an action",
		Long:    help.Rename,
		Example: help.RenameExamples,
		Args:    cobra.ArbitraryArgs,
		RunE:    dotted("NEW"),
	}
	for _, t := range things() {
		cmd.AddCommand(newChangeCmd(u, runRename, cmd.Name(), t, "NEW"))
	}
	return cmd
}

func runRename(ctx context.Context, o changeOptions) error {
	c := site.Edit{UI: o.ui, Options: o.Options, Shows: true}
	return c.Run(ctx, func(s *site.Site) (site.Edited, error) {
		known, last, err := generator.Known(s.Sources, s.State.Disk)
		if err != nil {
			return site.Edited{}, err
		}
		if o.finish {
			file, err := spec.FinishTwoSteps(s.Sources, target(o.names))
			return site.Edited{Files: []spec.Source{file}}, err
		}
		to := o.names[len(o.names)-1]
		if o.what == "value" {
			at, value := o.enum(o.names[:len(o.names)-1])
			knows := lineage.KnowsValue(last, known, at.Service, enumName(known, at), value)
			file, err := spec.RenameValue(s.Sources, at, value, to, knows)
			return site.Edited{Files: []spec.Source{file}}, err
		}
		if kind := memberKind(o.what); kind != "" {
			at := member(kind, o.names[:len(o.names)-1])
			files, err := spec.RenameMember(s.Sources, at, to, formerMember(last, known, at, to))
			return site.Edited{Files: files}, err
		}
		at := target(o.names[:len(o.names)-1])
		files, err := spec.Rename(s.Sources, at, to, former(last, known, at, to))
		if err != nil {
			return site.Edited{}, err
		}
		e := site.Edited{Files: files}
		if o.inTwoSteps {
			at.Field = to
			file, err := spec.StartTwoSteps(e.Sources(s.Sources), at)
			if err != nil {
				return site.Edited{}, err
			}
			e.Files = []spec.Source{file}
		}
		if at.Resource == "" {
			e.Gone = []string{spec.ServiceFile(at.Service)}
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
