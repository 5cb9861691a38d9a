// Package kubernetes is the optional pack of a deployment to Kubernetes, with kustomize.
package kubernetes

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
)

// Pack lists the base, its components, and an overlay for each environment.
func Pack() render.Pack {
	return render.Pack{Name: "kubernetes", Templates: "kubernetes", Optional: true, Rows: rows(), Funcs: funcs()}
}

const dir = "deploy/k8s/"

// components are parts that an environment may have or not. What is in them follows from the spec.
var components = []string{"migrate", "hpa", "pdb", "networkpolicy"} //nolint:gochecknoglobals // a table

func rows() []render.Row {
	all := []render.Row{
		{Template: dir + "base/kustomization.yaml.tmpl", Path: dir + "base/kustomization.yaml", Class: render.Merged},
		{Template: dir + "base/program.gen.yaml.tmpl", Path: dir + "base/{program}.gen.yaml", Class: render.Owned, Each: perDeployed},
		{Template: dir + "components/kustomization.yaml.tmpl", Path: dir + "components/{component}/kustomization.yaml", Class: render.Seeded, Each: perComponent},
		{Template: dir + "components/tls/kustomization.yaml.tmpl", Path: dir + "components/tls/kustomization.yaml", Class: render.Merged},
		{Template: dir + "README.md.tmpl", Path: dir + "README.md", Class: render.Seeded},
	}
	for _, name := range components {
		path := dir + "components/" + name + "/" + name + ".gen.yaml"
		all = append(all, render.Row{Template: path + ".tmpl", Path: path, Class: render.Owned})
	}
	for _, name := range []string{"dev", "staging", "prod"} {
		path := dir + "overlays/" + name + "/kustomization.yaml"
		all = append(all, render.Row{Template: path + ".tmpl", Path: path, Class: render.Seeded})
	}
	const (
		metrics = dir + "components/podmonitor/podmonitor.gen.yaml"
		cron    = dir + "components/cronjobs/"
	)
	return append(all,
		render.Row{Template: metrics + ".tmpl", Path: metrics, Class: render.Owned, When: observed},
		render.Row{Template: cron + "cronjobs.gen.yaml.tmpl", Path: cron + "cronjobs.gen.yaml", Class: render.Owned, When: hasCronJobs},
		render.Row{Template: cron + "kustomization.yaml.tmpl", Path: cron + "kustomization.yaml", Class: render.Merged, When: hasCronJobs},
	)
}

func observed(v render.View) bool { return v.Observed() }

func hasCronJobs(v render.View) bool { return len(scheduled(v.Model)) > 0 }

// perComponent repeats a file for each component.
func perComponent(m *model.Model) []render.Subject {
	names := components
	if m.Observed() {
		names = append(slices.Clone(names), "podmonitor")
	}
	var all []render.Subject
	for _, name := range names {
		all = append(all, render.Subject{Kind: "component", ID: name, Was: name, File: name})
	}
	return all
}

// perDeployed repeats a file for each program that runs all the time.
func perDeployed(m *model.Model) []render.Subject {
	running := deployed(m)
	all := render.PerProgram(func(p *model.Program) bool { return slices.Contains(running, p) })(m)
	for i, s := range all {
		all[i].File = objectName(s.Program)
	}
	return all
}
