package merge

import (
	"bytes"
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// keptEntry adds a file of the side that is kept, and returns its lines of the manifest.
func (m *Merge) keptEntry(e plan.Entry) []plan.Entry {
	other, both := m.moved.entry(m.unplace(e.Path))
	if both && decided(other) && !decided(e) {
		return []plan.Entry{other}
	}
	f, there := m.kept.files[e.Path]
	switch e.Class {
	case render.Merged:
		return m.mergedFile(e, other, both)
	case render.Owned:
		if text := m.moved.data(e.Path); both && text != nil && plan.DigestOf(text) != other.Digest {
			m.edited = append(m.edited, e.Path)
		}
		if there {
			m.virtual.set(m.followed(e.Path), f)
		}
	case render.Seeded:
		if there && m.untouched(e.Path) {
			m.virtual.set(m.followed(e.Path), f)
		}
	case render.Appended:
		if there {
			m.virtual.set(m.followed(e.Path), f)
		}
	}
	return []plan.Entry{e}
}

// newEntry adds a file that only the other side has, if it is not simply generated again.
func (m *Merge) newEntry(e plan.Entry) []plan.Entry {
	switch {
	case decided(e), e.Class == render.Seeded && !m.untouched(e.Path):
		return []plan.Entry{e}
	case e.Class == render.Merged:
		m.takeMerged(m.place(e.Path), e.Path, m.moved)
		e.Path = m.place(e.Path)
		return []plan.Entry{e}
	case e.Class == render.Appended && m.imports(serviceOf(e.Path)):
		m.virtual.set(e.Path, m.moved.files[e.Path])
		return []plan.Entry{e}
	}
	return nil
}

// takeMerged takes a merged file with its merge base from a side.
func (m *Merge) takeMerged(to, from string, s *side) {
	if f, ok := s.files[from]; ok {
		m.virtual.set(m.followed(to), f)
	}
	if base := s.base(from); base != nil {
		m.virtual.set(plan.BaseDir+"/"+to, file{data: base})
	}
}

// mergedFile brings the user's edits of both sides into one file. Its merge base is what svcgen generated on one of the sides.
func (m *Merge) mergedFile(e, other plan.Entry, both bool) []plan.Entry {
	at := m.unplace(e.Path)
	mine, theirs := m.kept.data(e.Path), m.moved.data(at)
	if _, ok := m.resolved(e.Path); ok {
		m.byHand[e.Path] = true
		delete(m.virtual.hidden, e.Path)
		return []plan.Entry{{Path: e.Path, Class: plan.Ejected, Digest: e.Digest}}
	}
	baseMine, baseTheirs := m.kept.base(e.Path), m.moved.base(at)
	switch {
	case !both || theirs == nil || baseTheirs == nil || bytes.Equal(theirs, baseTheirs) || mine == nil:
		m.takeMerged(e.Path, e.Path, m.kept)
		return []plan.Entry{e}
	case baseMine == nil || bytes.Equal(mine, baseMine):
		m.takeMerged(e.Path, at, m.moved)
		other.Path = e.Path
		return []plan.Entry{other}
	}
	text := plan.MergeText(e.Path, baseMine, mine, baseTheirs)
	text = plan.MergeText(e.Path, baseTheirs, text, theirs)
	m.virtual.set(m.followed(e.Path), file{data: text, exec: m.kept.files[e.Path].exec})
	m.virtual.set(plan.BaseDir+"/"+e.Path, file{data: baseTheirs})
	other.Path = e.Path
	return []plan.Entry{other}
}

// decided reports whether a person has taken a file over, or keeps their version of it.
func decided(e plan.Entry) bool { return e.Class == plan.Ejected || e.Class == plan.Kept }

// imports reports whether the branch has added a service, whose ledger and migrations are taken as they are.
func (m *Merge) imports(service string) bool {
	if service == "" || m.moved.ledger.Service(service) == nil || m.kept.ledger.Service(service) != nil || m.base.ledger.Service(service) != nil {
		return false
	}
	return !slices.ContainsFunc(m.things, func(t *thing) bool { return isService(t.base) && t.moved.Service == service })
}

// importServices takes the ledgers of services that the branch has added, but for ports that another service has already.
func (m *Merge) importServices() {
	taken := map[int]bool{}
	databases := map[string]bool{}
	for _, s := range m.kept.ledger.Services {
		taken[s.GRPCPort], taken[s.AdminPort] = true, true
		databases[s.DatabaseName()] = true
	}
	l := ledger.New()
	for _, s := range m.moved.ledger.Services {
		if !m.imports(s.Name) {
			continue
		}
		one := *s
		if taken[one.GRPCPort] || taken[one.AdminPort] {
			one.GRPCPort, one.AdminPort = 0, 0
		}
		l.Services = append(l.Services, &one)
	}
	for _, f := range l.Files() {
		m.virtual.set(f.Path, file{data: f.Data})
	}
}
