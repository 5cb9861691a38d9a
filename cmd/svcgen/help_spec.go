package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/generator/reference"
)

// newSpecTopics returns the pages of help about the spec language. A page is made when it is read.
func newSpecTopics() []*cobra.Command {
	topic := func(name, short string, page func() string) *cobra.Command {
		cmd := &cobra.Command{Use: name, Short: short}
		cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
			_, _ = fmt.Fprintln(cmd.OutOrStdout(), page()+help.ReferencePage) // cobra ignores the error of any other page, too
		})
		return cmd
	}
	return []*cobra.Command{
		topic("spec", "what a spec says: an example, and its keys", func() string {
			return "a whole spec, and then its keys\n\n" + indented(help.SpecExample) + help.SpecIntro + reference.Spec()
		}),
		topic("types", "the types of fields", func() string { return help.TypesIntro + reference.Types() }),
		topic("flags", "the flags and keys of fields", func() string { return help.FlagsIntro + reference.Keys() }),
	}
}

// indented moves each line of a text two columns to the right.
func indented(text string) string {
	return "  " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n  ") + "\n"
}
