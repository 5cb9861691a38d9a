package spec

import (
	"iter"
	"strconv"
	"strings"
	"time"
)

// Purge says that a job deletes for good what has been marked as deleted for some time.
type Purge struct {
	Pos      Pos // of the name of the resource
	Resource string
	After    time.Duration
}

const (
	day      = 24 * time.Hour
	maxPurge = 3650 * day
)

// readPurge reads purge: product, and after: 30d.
func (s *serviceDecl) readPurge(j *Job, purge, after *entry) {
	switch {
	case purge == nil && after == nil:
		return
	case purge == nil:
		s.add(after.key.pos(), "purge: product", "after needs purge, which names a resource")
		return
	case !purge.value.scalar():
		s.unfit(*purge, "the name of a resource with soft_delete")
		return
	}
	j.Purge = &Purge{Pos: purge.value.pos(), Resource: purge.value.text}
	if after == nil {
		s.add(purge.key.pos(), "after: 30d", "purge needs after: for how long something has been deleted before it is gone for good")
		return
	}
	j.Purge.After = s.purgeAfter(*after)
}

// purgeAfter reads 30d, or a duration as Go has it.
func (s *serviceDecl) purgeAfter(e entry) time.Duration {
	text := e.value.text
	d, err := time.ParseDuration(text)
	if days, ok := strings.CutSuffix(text, "d"); ok {
		var n uint64
		n, err = strconv.ParseUint(days, 10, 16)
		d = time.Duration(n) * day
	}
	switch {
	case !e.value.scalar():
		s.unfit(e, "days or hours: 30d, 12h")
	case err != nil:
		s.add(e.value.pos(), "write days or hours: 30d, 12h", "%s is not a duration", quote(text))
	case d < time.Hour || d > maxPurge || d%time.Minute != 0:
		s.add(e.value.pos(), "whole minutes, from 1h to 3650d", "after %s is out of range", quote(text))
	}
	return d
}

// checkPurges checks that the service has what its jobs purge.
func (s *serviceDecl) checkPurges() {
	for _, j := range s.Jobs {
		if j.Purge == nil {
			continue
		}
		var names []string
		for _, r := range s.Resources {
			names = append(names, r.Name)
		}
		switch r := s.Resource(j.Purge.Resource); {
		case r == nil:
			s.add(j.Purge.Pos, DidYouMean(j.Purge.Resource, names), "service %s has no resource %s", quote(s.Name), quote(j.Purge.Resource))
		case !r.SoftDelete:
			s.add(j.Purge.Pos, "add soft_delete: true to it", "resource %s has no soft_delete: what is deleted is gone already", quote(r.Name))
		default:
			s.checkCascade(j, r, map[*Resource]bool{})
		}
	}
}

// checkCascade reports a reference that keeps what goes with the resource: it would end the job at that row, every time.
func (s *serviceDecl) checkCascade(j *Job, r *Resource, seen map[*Resource]bool) {
	seen[r] = true
	for gone := range s.referring(r) {
		if gone.field.OnDelete != Cascade {
			continue
		}
		for kept := range s.referring(gone.of) {
			if kept.field.OnDelete != Cascade && kept.field.OnDelete != SetNull {
				s.add(j.Purge.Pos, "give that reference on_delete=cascade or on_delete=set_null, or "+gone.of.Name+"."+gone.field.Name+" on_delete=restrict",
					"%s goes with %s, and %s.%s would keep it", quote(gone.of.Name), quote(r.Name), kept.of.Name, kept.field.Name)
			}
		}
		if !seen[gone.of] {
			s.checkCascade(j, gone.of, seen)
		}
	}
}

// referrer is a reference of a resource, or of a child.
type referrer struct {
	of    *Resource
	field *Field
}

// referring returns the references within the service to a resource.
func (s *serviceDecl) referring(r *Resource) iter.Seq[referrer] {
	return func(yield func(referrer) bool) {
		for _, of := range s.Stored() {
			for _, f := range of.Fields {
				if f.Type == Ref && f.RefService == "" && f.Ref == r.Name && !yield(referrer{of, f}) {
					return
				}
			}
		}
	}
}

// FormatPurgeAfter writes for how long something has been deleted as the spec does: 30d, 12h.
func FormatPurgeAfter(d time.Duration) string {
	if d%day == 0 {
		return strconv.Itoa(int(d/day)) + "d"
	}
	return FormatTimeout(d)
}
