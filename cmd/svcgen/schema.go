package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/spec"
)

type schemaOptions struct {
	ui   *ui
	kind string
}

func newSchemaCmd(u *ui) *cobra.Command {
	o := schemaOptions{ui: u, kind: "workspace"}
	return &cobra.Command{
		Use:       "schema [workspace|service]",
		Short:     "print the JSON Schema of the spec",
		Long:      schemaHelp,
		Args:      atMostOne("the kind of file"),
		ValidArgs: []string{"workspace", "service"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.kind = args[0]
			}
			return runSchema(cmd.Context(), o)
		},
	}
}

func runSchema(_ context.Context, o schemaOptions) error {
	r := o.ui.say
	switch o.kind {
	case "workspace":
		return r.Raw(spec.Schema())
	case "service":
		return r.Raw(spec.ServiceSchema())
	default:
		return say.Usagef("svcgen schema workspace, or svcgen schema service", "there is no schema of %q", o.kind)
	}
}
