package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
)

// jsonKind is the annotation of a command that prints JSON: the kind of its document.
const jsonKind = "svcgen_json"

// addJSON adds --json to a command, which prints a document of a kind.
func addJSON(cmd *cobra.Command, asked *bool, kind say.Kind) {
	cmd.Flags().BoolVar(asked, "json", false, "print the result as JSON")
	cmd.Annotations = map[string]string{jsonKind: string(kind)}
}

// asksJSON finds the command of a command line, and reports whether it prints JSON.
func asksJSON(root *cobra.Command, args []string) (*cobra.Command, bool) {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	cmd, _, err := root.Find(args)
	if err != nil || cmd.Annotations[jsonKind] == "" {
		return nil, false
	}
	return cmd, slices.Contains(args, "--json") || slices.Contains(args, "--json=true")
}

// printJSON prints the document of a command that has ended with err.
func printJSON(u *screen.UI, cmd *cobra.Command, err error) error {
	dir, _ := cmd.Flags().GetString("dir") // every command has it
	return u.Say.Print(say.Kind(cmd.Annotations[jsonKind]), commandName(cmd), dir, err)
}

// commandName is the name of a command without that of the program: add field.
func commandName(cmd *cobra.Command) string { return strings.TrimPrefix(cmd.CommandPath(), "svcgen ") }

// jsonCommands are the commands that have --json, in the order of the help.
func jsonCommands(cmd *cobra.Command) []*cobra.Command {
	var found []*cobra.Command
	if cmd.Annotations[jsonKind] != "" {
		found = append(found, cmd)
	}
	for _, c := range cmd.Commands() {
		found = append(found, jsonCommands(c)...)
	}
	return found
}

// newJSONTopic is a page of help, no command.
func newJSONTopic() *cobra.Command {
	return &cobra.Command{Use: "json", Short: "what --json prints, for programs", Long: help.JSON}
}
