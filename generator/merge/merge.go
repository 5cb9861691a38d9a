package merge

import (
	"bytes"
	"cmp"
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
	"github.com/svcgen/svcgen/generator/textmerge"
	"github.com/svcgen/svcgen/generator/toolchain"
)

// Answers are a person's decisions about clashes, by Clash.Path, and about the side whose migrations stay.
type Answers struct {
	Ours, Theirs []string // those of which our side, or theirs, is taken
	Deployed     string   // "ours" or "theirs"
}

// Merge is the merge of two branches: the workspace from which to generate the result.
//
// The side whose migrations may have run somewhere is kept: its ledger and its migrations stay byte for byte. What the other
// side has changed in the spec is then generated as if a person had changed it there: with the next free numbers, and with a
// migration from the schema of the side that is kept.
type Merge struct {
	op      *Operation
	answers Answers

	used map[string]bool // answers that were needed

	base, kept, moved *side
	keptIsTheirs      bool
	things            []*thing
	disk              fs.FS             // the files as they are
	product           map[string][]byte // the files of both sides as git merged them; nil if that is not known
	sources           []spec.Source
	clashes           []Clash
	state             plan.State // from which the result is generated
	virtual           *overlay
	byHand            map[string]bool // merged files that a person has resolved
	edited            []string        // owned files that the branch edited: the edits are lost
}

// New merges what does not have to be generated.
func New(ctx context.Context, git *toolchain.Git, o *Operation, disk fs.FS, answers Answers) (*Merge, error) {
	m := &Merge{op: o, answers: answers, disk: disk, keptIsTheirs: answers.Deployed == "theirs", byHand: map[string]bool{}, used: map[string]bool{}}
	ours, err := readSide(ctx, git, o.Ours)
	if err != nil {
		return nil, err
	}
	theirs, err := readSide(ctx, git, o.Theirs)
	if err != nil {
		return nil, err
	}
	if m.base, err = readSide(ctx, git, o.Base); err != nil {
		return nil, err
	}
	m.kept, m.moved = ours, theirs
	if m.keptIsTheirs {
		m.kept, m.moved = theirs, ours
	}
	if o.product != "" {
		tree, err := git.Tree(ctx, o.product)
		if err != nil {
			return nil, err
		}
		merged := &side{files: map[string]file{}}
		if err := merged.read(ctx, git, tree, m.paths()); err != nil {
			return nil, err
		}
		m.product = map[string][]byte{}
		for name := range merged.files {
			m.product[name] = merged.data(name)
		}
	}
	oursDescends := git.Contains(ctx, o.Ours.ID, o.Base.ID)
	m.things = things(m.base.ledger, m.kept.ledger, m.moved.ledger, m.keptIsTheirs || oursDescends, !m.keptIsTheirs || oursDescends)
	m.settle()
	m.mergeSpecs()
	if len(m.clashes) == 0 {
		if err := m.declare(); err != nil {
			return m, err
		}
		m.build()
	}
	return m, nil
}

// Clashes are what a person has to decide before anything can be generated.
func (m *Merge) Clashes() []Clash { return m.clashes }

// Sources are the merged spec; with conflict markers if there are clashes.
func (m *Merge) Sources() []spec.Source { return m.sources }

// State is the workspace from which to generate the result.
func (m *Merge) State() plan.State { return m.state }

// Kept and Moved are the names of the side whose migrations stay, and of the other.
func (m *Merge) Kept() string { return m.kept.name }

// Moved is the name of the side whose changes are generated anew.
func (m *Merge) Moved() string { return m.moved.name }

// Tool is the newest version of svcgen that wrote one of the sides.
func (m *Merge) Tool() string {
	if plan.CompareVersions(m.kept.manifest.Tool, m.moved.manifest.Tool) < 0 {
		return m.moved.manifest.Tool
	}
	return m.kept.manifest.Tool
}

// Edited are files of svcgen that the other side edited. They are written anew, without the edits.
func (m *Merge) Edited() []string { return m.edited }

// paths are all files that either side or their ancestor has of svcgen's.
func (m *Merge) paths() []string {
	var all []string
	for _, s := range []*side{m.base, m.kept, m.moved} {
		for name := range s.files {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// onDisk reads a file as it is on disk; nil for no file.
func (m *Merge) onDisk(name string) []byte {
	data, err := fs.ReadFile(m.disk, name)
	if err != nil {
		return nil
	}
	if data == nil {
		return []byte{}
	}
	return plan.Normalise(data)
}

// resolved is the text of a file that a person has resolved: it has no conflict markers, and neither git nor a branch wrote it.
func (m *Merge) resolved(name string) ([]byte, bool) {
	have := m.onDisk(name)
	b, k, v := m.base.data(name), m.kept.data(name), m.moved.data(name)
	if have == nil || textmerge.HasMarkers(have) || k == nil || v == nil || bytes.Equal(have, k) || bytes.Equal(have, v) {
		return nil, false
	}
	if m.product != nil {
		return have, !bytes.Equal(have, m.product[name])
	}
	r := textmerge.Texts(b, m.pickText(k, v), m.pickText(v, k))
	return have, len(r.Hunks) > 0 || !bytes.Equal(have, r.Text)
}

func (m *Merge) pickText(kept, moved []byte) []byte {
	if m.keptIsTheirs {
		return moved
	}
	return kept
}

// build makes the workspace from which the result is generated: the side that is kept, the merged spec, and the user's files as
// they are on disk.
func (m *Merge) build() {
	m.virtual = newOverlay(m.disk)
	for _, name := range m.paths() {
		m.virtual.hide(name)
		if m.theUsers(name) {
			delete(m.virtual.hidden, name)
		}
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
	if isState(name) && !strings.HasPrefix(name, plan.StateDir+"/templates/") || isMigration(name) || isSpec(name) {
		return false
	}
	for _, s := range []*side{m.kept, m.moved, m.base} {
		e, known := s.entry(name)
		if known && (e.Class == render.Seeded || e.Class == plan.Ejected || e.Class == plan.Kept) {
			return true
		}
	}
	return false
}

// decided reports whether a person has taken a file over, or keeps their version of it.
func decided(e plan.Entry) bool { return e.Class == plan.Ejected || e.Class == plan.Kept }

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
	case decided(e), e.Class == render.Seeded:
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

// place is the path that a file of the other side has on the side that is kept, which may have renamed its service.
func (m *Merge) place(name string) string {
	return m.moveDir(name, func(t *thing) (from, to spec.Target) { return t.moved, t.kept })
}

// unplace is the path that a file of the side that is kept has on the other.
func (m *Merge) unplace(name string) string {
	return m.moveDir(name, func(t *thing) (from, to spec.Target) { return t.kept, t.moved })
}

// followed is the path that a file of the side that is kept has on disk, where git has moved the files of a renamed service.
func (m *Merge) followed(name string) string {
	return m.moveDir(name, func(t *thing) (from, to spec.Target) { return t.kept, spec.Target{Service: t.final} })
}

func (m *Merge) moveDir(name string, of func(*thing) (from, to spec.Target)) string {
	for _, t := range m.things {
		from, to := of(t)
		if !isService(t.base) || !t.inBoth || from.Service == to.Service {
			continue
		}
		if rest, ok := strings.CutPrefix(name, path.Dir(spec.ServiceFile(from.Service))+"/"); ok {
			return path.Dir(spec.ServiceFile(to.Service)) + "/" + rest
		}
	}
	return name
}

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
