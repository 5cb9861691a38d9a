package build

import (
	"go/token"

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
		j.Was = b.memberBefore(spec.JobMember, known, spec.Former{Pos: sj.Pos, Name: sj.Name, RenamedFrom: sj.RenamedFrom})
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
	methods.Add(serviceFields()...)
	for _, m := range s.OwnMethods {
		methods.Add(m.Action.Body)
	}
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
