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
		"deployed":    deployed,
		"hostName":    hostName,
		"objectName":  objectName,
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

// deployed returns the programs that have an image and run all the time.
func deployed(m *model.Model) []*model.Program {
	return slices.DeleteFunc(slices.Clone(m.Programs), func(p *model.Program) bool { return !isDeployed(p) })
}

func isDeployed(p *model.Program) bool { return p.Image != "" && p.Serves() }
