package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/plan"
)

// exactly checks that the arguments are the names that lead to a thing. The error says which is missing, or one too many.
func exactly(t thing, words []string, several bool) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		command := strings.TrimPrefix(cmd.CommandPath(), "svcgen ")
		usage := "usage: " + cmd.UseLine()
		if example, _, _ := strings.Cut(strings.TrimSpace(cmd.Example), "\n"); example != "" {
			usage += "\nlike: " + example
		}
		if len(args) > 0 && strings.ContainsAny(args[0], "./:") {
			if line := spread(cmd.CommandPath(), args, len(words)); line != "" {
				return say.Meant(line, "%s: names are separate arguments, not %q", command, args[0])
			}
		}
		named := t.what == "value" && len(args) == len(words)-1 // SERVICE ENUM VALUE
		switch {
		case len(args) == len(words), named, several && len(args) > len(words):
			return nil
		case len(args) < len(words):
			return say.Usagef(usage, "%s: %s is missing", command, missing(words[len(args)]))
		default:
			return say.Usagef(usage, "%s: unexpected argument %q", command, args[len(words)])
		}
	}
}

func missing(word string) string {
	if word == "NEW" {
		return "the new name"
	}
	return "the " + strings.ToLower(word)
}

// spread rewrites a command whose names were typed as a path (catalog.product.note), with one word for each. It returns "" if the
// number of names is wrong.
func spread(command string, args []string, want int) string {
	var words []string
	for _, a := range args {
		words = append(words, strings.FieldsFunc(a, func(c rune) bool { return strings.ContainsRune("./:", c) })...)
	}
	if len(words) != want {
		return ""
	}
	for i := range words {
		words[i] = plan.ShellQuote(words[i])
	}
	return command + " " + strings.Join(words, " ")
}

// dotted is the RunE of `rename` and `remove` without a subcommand. Without arguments they show their subcommands. For a path such as
// catalog.product.note the hint is the command that was probably meant. more are the arguments after the names.
func dotted(more ...string) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 || strings.Trim(args[0], "abcdefghijklmnopqrstuvwxyz") == "" && len(args) < 1+len(more) {
			return subcommand(cmd, args)
		}
		var names []string
		for _, a := range args {
			names = append(names, strings.FieldsFunc(a, func(c rune) bool { return strings.ContainsRune("./:", c) })...)
		}
		for _, t := range []string{"service", "resource", "field", "value"} {
			for _, have := range things() {
				if have.what == t && len(names) == len(have.names)+len(more) && (len(args) == 1+len(more) || len(args) == len(names)) {
					if line := spread(cmd.CommandPath()+" "+t, args, len(names)); line != "" && likeCommand(cmd, args[0]) == "" {
						return say.Meant(line, "%s: the kind is missing: field, resource, service, value, action, method, job or consumer", strings.TrimPrefix(cmd.CommandPath(), "svcgen "))
					}
				}
			}
		}
		return subcommand(cmd, args)
	}
}
