package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
)

type completionOptions struct {
	ui    *screen.UI
	root  *cobra.Command
	shell string
}

func newCompletionCmd(u *screen.UI) *cobra.Command {
	o := completionOptions{ui: u}
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     "print the completion script of bash, zsh, fish or powershell",
		Long:      help.Completion,
		Args:      atMostOne("the shell"),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.shell = args[0]
			}
			o.root = cmd.Root()
			return runCompletion(cmd.Context(), o)
		},
	}
}

func runCompletion(_ context.Context, o completionOptions) error {
	switch o.shell {
	case "bash":
		return o.root.GenBashCompletionV2(o.ui.Out, true)
	case "zsh":
		return o.root.GenZshCompletion(o.ui.Out)
	case "fish":
		return o.root.GenFishCompletion(o.ui.Out, true)
	case "powershell":
		return o.root.GenPowerShellCompletionWithDesc(o.ui.Out)
	case "":
		return say.Usagef("svcgen completion bash, zsh, fish or powershell", "the shell is missing")
	default:
		return say.Usagef("there are: bash, zsh, fish, powershell", "no completion for %q", o.shell)
	}
}
