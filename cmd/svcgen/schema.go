package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/generator/spec"
)

type schemaOptions struct {
	ui   *screen.UI
	root *cobra.Command
	of   []string // words of a command, or the kind of a file
}

func newSchemaCmd(u *screen.UI) *cobra.Command {
	o := schemaOptions{ui: u}
	return &cobra.Command{
		Use:     "schema [workspace | service | COMMAND]",
		Short:   "print the JSON Schema of the spec, or of a command's --json",
		Long:    help.Schema,
		Example: help.SchemaExamples,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return schemaWords(cmd.Root(), args), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.root, o.of = cmd.Root(), args
			return runSchema(cmd.Context(), o)
		},
	}
}

func runSchema(_ context.Context, o schemaOptions) error {
	r := o.ui.Say
	switch of := strings.Join(o.of, " "); of {
	case "", "workspace":
		return r.Raw(spec.Schema())
	case "service":
		return r.Raw(spec.ServiceSchema())
	default:
		for _, cmd := range jsonCommands(o.root) {
			if commandName(cmd) == of {
				schema, err := say.Schema(say.Kind(cmd.Annotations[jsonKind]))
				if err != nil {
					return err
				}
				return r.Raw(schema)
			}
		}
		return say.Usagef("workspace, service, or a command with --json, such as check or add field", "there is no schema of %q", of)
	}
}

// schemaWords are the words that can follow others: the names of files, and of commands with --json.
func schemaWords(root *cobra.Command, before []string) []string {
	var words []string
	for _, name := range append([]string{"workspace", "service"}, jsonNames(root)...) {
		parts := strings.Fields(name)
		if n := len(before); n < len(parts) && slices.Equal(parts[:n], before) && !slices.Contains(words, parts[n]) {
			words = append(words, parts[n])
		}
	}
	return words
}

func jsonNames(root *cobra.Command) []string {
	var names []string
	for _, cmd := range jsonCommands(root) {
		names = append(names, commandName(cmd))
	}
	return names
}
