package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/generator/workspace"
)

type recoverOptions struct {
	ui    *ui
	abort bool
}

func newRecoverCmd(u *ui, run func(context.Context, recoverOptions) error) *cobra.Command {
	o := recoverOptions{ui: u}
	cmd := &cobra.Command{
		Use:   "recover",
		Short: "finish what an interrupted run has left, or take it back",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			return run(cmd.Context(), o)
		},
	}
	cmd.Flags().BoolVar(&o.abort, "abort", false, "put every file back as it was before that run")
	return cmd
}

func runRecover(ctx context.Context, o recoverOptions) error {
	s, err := findSite(o.ui)
	if err != nil {
		return err
	}
	defer s.close()
	r := newReport(o.ui)
	unlock, err := s.ws.Lock(ctx, lockWait, r.waiting)
	if err != nil {
		return err
	}
	defer func() { _ = unlock() }() // the system does it at the latest when the process ends
	var done workspace.Recovery
	if o.abort {
		done, err = s.ws.Abort()
	} else {
		done, err = s.ws.Recover()
	}
	if err != nil {
		return err
	}
	r.recovery(done)
	return nil
}
