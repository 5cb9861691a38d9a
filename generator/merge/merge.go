package merge

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/plan"
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
	wrote             plan.Manifest     // what is recorded on disk, perhaps by an earlier run of the merge
	product           map[string][]byte // the files of both sides as git merged them; nil if that is not known
	sources           []spec.Source
	clashes           []Clash
	state             plan.State // from which the result is generated
	virtual           *overlay
	byHand            map[string]bool // merged files that a person has resolved
	edited            []string        // owned files that the branch edited: the edits are lost
}

// New merges what does not have to be generated.
func New(ctx context.Context, git *toolchain.Git, o *Operation, now plan.State, answers Answers) (*Merge, error) {
	m := &Merge{op: o, answers: answers, disk: now.Disk, wrote: now.Manifest, keptIsTheirs: answers.Deployed == "theirs", byHand: map[string]bool{}, used: map[string]bool{}}
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
		if err := m.build(); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Clashes are the questions that a person has to decide before anything can be generated.
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
