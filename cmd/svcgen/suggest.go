package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// nearest is the candidate that the user most likely meant by word, or "".
func nearest(word string, candidates []string) string {
	best, bestDistance := "", max(len(word)/3, 1)+1
	for _, c := range candidates {
		d := distance(strings.ToLower(word), strings.ToLower(c))
		if strings.HasPrefix(c, word) && len(word) > 1 {
			d = min(d, 1)
		}
		if d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance counts insertions, deletions, replacements and swaps of neighbours between a and b.
func distance(a, b string) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

func didYouMean(format, word string, candidates []string) string {
	if n := nearest(word, candidates); n != "" {
		return "did you mean " + strings.ReplaceAll(format, "%", n) + "?"
	}
	return ""
}

// subcommand is the RunE of a command that only holds others: without arguments it shows them, an unknown one is an error.
func subcommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	hint := didYouMean("\""+cmd.CommandPath()+" %\"", args[0], names)
	if hint == "" {
		hint = "\"" + cmd.CommandPath() + " --help\" lists the commands"
	}
	return usagef(hint, "unknown command %q", strings.TrimPrefix(cmd.CommandPath()+" "+args[0], "svcgen "))
}

var unknownFlag = regexp.MustCompile(`^unknown (?:shorthand )?flag: (?:'.' in )?(-{1,2}[^ =]*)`)

// flagError turns what pflag says about a flag into ours, with the flag that was meant.
func flagError(cmd *cobra.Command, err error) error {
	match := unknownFlag.FindStringSubmatch(err.Error())
	if match == nil {
		msg, _, _ := strings.Cut(err.Error(), ": strconv.") // what Go's parser says tells nobody more
		return usagef("\""+cmd.CommandPath()+" --help\" lists the flags", "%s", msg)
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	slices.Sort(names)
	hint := didYouMean("--%", strings.TrimLeft(match[1], "-"), names)
	if hint == "" {
		hint = "\"" + cmd.CommandPath() + " --help\" lists the flags"
	}
	return usagef(hint, "unknown flag %s", match[1])
}
