package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/ask"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/generator/problem"
)

// svcgen is the whole program: arguments in, exit code out.
func svcgen(args []string, u *screen.UI) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends svcgen at once
	u.Args = args
	root := newRootCmd(u)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if _, left := errors.AsType[*ask.LeftError](err); !left && errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = ask.ErrCancelled
	}
	if cmd, ok := asksJSON(root, args); ok {
		err = errors.Join(err, printJSON(u, cmd, err))
	} else {
		u.Say.Failure(err)
	}
	return problem.ExitCode(err)
}

func newUI(in io.Reader, out, errOut io.Writer) *screen.UI {
	u := screen.New(in, out, errOut)
	u.Version = toolVersion()
	return u
}

func newRootCmd(u *screen.UI) *cobra.Command {
	root := &cobra.Command{
		Use:           "svcgen",
		Short:         "turn a spec into a Go microservice workspace, and keep the two in step",
		Long:          help.Root,
		Args:          cobra.ArbitraryArgs,
		RunE:          func(cmd *cobra.Command, args []string) error { return runRoot(cmd, args, u) },
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetIn(u.In)
	root.SetOut(u.Out)
	root.SetErr(u.Err)
	root.SetFlagErrorFunc(flagError)
	root.SetUsageTemplate(help.UsageTemplate)
	root.SetHelpTemplate(help.HelpTemplate)
	root.CompletionOptions.DisableDefaultCmd = true
	root.PersistentFlags().BoolP("help", "h", false, "show help for the command")
	root.PersistentFlags().StringP("dir", "C", "", "run in `DIR`, not in the current directory")
	root.Flags().Bool("version", false, "the same as svcgen version")
	cobra.EnableCommandSorting = false // cobra has no other way to keep the order
	root.AddCommand(
		newNewCmd(u),
		newAddCmd(u),
		newRenameCmd(u),
		newRemoveCmd(u),
		newGenerateCmd(u),
		newDiffCmd(u),
		newCheckCmd(u),
		newMergeCmd(u),
		newUpgradeCmd(u),
		newEjectCmd(u),
		newAdoptCmd(u),
		newRecoverCmd(u),
		newExplainCmd(u),
		newListCmd(u),
		newSchemaCmd(u),
		newVersionCmd(u),
		newCompletionCmd(u),
		newExitCodesTopic(),
		newJSONTopic(),
	)
	root.AddCommand(newSpecTopics()...)
	root.SetHelpCommand(newHelpCmd(root))
	return root
}

// runRoot is svcgen without a command.
func runRoot(cmd *cobra.Command, args []string, u *screen.UI) error {
	if asked, _ := cmd.Flags().GetBool("version"); asked && len(args) == 0 { // fails for no such flag
		return runVersion(cmd.Context(), versionOptions{ui: u})
	}
	return subcommand(cmd, args)
}

// newHelpCmd is `svcgen help COMMAND`: the same as COMMAND --help.
func newHelpCmd(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:    "help [command]",
		Short:  "show help for a command",
		Hidden: true,
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return subcommand(root, args)
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
	}
}

// newExitCodesTopic is a page of help, no command.
func newExitCodesTopic() *cobra.Command {
	return &cobra.Command{Use: "exit-codes", Short: "what the exit codes mean", Long: help.ExitCodes}
}

// atMostOne allows one argument. what says what it is, for the error.
func atMostOne(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return say.Usagef("usage: "+cmd.UseLine(), "%s: unexpected argument %q after %s", strings.TrimPrefix(cmd.CommandPath(), "svcgen "), args[1], what)
		}
		return nil
	}
}

// inDir goes to the directory of --dir.
func inDir(cmd *cobra.Command) error {
	dir, err := cmd.Flags().GetString("dir")
	if err != nil || dir == "" {
		return err
	}
	if err := os.Chdir(dir); err != nil {
		if _, missing := os.Stat(dir); missing == nil {
			return say.Usagef("", "--dir %s: cannot enter the directory", dir)
		}
		return say.Usagef("", "--dir %s: no such directory", dir)
	}
	return nil
}
