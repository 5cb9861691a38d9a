package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/help"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/site"
	"github.com/svcgen/svcgen/generator/plan"
)

type ownerOptions struct {
	ui    *screen.UI
	paths []string
	json  bool
}

func newEjectCmd(u *screen.UI) *cobra.Command {
	return newOwnerCmd(u, runEject, "eject", "take over a file that svcgen writes", help.Eject, notEjected)
}

func newAdoptCmd(u *screen.UI) *cobra.Command {
	return newOwnerCmd(u, runAdopt, "adopt", "undo an eject or a --keep", help.Adopt, decided)
}

func newOwnerCmd(u *screen.UI, run func(context.Context, ownerOptions) error, name, short, long string, offered func(plan.Entry) bool) *cobra.Command {
	o := ownerOptions{ui: u}
	cmd := &cobra.Command{
		Use:               name + " FILE…",
		Short:             short,
		Long:              long,
		ValidArgsFunction: completeFiles(offered),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return say.Usagef("usage: "+cmd.UseLine(), "%s: the file is missing", name)
			}
			o.paths = args
			if err := inDir(cmd); err != nil {
				return err
			}
			return run(cmd.Context(), o)
		},
	}
	addJSON(cmd, &o.json, say.OwnerKind)
	return cmd
}

func runEject(ctx context.Context, o ownerOptions) error {
	return setOwner(ctx, o, (*plan.Manifest).Eject, "is not written by svcgen, or is ejected already", (*say.Report).Ejected)
}

func runAdopt(ctx context.Context, o ownerOptions) error {
	return setOwner(ctx, o, (*plan.Manifest).Adopt, "was neither ejected nor kept", (*say.Report).Adopted)
}

// setOwner records a decision about files in the manifest, about all of them or none.
func setOwner(ctx context.Context, o ownerOptions, set func(*plan.Manifest, string) bool, refused string, tell func(*say.Report, string)) error {
	s, err := site.Open(o.ui)
	if err != nil {
		return err
	}
	defer s.Close()
	release, err := s.Lock(ctx)
	if err != nil {
		return err
	}
	defer release()
	manifest := s.State.Manifest
	for _, path := range o.paths {
		if !set(&manifest, s.Relative(path)) {
			return say.Usagef("use a path as svcgen generate prints it", "%s %s", path, refused)
		}
	}
	if err := s.WS.Apply(ctx, &plan.Plan{Manifest: manifest}); err != nil {
		return err
	}
	for i, path := range o.paths {
		o.paths[i] = s.Relative(path)
	}
	if o.json {
		o.ui.Say.Found(&say.OwnerDocument{Paths: o.paths})
		return nil
	}
	for _, path := range o.paths {
		tell(o.ui.Say, path)
	}
	return nil
}
