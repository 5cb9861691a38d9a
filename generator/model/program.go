package model

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// ProgramKind says what a program is for. A service has at most one program of each kind, and so has the workspace.
type ProgramKind string

// The kinds of programs.
const (
	API       ProgramKind = "api"        // serves the gRPC API of one service, and has the commands for its database
	Worker    ProgramKind = "worker"     // sends the events of one service, and handles those that it listens to
	Front     ProgramKind = "gateway"    // turns REST into gRPC for all services
	JobRunner ProgramKind = "job"        // runs the jobs of one service, by their clocks or one at a time
	AllInOne  ProgramKind = "all-in-one" // everything in one process
)

// Program is a binary of the workspace. Compose files, Dockerfiles, CI and svcgen list range over the programs.
type Program struct {
	Kind       ProgramKind
	Name       string   // catalog-api: the binary
	Package    string   // services/catalog/cmd/catalog-api: directory of its main package
	Image      string   // catalog: name of its container, and of its image without the workspace's prefix; "" if it has no image
	Dockerfile string   // services/catalog/Dockerfile; "" if it has no image
	Service    *Service // nil for a program of the whole workspace

	HTTPPort, GRPCPort, AdminPort int // 0 if the program does not have the port
}

// Front returns the gateway.
func (m *Model) Front() *Program { return m.program(Front, nil) }

// AllInOne returns the program that runs everything in one process.
func (m *Model) AllInOne() *Program { return m.program(AllInOne, nil) }

// Main returns the program that serves the API of the service.
func (s *Service) Main() *Program { return s.Workspace.program(API, s) }

// Programs returns the programs of the service, its API first.
func (s *Service) Programs() []*Program {
	var all []*Program
	for _, p := range s.Workspace.Programs {
		if p.Service == s {
			all = append(all, p)
		}
	}
	return all
}

// Serving returns the programs of the service that have something to do all the time: one for jobs that only people start has not.
func (s *Service) Serving() []*Program {
	return slices.DeleteFunc(s.Programs(), func(p *Program) bool { return p.Kind == JobRunner && !s.Scheduled() })
}

func (m *Model) program(kind ProgramKind, s *Service) *Program {
	return m.Programs[slices.IndexFunc(m.Programs, func(p *Program) bool { return p.Kind == kind && p.Service == s })]
}

// Ports returns the ports that the program listens on.
func (p *Program) Ports() []int {
	return slices.DeleteFunc([]int{p.HTTPPort, p.GRPCPort, p.AdminPort}, func(port int) bool { return port == 0 })
}

// IsWorker reports whether the program sends and handles events.
func (p *Program) IsWorker() bool { return p.Kind == Worker }

// YAMLKey returns the name of the program's container as a key of YAML: in quotes if YAML would read it as something else than text.
func (p *Program) YAMLKey() string {
	if spec.IsYAMLWord(p.Image) {
		return `"` + p.Image + `"`
	}
	return p.Image
}
