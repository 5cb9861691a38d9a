package build

import (
	"go/token"
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// jobs makes the jobs of a service. A name of the last run is kept; a job is renamed only in the run that finds its former name.
func (b *builder) jobs(s *model.Service, ss *spec.Service, old *ledger.Service, entry *ledger.Service) []*model.Job {
	var known []string
	if old != nil {
		known = old.Jobs
	}
	var all []*model.Job
	for _, sj := range ss.Jobs {
		j := &model.Job{Name: sj.Name, Title: naming.Title(sj.Name), FileName: naming.FileStem(sj.Name), Schedule: sj.Schedule, Timeout: sj.Timeout, Purge: purgeOf(s, sj)}
		switch {
		case slices.Contains(known, sj.Name):
			j.Was = sj.Name
		case slices.Contains(known, sj.RenamedFrom):
			j.Was = sj.RenamedFrom
		case sj.RenamedFrom != "":
			b.problem(sj.Pos, "delete renamed_from if the job is new", "job %q: renamed_from names %q, but the last run had no such job", sj.Name, sj.RenamedFrom)
		}
		entry.Jobs = append(entry.Jobs, sj.Name)
		all = append(all, j)
	}
	return all
}

// nameJobs names what runs jobs, and their methods. taken has the entities and enums, which come first.
func nameJobs(s *model.Service, taken naming.Scope) {
	if len(s.Jobs) == 0 {
		return
	}
	s.RunName, _ = taken.Claim("Run", "OfJob", nil)
	methods := naming.Scope{}
	methods.Add("store", "clients", "deps", "now", "newID") // the fields
	for name := range taken {
		methods.Add(name)
	}
	for _, r := range s.Resources {
		methods.Add("prepare" + r.GoName)
	}
	for _, j := range s.Jobs {
		name := naming.LowerFirst(naming.GoName(j.Name))
		if token.IsKeyword(name) {
			name += "Job"
		}
		j.Func, _ = methods.Claim(name, "Job", nil)
	}
}
