package rendertest

import "github.com/svcgen/svcgen/generator/model"

// AddWorker adds a program of an unknown kind to a service. Files that range over programs must have it.
func AddWorker(s *model.Service) *model.Program {
	name := s.Name + "-worker"
	main := s.Dir + "/cmd/" + name
	worker := &model.Program{
		Kind: "worker", Name: name, Package: main, Image: name, Dockerfile: main + "/Dockerfile", Service: s, AdminPort: 9199,
	}
	s.Workspace.Programs = append(s.Workspace.Programs, worker)
	return worker
}
