package model

import (
	"slices"
	"strconv"

	"github.com/svcgen/svcgen/generator/spec"
)

// liveService is a service of the last run, nil where there was none of the name.
func (l *Ledger) liveService(name string) *ServiceEntry {
	if s := l.service(name); s.live() {
		return s
	}
	return nil
}

// live reports whether the service was in the spec of the last run, under this name.
func (s *ServiceEntry) live() bool { return s != nil && !s.Gone && s.RenamedTo == "" }

// serviceBefore is what a service of the spec was in the last run: nil where it is new. One that was removed and is there again
// goes on where it ended, for its database may still be there, and clients that know its numbers.
func (l *Ledger) serviceBefore(s *spec.Spec, ss *spec.Service) (before *ServiceEntry, matches bool) {
	was := func(name string) string {
		if s := l.service(name); s != nil {
			return s.Was
		}
		return ""
	}
	before = l.service(ss.Name)
	if ss.RenamedFrom == "" || renamedBefore(s.Services, ss, func(s *spec.Service) (string, string) { return s.Name, s.RenamedFrom }, was) {
		return before, true
	}
	from := l.liveService(ss.RenamedFrom)
	return from, from != nil
}

// checkServiceIntent finds intent that matches no service, and services that are gone without a word.
func (b *builder) checkServiceIntent() {
	stays := map[*ServiceEntry]bool{}
	for _, ss := range b.spec.Services {
		before, matches := b.old.serviceBefore(b.spec, ss)
		stays[before] = true
		switch there := b.old.service(ss.Name); {
		case !matches:
			b.problem(ss.Pos, b.old.hintFrom(ss.RenamedFrom),
				"service %q: there was no service %q that it could be renamed from", ss.Name, ss.RenamedFrom)
		case before != there && there != nil && there.Gone:
			b.problem(ss.Pos, "choose another name",
				"service %q: there was a service of this name; it was removed, and its database and its protobuf numbers are kept", ss.Name)
		}
	}
	for _, gone := range b.spec.Removed {
		if b.old.service(gone.Name) == nil {
			b.nothingRemoved(gone, "service", b.old.serviceNames())
		}
	}
	for _, s := range b.old.Services {
		if s.live() && !stays[s] && !removes(b.spec.Removed, s.Name) {
			b.losses = append(b.losses, b.serviceLoss(s))
		}
	}
}

// serviceLoss offers the new services that keep something of the kind that the old one kept.
func (b *builder) serviceLoss(old *ServiceEntry) Loss {
	l := Loss{Pos: b.spec.Pos, What: "service " + strconv.Quote(old.Name)}
	for _, ss := range b.spec.Services {
		before, _ := b.old.serviceBefore(b.spec, ss)
		fits := func(sr *spec.Resource) bool {
			return old.liveResource(sr.Name) != nil || old.liveResource(sr.RenamedFrom) != nil
		}
		if before == nil && slices.ContainsFunc(ss.Resources, fits) {
			l.Choices = append(l.Choices, Choice{
				Line: "renamed_from: " + old.Name, Where: "add it to service " + ss.Name,
				Effect: "code, data and what you wrote move to " + ss.Name,
				Rename: true, Target: spec.Target{Service: ss.Name}, Name: old.Name,
			})
		}
	}
	workspace := element{spec.Target{}, spec.WorkspaceFile, b.spec.Removed}
	l.Choices = append(l.Choices, workspace.removal(old.Name, "its code is deleted; its database is left alone"))
	return l
}

// keepGone puts into the next ledger what is no longer in the spec. A service that was removed stays as it was: its ports,
// numbers and database are not given to another, and should it come back, its migrations go on. One that has another name now
// leaves only the numbers behind that its old protobuf package had.
func (b *builder) keepGone(m *Model) {
	now := map[*ServiceEntry]string{}
	for _, ss := range b.spec.Services {
		before, _ := b.old.serviceBefore(b.spec, ss)
		now[before] = ss.Name
	}
	for _, s := range b.old.Services {
		if b.next.service(s.Name) != nil {
			continue
		}
		gone := *s
		if to := now[s]; to == "" {
			gone.Gone = s.RenamedTo == ""
			if s.live() {
				m.removed = append(m.removed, RemovedService{s.Name, s.database()})
			}
		} else {
			gone = ServiceEntry{Name: s.Name, RenamedTo: to}
			for _, e := range s.Enums {
				gone.Enums = append(gone.Enums, e.bury())
			}
			for _, r := range s.Resources {
				gone.Resources = append(gone.Resources, r.bury())
			}
		}
		b.next.Services = append(b.next.Services, &gone)
	}
}

func (e *EnumEntry) bury() *EnumEntry {
	return &EnumEntry{Name: e.Name, GoName: e.GoName, PBName: e.PBName, Removed: slices.Concat(e.Removed, e.Values)}
}

// database is the name of a service's database. It is the name that the service had when it was made, for svcgen cannot rename a
// database that others are connected to, and drops none: what another service has or had is taken.
func (b *builder) database(name string, old *ServiceEntry) string {
	if old != nil && old.RenamedTo == "" {
		return old.database()
	}
	for i := 1; ; i++ {
		database := name
		if i > 1 {
			database += "_" + strconv.Itoa(i)
		}
		taken := func(s *ServiceEntry) bool { return s.RenamedTo == "" && s.database() == database }
		if !slices.ContainsFunc(b.old.Services, taken) && !slices.ContainsFunc(b.next.Services, taken) {
			return database
		}
	}
}

func (s *ServiceEntry) database() string {
	if s.Database != "" {
		return s.Database
	}
	return s.Name
}
