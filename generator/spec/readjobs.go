package spec

import (
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

var jobKeys = []string{"schedule", "timeout", "purge", "after", "renamed_from"}

// reservedJobs are the other commands of the program that runs jobs.
var reservedJobs = []string{"serve", "list", "help", "version", "healthcheck", "migrate"}

const (
	defaultTimeout = time.Hour
	maxTimeout     = 7 * 24 * time.Hour
	cronForm       = "five fields, in UTC: minute hour day month weekday, as in 0 3 * * *"
)

// readJobs reads the jobs of a service: their names, with a schedule or what they have beside it.
func (s *serviceDecl) readJobs(e entry) {
	if n := e.value; n.kind == absent || n.kind == null || n.kind == mapping && len(n.entries) == 0 {
		s.add(e.key.pos(), `jobs: {expire_drafts: "0 3 * * *"}`, "service %s has no jobs under jobs", quote(s.Name))
		return
	}
	seen := map[string]string{}
	for _, e := range s.entries(e.value, `"jobs"`) {
		j := &Job{Pos: e.key.pos(), Name: e.key.text, Timeout: defaultTimeout}
		switch f := nameFault("job", j.Name); {
		case !f.ok():
			s.add(j.Pos, f.hint, "%s", f.msg)
		case slices.Contains(reservedJobs, j.Name):
			s.add(j.Pos, "choose another name", "job name %s is reserved: %s-job has a command of that name", quote(j.Name), s.Name)
		default:
			if before := collision(seen, j.Name); before != "" {
				s.add(j.Pos, "rename one of them", "jobs %s and %s have the same name in Go", quote(before), quote(j.Name))
			}
		}
		s.readJob(j, e)
		s.Jobs = append(s.Jobs, j)
	}
}

// readJob reads a job in either form.
func (s *serviceDecl) readJob(j *Job, e entry) {
	switch {
	case e.value.kind == text:
		s.schedule(j, e.value)
		return
	case e.value.kind != mapping:
		s.unfit(e, `a schedule such as "0 3 * * *"; or {timeout: 6h} if only people start it`)
		return
	}
	var purge, after *entry
	for _, k := range s.entries(e.value, "job "+quote(j.Name)) {
		switch k.key.text {
		case "schedule":
			if k.value.kind != text {
				s.unfit(k, `a schedule such as "0 3 * * *"`)
				continue
			}
			s.schedule(j, k.value)
		case "timeout":
			s.timeout(j, k)
		case "purge":
			purge = &k
		case "after":
			after = &k
		case "renamed_from":
			j.RenamedFrom = s.renamedFrom(k, "job", j.Name)
		default:
			s.unknown(k.key.pos(), "key", k.key.text, inJob, jobKeys)
		}
	}
	s.readPurge(j, purge, after)
}

// schedule reads five fields as cron has them.
func (s *serviceDecl) schedule(j *Job, n *node) {
	fields := strings.Fields(n.text)
	refuse := func(at place, hint, format string, args ...any) { s.add(at.pos(), hint, format, args...) }
	start := place{node: n}
	switch {
	case len(fields) == 0:
		refuse(start, cronForm, "the schedule of job %s is empty", quote(j.Name))
		return
	case strings.HasPrefix(fields[0], "@"):
		refuse(start, cronForm, "%s is not a schedule", quote(n.text))
		return
	case strings.Contains(fields[0], "TZ="):
		refuse(start, "leave it out: with daylight saving, a job would run twice or never in one night of the year", "a schedule has no time zone")
		return
	case len(fields) != 5:
		refuse(start, cronForm, "a schedule has five fields, this one has %d", len(fields))
		return
	}
	for i, field := range fields {
		alone := []string{"*", "*", "*", "*", "*"}
		alone[i] = field
		if _, err := cron.ParseStandard(strings.Join(alone, " ")); err != nil {
			refuse(start.plus(fieldAt(n.text, i)), cronHints[i], "%s is no %s of a schedule", quote(field), cronFields[i])
			return
		}
	}
	clock, err := cron.ParseStandard(n.text)
	if err != nil || clock.Next(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		refuse(start.plus(fieldAt(n.text, 2)), "there is no such day in these months", "%s never comes", quote(n.text))
		return
	}
	j.Schedule = strings.Join(fields, " ")
}

var (
	cronFields = []string{"minute", "hour", "day", "month", "weekday"}
	cronHints  = []string{
		"0 to 59, *, lists (0,30), ranges (10-20) and steps (*/15)",
		"0 to 23, *, lists (6,18), ranges (9-17) and steps (*/2)",
		"1 to 31, *, lists (1,15), ranges (1-7) and steps (*/2)",
		"1 to 12 or jan to dec, *, lists, ranges and steps (*/3)",
		"0 to 6 or sun to sat, *, lists (1,3) and ranges (1-5)",
	}
)

// fieldAt is the offset of field i, in characters.
func fieldAt(text string, i int) int {
	at, in := 0, false
	for _, c := range text {
		blank := c == ' ' || c == '\t' || c == '\n'
		if !blank && !in {
			if i == 0 {
				return at
			}
			i--
		}
		in = !blank
		at++
	}
	return at
}

func (s *serviceDecl) timeout(j *Job, e entry) {
	d, err := time.ParseDuration(e.value.text)
	switch {
	case !e.value.scalar():
		s.unfit(e, "a duration such as 30m")
	case err != nil:
		s.add(e.value.pos(), "write hours, minutes and seconds: 30m, 1h30m", "%s is not a duration", quote(e.value.text))
	case d < time.Second || d > maxTimeout || d%time.Second != 0:
		s.add(e.value.pos(), "whole seconds, from 1s to 168h", "timeout %s is out of range", quote(e.value.text))
	default:
		j.Timeout = d
	}
}

// jobs writes jobs. One that has a schedule and nothing else is one line.
func (w *writer) jobs(depth int, jobs []*Job) {
	if len(jobs) > 0 {
		w.line(depth, "jobs", "")
	}
	for _, j := range jobs {
		if j.Schedule != "" && j.Timeout == defaultTimeout && j.RenamedFrom == "" && j.Purge == nil {
			w.line(depth+1, j.Name, scalar(j.Schedule))
			continue
		}
		w.line(depth+1, j.Name, "")
		if j.Schedule != "" {
			w.line(depth+2, "schedule", scalar(j.Schedule))
		}
		if j.Timeout != defaultTimeout || j.Schedule == "" && j.Purge == nil {
			w.line(depth+2, "timeout", FormatTimeout(j.Timeout))
		}
		if j.Purge != nil {
			w.line(depth+2, "purge", scalar(j.Purge.Resource))
			w.line(depth+2, "after", scalar(FormatPurgeAfter(j.Purge.After)))
		}
		if j.RenamedFrom != "" {
			w.line(depth+2, "renamed_from", scalar(j.RenamedFrom))
		}
	}
}

// FormatTimeout writes a time-out as the spec does: 6h, 1h30m.
func FormatTimeout(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
