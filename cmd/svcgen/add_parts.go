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
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/spec"
)

// addPartOptions are the options that `add resource` and `add field` share: both write fields into the spec of a service.
type addPartOptions struct {
	ui       *screen.UI
	service  string
	resource string
	words    []string // FIELD:TYPE[:FLAG…]
	planFlags
}

func newAddResourceCmd(u *screen.UI) *cobra.Command {
	cmd := newAddPartCmd(u, runAddResource, "resource")
	cmd.Short, cmd.Long, cmd.Example = "add a resource to a service", help.AddResource, help.AddResourceExamples
	cmd.ValidArgsFunction = completeParts(false)
	return cmd
}

func newAddFieldCmd(u *screen.UI) *cobra.Command {
	cmd := newAddPartCmd(u, runAddField, "field")
	cmd.Short, cmd.Long, cmd.Example = "add a field to a resource", help.AddField, help.AddFieldExamples
	cmd.ValidArgsFunction = completeParts(true)
	return cmd
}

func newAddPartCmd(u *screen.UI, run func(context.Context, addPartOptions) error, name string) *cobra.Command {
	o := addPartOptions{ui: u}
	var more []string
	cmd := &cobra.Command{
		Use:  name + " SERVICE RESOURCE FIELD:TYPE[:FLAG…]…",
		Args: parts,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.service, o.resource, o.words = args[0], args[1], slices.Concat(args[2:], more)
			if err := inDir(cmd); err != nil {
				return err
			}
			return run(cmd.Context(), o)
		},
	}
	cmd.Flags().StringArrayVar(&more, "field", nil, "a `FIELD`, as with svcgen add service")
	_ = cmd.Flags().MarkHidden("field") // fails for no such flag; an argument is shorter, and --field is what one knows from add service
	o.add(cmd)
	return cmd
}

// parts wants a service, a resource and at least one field.
func parts(cmd *cobra.Command, args []string) error {
	if len(args) > 2 || len(args) == 2 && cmd.Flags().Changed("field") {
		return nil
	}
	if len(args) > 0 && strings.ContainsAny(args[0], "./") {
		names := strings.FieldsFunc(args[0], func(c rune) bool { return c == '.' || c == '/' })
		if line := spread(cmd.CommandPath(), names, 2); line != "" {
			for _, word := range args[1:] {
				line += " " + plan.ShellQuote(word)
			}
			return say.Usagef("did you mean "+line+"?", "%s: names are separate arguments, not %q", strings.TrimPrefix(cmd.CommandPath(), "svcgen "), args[0])
		}
	}
	missing := [...]string{"the service", "the resource", "a field"}[len(args)]
	return say.Usagef("usage: "+cmd.UseLine(), "%s: %s is missing", strings.TrimPrefix(cmd.CommandPath(), "svcgen "), missing)
}

func runAddResource(ctx context.Context, o addPartOptions) error {
	if err := spec.CheckResourceName(o.resource); err != nil {
		return err
	}
	return o.run(ctx, func(sources []spec.Source, fields []*spec.Field) (spec.Source, error) {
		return spec.AddResource(sources, o.service, &spec.Resource{Name: o.resource, Fields: fields})
	})
}

func runAddField(ctx context.Context, o addPartOptions) error {
	return o.run(ctx, func(sources []spec.Source, fields []*spec.Field) (spec.Source, error) {
		return spec.AddFields(sources, o.service, o.resource, fields)
	})
}

// run edits the spec and generates what follows from it: all of it is written, or nothing.
func (o addPartOptions) run(ctx context.Context, edit func([]spec.Source, []*spec.Field) (spec.Source, error)) error {
	fields, err := o.fields()
	if err != nil {
		return err
	}
	c := site.Edit{UI: o.ui, Options: o.Options}
	return c.Run(ctx, func(s *site.Site) (site.Edited, error) {
		file, err := edit(s.Sources, fields)
		return site.Edited{Files: []spec.Source{file}}, err
	})
}

// fields reads the words, and reports what is wrong in all of them.
func (o addPartOptions) fields() ([]*spec.Field, error) {
	var fields []*spec.Field
	var all spec.Problems
	for _, w := range spec.JoinArgs(o.words) {
		f, problems := spec.ParseArg("", w)
		fields, all = append(fields, f), append(all, problems...)
	}
	if len(all) > 0 {
		return nil, all
	}
	return fields, nil
}
