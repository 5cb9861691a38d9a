package model

// ProgramKind says what a program is for.
type ProgramKind string

// The kinds of programs.
const (
	API      ProgramKind = "api"        // serves the gRPC API of one service, and has the commands for its database
	Front    ProgramKind = "gateway"    // turns REST into gRPC for all services
	AllInOne ProgramKind = "all-in-one" // everything in one process
)

// Program is something that a workspace builds and runs: what compose, Dockerfiles, CI and svcgen list range over.
type Program struct {
	Kind       ProgramKind
	Name       string   // catalog-api: the binary
	Package    string   // services/catalog/cmd/catalog-api: the folder of its main package
	Image      string   // catalog: the image, without the workspace's prefix; "" for a program without one
	Dockerfile string   // services/catalog/Dockerfile, or ""
	Service    *Service // nil for a program of the whole workspace

	HTTPPort, GRPCPort, AdminPort int // 0 for a port that the program does not have
}

// programs lists the programs of a workspace and gives each service its own.
func programs(m *Model) []*Program {
	var all []*Program
	for _, s := range m.Services {
		s.Programs = []*Program{{
			Kind: API, Name: s.Name + "-api", Package: s.Dir + "/cmd/" + s.Name + "-api",
			Image: s.Name, Dockerfile: s.Dir + "/Dockerfile", Service: s, GRPCPort: s.GRPCPort, AdminPort: s.AdminPort,
		}}
		all = append(all, s.Programs...)
	}
	return append(
		all,
		&Program{
			Kind: Front, Name: "gateway", Package: "services/gateway/cmd/gateway",
			Image: "gateway", Dockerfile: "services/gateway/Dockerfile", HTTPPort: m.Gateway.HTTPPort, AdminPort: m.Gateway.AdminPort,
		},
		&Program{Kind: AllInOne, Name: m.Name, Package: "cmd/" + m.Name, HTTPPort: m.Gateway.HTTPPort},
	)
}

// Main is the program that serves the API of the service.
func (s *Service) Main() *Program { return s.Programs[0] }
