package model

import (
	"go/token"
	"slices"
	"time"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/pgschema"
	"github.com/svcgen/svcgen/generator/spec"
)

// Job is work of a service that runs by the clock, or when somebody starts it.
type Job struct {
	Name     string // expire_drafts, also as a command
	Title    string // in running text: "expire drafts"
	Func     string // expireDrafts: the method of the domain's service that the user writes
	FileName string // expire_drafts: stem of its file
	Schedule string // 0 3 * * *, in UTC; "" if only people start it
	Timeout  time.Duration
	Was      string // its name in the last run; "" if it is new
}

// jobs makes the jobs of a service. A name of the last run is kept; a job is renamed only in the run that finds its former name.
func (b *builder) jobs(ss *spec.Service, old *ledger.Service, entry *ledger.Service) []*Job {
	var known []string
	if old != nil {
		known = old.Jobs
	}
	var all []*Job
	for _, sj := range ss.Jobs {
		j := &Job{Name: sj.Name, Title: naming.Title(sj.Name), FileName: naming.FileStem(sj.Name), Schedule: sj.Schedule, Timeout: sj.Timeout}
		j.Was = b.memberBefore(spec.JobMember, known, spec.Former{Pos: sj.Pos, Name: sj.Name, RenamedFrom: sj.RenamedFrom})
		entry.Jobs = append(entry.Jobs, sj.Name)
		all = append(all, j)
	}
	return all
}

// nameJobs names what runs jobs, and their methods. taken has the entities and enums, which come first.
func (s *Service) nameJobs(taken naming.Scope) {
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

// Job finds a job by its name; nil if the service has none.
func (s *Service) Job(name string) *Job {
	i := slices.IndexFunc(s.Jobs, func(j *Job) bool { return j.Name == name })
	if i < 0 {
		return nil
	}
	return s.Jobs[i]
}

// Scheduled reports whether a job of the service runs by the clock.
func (s *Service) Scheduled() bool {
	return slices.ContainsFunc(s.Jobs, func(j *Job) bool { return j.Schedule != "" })
}

// HasJobs reports whether a service has jobs.
func (m *Model) HasJobs() bool {
	return slices.ContainsFunc(m.Services, func(s *Service) bool { return len(s.Jobs) > 0 })
}

// JobProgram returns the program that runs the jobs of the service; there is one if it has jobs.
func (s *Service) JobProgram() *Program { return s.Workspace.program(JobRunner, s) }

// renamedJobs are the moves of the rows of renamed jobs.
func (s *Service) renamedJobs() []pgschema.ValueMove {
	var moves []pgschema.ValueMove
	for _, j := range s.Jobs {
		if j.Was != "" && j.Was != j.Name {
			moves = append(moves, pgschema.ValueMove{Move: pgschema.Move{From: j.Was, To: j.Name}, Renamed: true})
		}
	}
	return moves
}
