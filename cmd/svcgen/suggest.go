package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/spec"
)

// subcommand is the RunE of a command that only holds others: without arguments it shows them, an unknown one is an error.
func subcommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	hint := likeCommand(cmd, args[0])
	if hint == "" {
		hint = "\"" + cmd.CommandPath() + " --help\" lists the commands"
	}
	return say.Usagef(hint, "unknown command %q", strings.TrimPrefix(cmd.CommandPath()+" "+args[0], "svcgen "))
}

// likeCommand suggests the command below cmd that a word abbreviates or misspells; it is "" if there is none.
func likeCommand(cmd *cobra.Command, word string) string {
	var names []string
	for _, c := range cmd.Commands() {
		switch {
		case !c.IsAvailableCommand():
		case len(word) > 1 && strings.HasPrefix(c.Name(), word):
			return fmt.Sprintf("did you mean %q?", c.Name())
		default:
			names = append(names, c.Name())
		}
	}
	return spec.DidYouMean(word, names)
}

// flagError says in svcgen's words what is wrong with a flag, and suggests the one that was probably meant.
func flagError(cmd *cobra.Command, err error) error {
	if problems, ok := errors.AsType[spec.Problems](err); ok {
		return problems
	}
	if own, ok := errors.AsType[*say.Error](err); ok {
		return own
	}
	hint := "\"" + cmd.CommandPath() + " --help\" lists the flags"
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		msg := err.Error()
		if cause, ok := errors.AsType[*strconv.NumError](err); ok {
			msg = strings.TrimSuffix(msg, ": "+cause.Error()) // a message of Go's parser, which helps nobody
		}
		return say.Usagef(hint, "%s", msg)
	}
	name := "--" + unknown.GetSpecifiedName()
	if letters := unknown.GetSpecifiedShortnames(); letters != "" {
		name = "-" + letters
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, "--"+f.Name)
		}
	})
	slices.Sort(names)
	return say.Usagef(cmp.Or(spec.DidYouMean(name, names), hint), "unknown flag %s", name)
}
