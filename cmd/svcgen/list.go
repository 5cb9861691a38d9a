package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/cmd/svcgen/internal/screen"
	"github.com/svcgen/svcgen/generator/model"
)

type listOptions struct {
	ui   *screen.UI
	json bool
}

func newListCmd(u *screen.UI) *cobra.Command {
	o := listOptions{ui: u}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "list services, resources and programs",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := inDir(cmd); err != nil {
				return err
			}
			return runList(cmd.Context(), o)
		},
	}
	addJSON(cmd, &o.json, say.ListKind)
	cmd.AddCommand(newListPacksCmd(u))
	return cmd
}

func runList(ctx context.Context, o listOptions) error {
	m, own, err := resolve(ctx, o.ui)
	if err != nil {
		return err
	}
	l := list(m)
	l.Own = own
	r := o.ui.Say
	if o.json {
		r.Found(&say.ListDocument{Listing: &l})
		return nil
	}
	r.List(l)
	return nil
}

func list(m *model.Model) say.Listing {
	l := say.Listing{
		Module:   m.Module,
		Name:     m.Name,
		Services: []say.ListedService{},
		Gateway:  component(m.Front()),
		AllInOne: component(m.AllInOne()),
	}
	for _, s := range m.Services {
		listed := say.ListedService{Name: s.Name, Dir: s.Dir, Resources: []string{}, Dockerfile: s.Main().Dockerfile, GRPCPort: s.GRPCPort}
		for _, r := range s.Resources {
			listed.Resources = append(listed.Resources, r.Name)
			l.Resources++
		}
		for _, p := range s.Programs() {
			listed.Components = append(listed.Components, component(p))
		}
		l.Services = append(l.Services, listed)
	}
	return l
}

func component(p *model.Program) say.Component {
	return say.Component{
		Name: p.Name, Kind: string(p.Kind), Package: "./" + p.Package, Image: p.Image, Dockerfile: p.Dockerfile, GRPCPort: p.GRPCPort, HTTPPort: p.HTTPPort,
	}
}
