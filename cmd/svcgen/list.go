package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/svcgen/svcgen/generator/model"
)

type listOptions struct {
	ui   *ui
	json bool
}

// listing is a workspace as `svcgen list --json` prints it, for CI and scripts.
type listing struct {
	Module    string          `json:"module"`
	Name      string          `json:"name"`
	Services  []listedService `json:"services"`
	Gateway   component       `json:"gateway"`
	AllInOne  component       `json:"all_in_one"`
	Resources int             `json:"resources"`
}

type listedService struct {
	Name       string      `json:"name"`
	Dir        string      `json:"dir"`
	Resources  []string    `json:"resources"`
	Components []component `json:"components"`
	Dockerfile string      `json:"dockerfile"`
	GRPCPort   int         `json:"grpc_port"`
}

// component is a program of the workspace.
type component struct {
	Name       string `json:"name"`
	Package    string `json:"package"` // for go build, relative to the workspace
	Dockerfile string `json:"dockerfile,omitempty"`
	HTTPPort   int    `json:"http_port,omitempty"`
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
	r := newReport(o.ui)
	if o.json {
		return r.json(l)
	}
	r.list(l)
	return nil
}

func list(m *model.Model) listing {
	l := listing{
		Module:   m.Module,
		Name:     m.Name,
		Services: []listedService{},
		Gateway: component{
			Name: "gateway", Package: "./services/gateway/cmd/gateway", Dockerfile: "services/gateway/Dockerfile", HTTPPort: m.Gateway.HTTPPort,
		},
		AllInOne: component{Name: m.Name, Package: "./cmd/" + m.Name, HTTPPort: m.Gateway.HTTPPort},
	}
	for _, s := range m.Services {
		listed := listedService{
			Name: s.Name, Dir: s.Dir, Resources: []string{}, Dockerfile: s.Dir + "/Dockerfile", GRPCPort: s.GRPCPort,
			Components: []component{{Name: s.Name + "-api", Package: "./" + s.Dir + "/cmd/" + s.Name + "-api"}},
		}
		for _, r := range s.Resources {
			listed.Resources = append(listed.Resources, r.Name)
			l.Resources++
		}
		l.Services = append(l.Services, listed)
	}
	return l
}
