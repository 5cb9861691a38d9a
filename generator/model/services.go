package model

import (
	"slices"
	"strconv"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/spec"
)

// serviceBefore is what a service of the spec was in the last run: nil where it is new. One that was removed and is there again
// goes on where it ended, for its database may still be there, and clients that know its numbers.
func serviceBefore(l *ledger.Ledger, s *spec.Spec, ss *spec.Service) (before *ledger.Service, matches bool) {
	was := func(name string) string {
		if s := l.Service(name); s != nil {
			return s.Was
		}
		return ""
	}
	before = l.Service(ss.Name)
	if ss.RenamedFrom == "" || renamedBefore(s.Services, ss, func(s *spec.Service) (string, string) { return s.Name, s.RenamedFrom }, was) {
		return before, true
	}
	from := l.LiveService(ss.RenamedFrom)
	return from, from != nil
}

// checkServiceIntent finds intent that matches no service, and services that are gone without a word.
func (b *builder) checkServiceIntent() {
	stays := map[*ledger.Service]bool{}
	for _, ss := range b.spec.Services {
		before, matches := serviceBefore(b.old, b.spec, ss)
		stays[before] = true
		switch there := b.old.Service(ss.Name); {
		case !matches:
			b.problem(ss.Pos, hintService(b.old, ss.RenamedFrom),
				"service %q: there was no service %q that it could be renamed from", ss.Name, ss.RenamedFrom)
		case before != there && there != nil && there.Gone:
			b.problem(ss.Pos, "choose another name",
				"service %q: there was a service of this name; it was removed, and its database and its protobuf numbers are kept", ss.Name)
		}
	}
	for _, gone := range b.spec.Removed {
		if b.old.Service(gone.Name) == nil {
			b.nothingRemoved(gone, "service", b.old.ServiceNames())
		}
	}
	for _, s := range b.old.Services {
		if s.Live() && !stays[s] && !removes(b.spec.Removed, s.Name) {
			b.losses = append(b.losses, b.serviceLoss(s))
		}
	}
}

// serviceLoss offers the new services that keep something of the kind that the old one kept.
func (b *builder) serviceLoss(old *ledger.Service) Loss {
	l := Loss{Pos: b.spec.Pos, What: "service " + strconv.Quote(old.Name)}
	for _, ss := range b.spec.Services {
		before, _ := serviceBefore(b.old, b.spec, ss)
		fits := func(sr *spec.Resource) bool {
			return old.LiveResource(sr.Name) != nil || old.LiveResource(sr.RenamedFrom) != nil
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
	now := map[*ledger.Service]string{}
	for _, ss := range b.spec.Services {
		before, _ := serviceBefore(b.old, b.spec, ss)
		now[before] = ss.Name
	}
	for _, s := range b.old.Services {
		if b.next.Service(s.Name) != nil {
			continue
		}
		gone := *s
		if to := now[s]; to == "" {
			gone.Gone = s.RenamedTo == ""
			if s.Live() {
				m.removed = append(m.removed, RemovedService{s.Name, s.DatabaseName()})
			}
		} else {
			gone = ledger.Service{Name: s.Name, RenamedTo: to}
			for _, e := range s.Enums {
				gone.Enums = append(gone.Enums, e.Bury())
			}
			for _, r := range s.Resources {
				gone.Resources = append(gone.Resources, r.Bury())
			}
		}
		b.next.Services = append(b.next.Services, &gone)
	}
}

// database is the name of a service's database. It is the name that the service had when it was made, for svcgen cannot rename a
// database that others are connected to, and drops none: what another service has or had is taken.
func (b *builder) database(name string, old *ledger.Service) string {
	if old != nil && old.RenamedTo == "" {
		return old.DatabaseName()
	}
	for i := 1; ; i++ {
		database := name
		if i > 1 {
			database += "_" + strconv.Itoa(i)
		}
		taken := func(s *ledger.Service) bool { return s.RenamedTo == "" && s.DatabaseName() == database }
		if !slices.ContainsFunc(b.old.Services, taken) && !slices.ContainsFunc(b.next.Services, taken) {
			return database
		}
	}
}
