package merge

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/plan"
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/spec"
)

// Plan turns a plan for the State into one for the files as they are on disk. generated are the files that svcgen generates.
func (m *Merge) Plan(p *plan.Plan, generated []render.File) (*plan.Plan, error) {
	want, bases := m.wanted(p)
	out := &plan.Plan{Manifest: p.Manifest, Lost: p.Lost}
	m.recordByHand(out, bases, generated)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		a, err := m.action(name, want[name])
		if err != nil {
			return nil, err
		}
		out.Actions = append(out.Actions, a)
	}
	for _, a := range p.Actions {
		if i := slices.IndexFunc(out.Actions, func(o plan.Action) bool { return o.Path == a.Path }); i >= 0 {
			out.Actions[i].Notice, out.Actions[i].Markers = a.Notice, a.Markers
			if a.Kind == plan.Merge && out.Actions[i].Kind == plan.Update {
				out.Actions[i].Kind, out.Actions[i].Reason = a.Kind, a.Reason
			}
		} else if a.Notice != "" && a.Kind == plan.Keep {
			out.Actions = append(out.Actions, a)
		}
	}
	m.noteWritten(out)
	slices.SortFunc(out.Actions, func(a, b plan.Action) int { return cmp.Compare(a.Path, b.Path) })
	have, err := basesOn(m.disk)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(have)) {
		if _, ok := bases[name]; !ok {
			out.Base = append(out.Base, plan.Edit{Path: name, Remove: true})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(bases)) {
		if !bytes.Equal(have[name], bases[name]) {
			out.Base = append(out.Base, plan.Edit{Path: name, Data: bases[name]})
		}
	}
	return out, nil
}

// noteWritten adds notices to migrations of the branch that moved with their text.
func (m *Merge) noteWritten(p *plan.Plan) {
	written := m.Written()
	for i, a := range p.Actions {
		if a.Kind != plan.Create || !isMigration(a.Path) || written[serviceOf(a.Path)] == nil {
			continue
		}
		p.Actions[i].Notice = "a migration by " + m.moved.name + ", moved: read it"
		if names := m.Outdated(a.Path, a.File.Data); len(names) > 0 {
			p.Actions[i].Notice = "edit it, then svcgen check: " + strings.Join(names, ", ")
		}
	}
}

// wanted are all files of svcgen's after a plan for the State, nil for those that are to go, and the merge bases.
func (m *Merge) wanted(p *plan.Plan) (want map[string]*render.File, bases map[string][]byte) {
	want, bases = map[string]*render.File{}, map[string][]byte{}
	for name := range m.virtual.hidden {
		if !m.theUsers(name) {
			want[name] = nil
		}
	}
	for name, f := range m.virtual.over {
		want[name] = &render.File{Path: name, Mode: f.Mode, Data: f.Data}
	}
	for _, a := range p.Actions {
		switch a.Kind {
		case plan.Delete:
			want[a.Path] = nil
		case plan.Move:
			want[a.From] = nil
		default: // it takes nothing away
		}
	}
	for _, a := range p.Actions {
		if a.Writes() && a.Kind != plan.Delete {
			f := a.File
			want[a.Path] = &f
		} else if f := want[a.Path]; f != nil {
			f.Class = a.File.Class
		}
	}
	for name, f := range want {
		rest, isBase := strings.CutPrefix(name, plan.BaseDir+"/")
		if isBase && f != nil {
			bases[rest] = f.Data
		}
		if isBase || name == plan.ManifestPath {
			delete(want, name)
		}
	}
	for _, e := range p.Base {
		if e.Remove {
			delete(bases, e.Path)
		} else {
			bases[e.Path] = e.Data
		}
	}
	return want, bases
}

// recordByHand notes merged files that a person has resolved as merged with what svcgen generates now.
func (m *Merge) recordByHand(p *plan.Plan, bases map[string][]byte, generated []render.File) {
	for i, e := range p.Manifest.Files {
		if !m.byHand[e.Path] || e.Class != plan.Ejected {
			continue
		}
		for _, f := range generated {
			if f.Path == e.Path {
				p.Manifest.Files[i] = plan.Entry{Path: e.Path, Class: render.Merged, Digest: plan.DigestOf(f.Data)}
				bases[e.Path] = f.Data
			}
		}
	}
}

// action returns what has to be done on disk so that a file is as it is wanted.
func (m *Merge) action(name string, want *render.File) (plan.Action, error) {
	have, err := fs.ReadFile(m.disk, name)
	_, blocked := errors.AsType[*plan.InTheWayError](err)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !blocked {
		return plan.Action{}, err
	}
	there := err == nil
	a := plan.Action{Kind: plan.Keep, Path: name, File: render.File{Path: name}}
	if there {
		a.Old = plan.DigestOf(have)
	}
	if want != nil {
		a.File = *want
	}
	switch {
	case blocked && want != nil:
		return a, err
	case want == nil && there:
		a.Kind = plan.Delete
	case want == nil || there && a.Old == plan.DigestOf(want.Data):
	case there:
		a.Kind = plan.Update
	default:
		a.Kind = plan.Create
	}
	return a, nil
}

// Staged are the files to record in git's index once a plan is carried out.
func (m *Merge) Staged(p *plan.Plan, o *Operation) []string {
	all := []string{plan.ManifestPath}
	for _, a := range p.Actions {
		if !a.Markers {
			all = append(all, a.Path)
		}
	}
	for _, e := range p.Base {
		all = append(all, plan.BaseDir+"/"+e.Path)
	}
	for _, name := range o.Unmerged {
		if strings.HasPrefix(name, plan.BaseDir+"/") || m.byHand[name] || m.relocated(name, o.stages[name]) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// relocated reports whether git left a file in conflict only because one branch added it to a service that the other renamed.
func (m *Merge) relocated(file, stages string) bool {
	if stages != "2" && stages != "3" {
		return false
	}
	return slices.ContainsFunc(m.things, func(t *thing) bool {
		return isService(t.base) && t.inBoth && t.final != name(t.base) && strings.HasPrefix(file, path.Dir(spec.ServiceFile(t.final))+"/")
	})
}

// basesOn are the merge bases on disk.
func basesOn(disk fs.FS) (map[string][]byte, error) {
	out := map[string][]byte{}
	err := fs.WalkDir(disk, plan.BaseDir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := fs.ReadFile(disk, name)
		out[strings.TrimPrefix(name, plan.BaseDir+"/")] = data
		return err
	})
	return out, err
}
