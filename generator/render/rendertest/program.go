package rendertest

import "github.com/svcgen/svcgen/generator/model"

// AddWorker adds a program of a kind that svcgen does not generate to a service. What ranges over programs must show it.
func AddWorker(s *model.Service) *model.Program {
	name := s.Name + "-worker"
	main := s.Dir + "/cmd/" + name
	worker := &model.Program{
		Kind: "worker", Name: name, Package: main, Image: name, Dockerfile: main + "/Dockerfile", Service: s, AdminPort: 9199,
	}
	s.Workspace.Programs = append(s.Workspace.Programs, worker)
	return worker
}
