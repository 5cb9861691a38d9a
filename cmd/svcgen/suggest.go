package main

import (
	"fmt"
	"regexp"
	"slices"
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

var unknownFlag = regexp.MustCompile(`^unknown (?:shorthand )?flag: (?:'.' in )?(-{1,2}[^ =]*)`)

// flagError turns what pflag says about a flag into ours, with the flag that was meant.
func flagError(cmd *cobra.Command, err error) error {
	match := unknownFlag.FindStringSubmatch(err.Error())
	if match == nil {
		msg, _, _ := strings.Cut(err.Error(), ": strconv.") // the rest is a message of Go's parser, which helps nobody
		return say.Usagef("\""+cmd.CommandPath()+" --help\" lists the flags", "%s", msg)
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, "--"+f.Name)
		}
	})
	slices.Sort(names)
	hint := spec.DidYouMean(match[1], names)
	if hint == "" {
		hint = "\"" + cmd.CommandPath() + " --help\" lists the flags"
	}
	return say.Usagef(hint, "unknown flag %s", match[1])
}
