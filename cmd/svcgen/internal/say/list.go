package say

import (
	"fmt"
	"strings"

	"github.com/svcgen/svcgen/generator/model"
)

// List prints the services and programs of a workspace.
func (r *Report) List(l Listing) {
	r.outf("%s  %s, %s\n", l.Module, Count(len(l.Services), "service"), Count(l.Resources, "resource"))
	for _, s := range l.Services {
		r.outf("  %-16s %s\n", s.Name, strings.Join(s.Resources, ", "))
		for _, c := range s.Components {
			r.component("", c)
		}
	}
	r.component(l.Gateway.Name, l.Gateway)
	r.outf("  %-16s %s\n", "all in one", l.AllInOne.Package)
	for _, p := range l.Own {
		names := []string{p.File}
		for _, s := range p.Services {
			names = append(names, s.Name)
		}
		r.outf("  %-16s %s\n", "own proto", strings.Join(names, "  "))
	}
}

func (r *Report) component(name string, c Component) {
	line := fmt.Sprintf("  %-16s %s", name, c.Package)
	if c.GRPCPort != 0 {
		line += fmt.Sprintf("  grpc :%d", c.GRPCPort)
	}
	if c.HTTPPort != 0 {
		line += fmt.Sprintf("  http :%d", c.HTTPPort)
	}
	r.outf("%s\n", line)
}

// Listing is a workspace as `svcgen list --json` prints it, for CI and scripts.
type Listing struct {
	Module    string          `json:"module"`
	Name      string          `json:"name"`
	Services  []ListedService `json:"services"`
	Gateway   Component       `json:"gateway"`
	AllInOne  Component       `json:"all_in_one"`
	Resources int             `json:"resources"`

	Own []model.OwnProto `json:"own,omitempty"` // protos of the user
}

// ListedService is a service of a Listing.
type ListedService struct {
	Name       string      `json:"name"`
	Dir        string      `json:"dir"`
	Resources  []string    `json:"resources"`
	Components []Component `json:"components"`
	Dockerfile string      `json:"dockerfile"`
	GRPCPort   int         `json:"grpc_port"`
}

// Component is a program of the workspace.
type Component struct {
	Name       string `json:"name"`
	Package    string `json:"package"`         // for go build, relative to the workspace
	Kind       string `json:"kind"`            // api, worker, gateway, job, all-in-one
	Image      string `json:"image,omitempty"` // without the prefix of the workspace
	Dockerfile string `json:"dockerfile,omitempty"`
	GRPCPort   int    `json:"grpc_port,omitempty"`
	HTTPPort   int    `json:"http_port,omitempty"`
}
