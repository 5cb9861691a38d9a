package merge

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
)

// build makes the workspace from which the result is generated: the side that is kept, the merged spec, and the user's files as
// they are on disk.
func (m *Merge) build() error {
	m.virtual = newOverlay(m.disk)
	for _, name := range m.paths() {
		m.virtual.hide(name)
		if m.theUsers(name) {
			delete(m.virtual.hidden, name)
		}
	}
	if err := m.startOver(); err != nil {
		return err
	}
	m.putBack()
	manifest := plan.Manifest{Tool: m.Tool(), Units: m.kept.manifest.Units}
	for _, e := range m.kept.manifest.Files {
		manifest.Files = append(manifest.Files, m.keptEntry(e)...)
	}
	for _, e := range m.moved.manifest.Files {
		if _, known := m.kept.entry(m.place(e.Path)); !known {
			manifest.Files = append(manifest.Files, m.newEntry(e)...)
		}
	}
	for name, f := range m.kept.files {
		if isMigration(name) || path.Dir(name) == ledger.Dir {
			m.virtual.set(m.followed(name), f)
		}
	}
	m.importServices()
	for _, name := range m.paths() {
		if isSpec(name) {
			m.virtual.hide(name)
		}
	}
	for _, s := range m.sources {
		m.virtual.set(s.Path, file{data: s.Data})
	}
	slices.SortFunc(manifest.Files, func(a, b plan.Entry) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Class, b.Class))
	})
	base, _ := fs.Sub(m.virtual, plan.BaseDir) // the path is valid
	m.state = plan.State{Disk: m.virtual, Base: base, Manifest: manifest}
	return nil
}

// startOver hides what an earlier run of the merge has written and no branch has: new migrations, ledgers, merge bases.
func (m *Merge) startOver() error {
	paths := m.paths()
	hide := func(name string) {
		if _, known := slices.BinarySearch(paths, name); !known {
			m.virtual.hide(name)
		}
	}
	for _, e := range m.wrote.Files {
		text := m.onDisk(e.Path)
		if text != nil && e.Class != render.Seeded && !decided(e) && plan.DigestOf(text) == e.Digest {
			hide(e.Path)
		}
	}
	bases, err := basesOn(m.disk)
	if err != nil {
		return err
	}
	for name := range bases {
		hide(plan.BaseDir + "/" + name)
	}
	ledgers, err := fs.ReadDir(m.disk, ledger.Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range ledgers {
		hide(path.Join(ledger.Dir, e.Name()))
	}
	return nil
}

// putBack undoes what git did to generated files that one branch added to a directory that the other renamed: git moved them there.
// svcgen writes them itself, with the new names in them.
func (m *Merge) putBack() {
	kept, moved := map[plan.Digest]plan.Entry{}, map[plan.Digest]bool{}
	for _, e := range m.kept.manifest.Files {
		if text := m.kept.data(e.Path); text != nil && e.Class != render.Merged {
			kept[plan.DigestOf(text)] = e
		}
	}
	for _, e := range m.moved.manifest.Files {
		if text := m.moved.data(e.Path); text != nil && e.Class != render.Merged {
			digest := plan.DigestOf(text)
			moved[digest] = e.Class != render.Seeded || digest == e.Digest
		}
	}
	paths := m.paths()
	for _, name := range m.op.Unmerged {
		if _, known := slices.BinarySearch(paths, name); known || len(m.op.stages[name]) != 1 {
			continue
		}
		text := m.onDisk(name)
		if e, ok := kept[plan.DigestOf(text)]; ok {
			m.virtual.hide(name)
			if e.Class == render.Seeded {
				m.virtual.set(m.followed(e.Path), m.kept.files[e.Path])
			}
		} else if moved[plan.DigestOf(text)] {
			m.virtual.hide(name)
		}
	}
}

// theUsers reports whether a file on disk is taken as git merged it.
func (m *Merge) theUsers(name string) bool {
	if isState(name) || isMigration(name) || isSpec(name) {
		return false
	}
	for _, s := range []*side{m.kept, m.moved, m.base} {
		e, known := s.entry(name)
		if known && (decided(e) || e.Class == render.Seeded && !m.untouched(name)) {
			return true
		}
	}
	return false
}

// untouched reports whether a seeded file is on each side as svcgen wrote it.
func (m *Merge) untouched(name string) bool {
	there := false
	for _, s := range []*side{m.kept, m.moved} {
		e, known := s.entry(name)
		text := s.data(name)
		if known != (text != nil) || known && e.Digest != plan.DigestOf(text) {
			return false
		}
		there = there || known
	}
	return there
}
