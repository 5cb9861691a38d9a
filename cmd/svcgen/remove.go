package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

func newRemoveCmd(u *screen.UI) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "remove",
		Short:   "remove a part of the spec: a field, a resource, an action",
		Long:    help.Remove,
		Example: help.RemoveExamples,
		Args:    cobra.ArbitraryArgs,
		RunE:    dotted(),
	}
	for _, t := range things() {
		cmd.AddCommand(newChangeCmd(u, runRemove, cmd.Name(), t))
	}
	return cmd
}

// runRemove takes something out of the spec. It asks nothing: what was typed is the decision, files are in git, and data are only
// deleted by a migration that is yet to run.
func runRemove(ctx context.Context, o changeOptions) error {
	c := site.Edit{UI: o.ui, Options: o.Options, Shows: true, Loses: o.loses()}
	return c.Run(ctx, func(s *site.Site) (site.Edited, error) {
		known, last, err := generator.Known(s.Sources, s.State.Disk)
		if err != nil {
			return site.Edited{}, err
		}
		if kind := memberKind(o.what); kind != "" {
			file, err := spec.RemoveMember(s.Sources, member(kind, o.names))
			return site.Edited{Files: []spec.Source{file}}, err
		}
		switch o.what {
		case "value":
			at, value := o.enum(o.names)
			knows := lineage.KnowsValue(last, known, at.Service, enumName(known, at), value)
			file, err := spec.RemoveValue(s.Sources, at, value, o.instead, knows)
			return site.Edited{Files: []spec.Source{file}}, err
		case "service":
			file, gone, err := spec.RemoveService(s.Sources, o.names[0], lineage.Known(last, known, target(o.names)))
			return site.Edited{Files: []spec.Source{file}, Gone: []string{gone}}, err
		case "resource":
			at := target(o.names)
			file, err := spec.Remove(s.Sources, at, lineage.Known(last, known, at))
			return site.Edited{Files: []spec.Source{file}}, err
		default:
			return o.removeFields(s.Sources, func(at spec.Target) string { return lineage.Known(last, known, at) })
		}
	})
}

// removeFields takes one field out after the other.
func (o changeOptions) removeFields(sources []spec.Source, known func(spec.Target) string) (e site.Edited, err error) {
	var file spec.Source
	for i, field := range o.names[2:] {
		if slices.Contains(o.names[2:2+i], field) {
			return site.Edited{}, say.Usagef("", "remove field: %q is named twice", field)
		}
		at := spec.Target{Service: o.names[0], Resource: o.names[1], Field: field}
		if file, err = spec.Remove(sources, at, known(at)); err != nil {
			return site.Edited{}, err
		}
		e = site.Edited{Files: []spec.Source{file}}
		sources = e.Sources(sources)
	}
	return e, nil
}

// loses names what a destructive migration deletes.
func (o changeOptions) loses() string {
	switch o.what {
	case "field":
		fields := o.names[2:]
		return say.Plural(len(fields), "field ", "fields ") + strings.Join(fields, ", ") + " of " + o.names[1]
	case "resource":
		return "resource " + o.names[1]
	default:
		return ""
	}
}
