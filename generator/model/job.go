package model

import (
	"slices"
	"time"
)

// Job is work of a service that runs by the clock, or when somebody starts it.
type Job struct {
	Name     string // expire_drafts, also as a command
	Title    string // in running text: "expire drafts"
	Func     string // expireDrafts: the method of the domain's service that the user writes
	FileName string // expire_drafts: stem of its file
	Schedule string // 0 3 * * *, in UTC; "" if only people start it
	Timeout  time.Duration
	Purge    *Purge // what it deletes for good; nil if its body is Go of the user
	Was      string // its name in the last run; "" if it is new
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
