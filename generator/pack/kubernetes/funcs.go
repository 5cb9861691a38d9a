package kubernetes

import (
	"slices"
	"strconv"
	"strings"
	"text/template"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// funcs returns the functions that the templates of the pack call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"called":      called,
		"cronJobs":    cronJobs,
		"deployed":    deployed,
		"disruptable": disruptable,
		"hostName":    hostName,
		"jobRunner":   jobRunner,
		"objectName":  objectName,
		"scheduled":   scheduled,
		"secretName":  secretName,
		"serviceName": serviceName,
		"word":        word,
	}
}

// hostName returns a name of the spec as Kubernetes takes it: order-items of order_items. No name of a spec has a dash, so that no two
// are the same.
func hostName(name string) string { return strings.ReplaceAll(name, "_", "-") }

// objectName returns the name of the objects of a program, which is also its host.
func objectName(p *model.Program) string { return hostName(p.Image) }

// word returns a name for a place of its own in YAML: in quotes if it would be something else than text.
func word(name string) string {
	if spec.IsYAMLWord(name) {
		return strconv.Quote(name)
	}
	return name
}

// serviceName returns the name of the objects of the program that serves the API of a service.
func serviceName(s *model.Service) string { return objectName(s.Main()) }

// deployed returns the programs that run all the time: those of the services, then the gateway.
func deployed(m *model.Model) []*model.Program {
	var all []*model.Program
	for _, s := range m.Services {
		all = append(all, s.Serving()...)
	}
	return append(all, m.Front())
}

// jobRunner returns the name of the objects of a program that runs jobs by their clocks; "" if there is none.
func jobRunner(m *model.Model) string {
	for _, p := range deployed(m) {
		if p.Kind == model.JobRunner {
			return objectName(p)
		}
	}
	return ""
}

// called returns the deployed programs that somebody calls: work by the clock gains nothing by replicas.
func called(m *model.Model) []*model.Program {
	return slices.DeleteFunc(deployed(m), func(p *model.Program) bool { return p.GRPCPort == 0 && p.HTTPPort == 0 })
}

// disruptable returns the deployed programs that are missed while no replica runs. A job is not: it goes on later, and its pods may be those of a
// CronJob, for which Kubernetes knows no budget.
func disruptable(m *model.Model) []*model.Program {
	return slices.DeleteFunc(deployed(m), func(p *model.Program) bool { return p.Kind == model.JobRunner })
}

// secretName returns the name of the secret of a program. The programs of a service have the same, but for the worker: it has what the bus asks for, too.
func secretName(p *model.Program) string {
	if p.Service != nil && p.Kind != model.Worker {
		p = p.Service.Main()
	}
	return objectName(p) + "-secrets"
}
