package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/cmd/svcgen/internal/say"
	"github.com/svcgen/svcgen/generator/model"
)

type listOptions struct {
	ui   *ui
	json bool
}

func newListCmd(u *ui) *cobra.Command {
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
	cmd.Flags().BoolVar(&o.json, "json", false, "print the result as JSON")
	return cmd
}

func runList(_ context.Context, o listOptions) error {
	m, err := resolve(o.ui)
	if err != nil {
		return err
	}
	l := list(m)
	r := o.ui.say
	if o.json {
		return r.JSON(l)
	}
	r.List(l)
	return nil
}

func list(m *model.Model) say.Listing {
	l := say.Listing{
		Module:   m.Module,
		Name:     m.Name,
		Services: []say.ListedService{},
		Gateway: say.Component{
			Name: "gateway", Package: "./services/gateway/cmd/gateway", Dockerfile: "services/gateway/Dockerfile", HTTPPort: m.Gateway.HTTPPort,
		},
		AllInOne: say.Component{Name: m.Name, Package: "./cmd/" + m.Name, HTTPPort: m.Gateway.HTTPPort},
	}
	for _, s := range m.Services {
		listed := say.ListedService{
			Name: s.Name, Dir: s.Dir, Resources: []string{}, Dockerfile: s.Dir + "/Dockerfile", GRPCPort: s.GRPCPort,
			Components: []say.Component{{Name: s.Name + "-api", Package: "./" + s.Dir + "/cmd/" + s.Name + "-api"}},
		}
		for _, r := range s.Resources {
			listed.Resources = append(listed.Resources, r.Name)
			l.Resources++
		}
		l.Services = append(l.Services, listed)
	}
	return l
}
