package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator/workspace"
)

type recoverOptions struct {
	ui    *screen.UI
	abort bool
	json  bool
}

func newRecoverCmd(u *screen.UI) *cobra.Command {
	o := recoverOptions{ui: u}
	cmd := &cobra.Command{
		Use:   "recover",
		Short: "finish an interrupted run, or undo it",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			return runRecover(cmd.Context(), o)
		},
	}
	cmd.Flags().BoolVar(&o.abort, "abort", false, "put every file back as it was before that run")
	addJSON(cmd, &o.json, say.RecoveryKind)
	return cmd
}

// runRecover needs the workspace's directory and nothing in it to be right: no spec, no manifest.
func runRecover(ctx context.Context, o recoverOptions) error {
	ws, err := site.OpenWorkspace()
	if err != nil {
		return err
	}
	defer func() { _ = ws.Close() }() // nothing is written through it
	release, err := site.LockWorkspace(ctx, o.ui, ws)
	if err != nil {
		return err
	}
	defer release()
	if err := site.RefuseTracked(ctx, ws); err != nil {
		return err
	}
	var done workspace.Recovery
	if o.abort {
		done, err = ws.Abort()
	} else {
		done, err = ws.Recover()
	}
	if err != nil {
		return err
	}
	if o.json {
		o.ui.Say.Found(say.NewRecoveryDocument(done, o.abort))
		return nil
	}
	o.ui.Say.Recovery(done, o.abort)
	return nil
}
