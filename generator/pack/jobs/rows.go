// Package jobs is the pack of the jobs of services: what they do, the program that runs them, their tests.
package jobs

import (
	"slices"
	"text/template"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// Pack lists the files of services with jobs.
func Pack() render.Pack {
	return render.Pack{
		Name: "jobs", Templates: "core", Rows: rows(), Funcs: template.FuncMap{"duration": kind.GoDuration, "purgeAfter": purgeAfter, "changed": changed},
		Unrename: map[string]render.Unrename{"job": unrename},
	}
}

func rows() []render.Row {
	const from, domain = "services/service/jobs/", "{dir}/internal/{package}/"
	return []render.Row{
		{Template: from + "domain/service.jobs.gen.go.tmpl", Path: domain + "service.jobs.gen.go", Class: render.Owned, Each: render.PerService, When: hasJobs},
		{Template: from + "domain/job.job.go.tmpl", Path: domain + "{job}.job.go", Class: render.Seeded, Unwritten: "does nothing until you write it", Each: perJob},
		{
			Template: from + "postgres/store.jobs.gen_test.go.tmpl", Path: "{dir}/internal/postgres/store.jobs.gen_test.go",
			Class: render.Owned, Each: render.PerService, When: hasJobs,
		},
		{Template: from + "app/jobs.gen.go.tmpl", Path: "{dir}/app/jobs.gen.go", Class: render.Owned, Each: render.PerService, When: hasJobs},
		{Template: from + "cmd/main.go.tmpl", Path: "{main}/main.go", Class: render.Seeded, Each: render.PerProgram(runsJobs)},
	}
}

func hasJobs(v render.View) bool { return len(v.Service.Jobs) > 0 }

func runsJobs(p *model.Program) bool { return p.Kind == model.JobRunner }

// changed returns the first resource whose rows the domain changes; nil if there is none.
func changed(s *model.Service) *model.Resource {
	if i := slices.IndexFunc(s.Resources, (*model.Resource).WritesRow); i >= 0 {
		return s.Resources[i]
	}
	return nil
}

// perJob repeats a file for each job of each service.
func perJob(m *model.Model) []render.Subject {
	var all []render.Subject
	for _, s := range m.Services {
		for _, j := range s.Jobs {
			if j.Purge != nil {
				continue // svcgen writes it
			}
			all = append(all, render.Subject{Service: s, Kind: "job", ID: j.Name, Was: j.Was, File: j.FileName})
		}
	}
	return all
}

// unrename gives jobs the names of the last run.
func unrename(s *spec.Service, was map[string]string) *spec.Service {
	out := *s
	out.Jobs = nil
	for _, j := range s.Jobs {
		before := *j
		if name := was[j.Name]; name != "" {
			before.Name, before.RenamedFrom = name, ""
		}
		out.Jobs = append(out.Jobs, &before)
	}
	return &out
}

// purgeAfter returns for how long something has been deleted before it is purged, in words: 30d.
func purgeAfter(p *model.Purge) string { return spec.FormatPurgeAfter(p.After) }
