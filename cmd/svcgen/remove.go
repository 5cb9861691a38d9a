package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

func newRemoveCmd(u *ui) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "remove",
		Short:   "remove a part of the spec: a field, a resource, an action",
		Long:    removeHelp,
		Example: removeExamples,
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
	c := specEdit{ui: o.ui, planFlags: o.planFlags, shows: true, loses: o.loses()}
	return c.run(ctx, func(s *site) (edited, error) {
		known, last, err := generator.Known(s.sources, s.state.Disk)
		if err != nil {
			return edited{}, err
		}
		if kind := memberKind(o.what); kind != "" {
			file, err := spec.RemoveMember(s.sources, member(kind, o.names))
			return edited{files: []spec.Source{file}}, err
		}
		switch o.what {
		case "value":
			at, value := o.enum(o.names)
			knows := lineage.KnowsValue(last, known, at.Service, enumName(known, at), value)
			file, err := spec.RemoveValue(s.sources, at, value, o.instead, knows)
			return edited{files: []spec.Source{file}}, err
		case "service":
			file, gone, err := spec.RemoveService(s.sources, o.names[0], lineage.Known(last, known, target(o.names)))
			return edited{files: []spec.Source{file}, gone: []string{gone}}, err
		case "resource":
			at := target(o.names)
			file, err := spec.Remove(s.sources, at, lineage.Known(last, known, at))
			return edited{files: []spec.Source{file}}, err
		default:
			return o.removeFields(s.sources, func(at spec.Target) string { return lineage.Known(last, known, at) })
		}
	})
}

// removeFields takes one field out after the other.
func (o changeOptions) removeFields(sources []spec.Source, known func(spec.Target) string) (e edited, err error) {
	var file spec.Source
	for i, field := range o.names[2:] {
		if slices.Contains(o.names[2:2+i], field) {
			return edited{}, say.Usagef("", "remove field: %q is named twice", field)
		}
		at := spec.Target{Service: o.names[0], Resource: o.names[1], Field: field}
		if file, err = spec.Remove(sources, at, known(at)); err != nil {
			return edited{}, err
		}
		e = edited{files: []spec.Source{file}}
		sources = e.sources(sources)
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
