package build

import "github.com/svcgen/svcgen/generator/model"

// programs returns the programs of a workspace, for Model.Programs.
func programs(m *model.Model) []*model.Program {
	var all []*model.Program
	for _, s := range m.Services {
		all = append(all, &model.Program{
			Kind: model.API, Name: s.Name + "-api", Package: s.Dir + "/cmd/" + s.Name + "-api",
			Image: s.Name, Dockerfile: s.Dir + "/Dockerfile", Service: s, GRPCPort: s.GRPCPort, AdminPort: s.AdminPort,
		})
		if s.HasWorker() {
			all = append(all, beside(s, model.Worker, s.AdminPort+workerPorts))
		}
		if len(s.Jobs) > 0 {
			all = append(all, beside(s, model.JobRunner, s.AdminPort+jobPorts))
		}
	}
	return append(
		all,
		&model.Program{
			Kind: model.Front, Name: "gateway", Package: "services/gateway/cmd/gateway",
			Image: "gateway", Dockerfile: "services/gateway/Dockerfile", HTTPPort: m.Gateway.HTTPPort, AdminPort: m.Gateway.AdminPort,
		},
		&model.Program{Kind: model.AllInOne, Name: m.Name, Package: "cmd/" + m.Name, HTTPPort: m.Gateway.HTTPPort},
	)
}

// How far the admin ports of the programs beside an API are from its own.
const (
	jobPorts    = 10_000
	workerPorts = 20_000
)

// beside returns a program of a service that runs beside its API, with a Dockerfile of its own.
func beside(s *model.Service, kind model.ProgramKind, adminPort int) *model.Program {
	name := s.Name + "-" + string(kind)
	main := s.Dir + "/cmd/" + name
	return &model.Program{Kind: kind, Name: name, Package: main, Image: name, Dockerfile: main + "/Dockerfile", Service: s, AdminPort: adminPort}
}
