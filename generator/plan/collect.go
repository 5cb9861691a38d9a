package plan

import (
	"bytes"

	"github.com/svcgen/svcgen/generator/render"
)

// collect puts the outcomes together: the person's decisions, the actions, the next manifest and the merge bases.
func (m *maker) collect(p *Plan, outcomes []outcome) error {
	bases := map[string][]byte{}
	for _, o := range outcomes {
		settled, err := m.settle(o)
		if err != nil {
			return err
		}
		if o.action.Kind == Conflict && settled.action.Kind != Conflict {
			p.Decided = append(p.Decided, o.action.Path)
		}
		a := settled.action
		if a.Notice == "" && a.Writes() {
			a.Notice = m.in.Notices[a.Path]
		}
		p.Actions = append(p.Actions, a)
		p.Manifest.Files = append(p.Manifest.Files, settled.lines...)
		if settled.base != nil {
			bases[a.Path] = settled.base
		}
	}
	for _, path := range m.moves.left {
		p.Actions = append(p.Actions, Action{
			Kind: Keep, Path: path, File: render.File{Path: path},
			Notice: "it was not moved with its directory: it is no regular file",
		})
	}
	for _, e := range m.st.Manifest.Files {
		if m.skipped(e.Path) {
			p.Manifest.Files = append(p.Manifest.Files, e)
		}
	}
	m.keepBases(p, bases)
	m.addEdits(p)
	return nil
}

// keepBases adds the edits that leave exactly these merge bases, by the paths of their files.
func (m *maker) keepBases(p *Plan, bases map[string][]byte) {
	for path := range m.bases {
		if at := m.st.baseAt[path]; at != "" {
			p.Base = append(p.Base, Edit{Path: at, Remove: true})
		} else if _, wanted := bases[path]; !wanted {
			p.Base = append(p.Base, Edit{Path: path, Remove: true})
		}
	}
	for path, data := range bases {
		if old, ok := m.bases[path]; !ok || !bytes.Equal(old, data) || m.st.baseAt[path] != "" {
			p.Base = append(p.Base, Edit{Path: path, Data: data})
		}
	}
}

// settle resolves a conflict, and refuses an outcome that the person wants to keep and to take.
func (m *maker) settle(o outcome) (outcome, error) {
	o, err := m.resolve(o)
	if err == nil && o.retaken {
		_, _, err = m.wanted(o.action)
	}
	return o, err
}

// resolve applies the person's decision to a conflict.
func (m *maker) resolve(o outcome) (outcome, error) {
	if o.action.Kind != Conflict {
		return o, nil
	}
	keep, take, err := m.wanted(o.action)
	switch {
	case err != nil && o.keep != nil && o.take != nil: // if one way is left, there is nothing to choose
		return o, err
	case keep && o.keep != nil:
		return *o.keep, nil
	case take && o.take != nil:
		return *o.take, nil
	case m.in.Options.Markers && o.markers != nil:
		return *o.markers, nil
	default:
		return o, nil
	}
}

// wanted returns what the person has decided about a file. Both --keep and --take are an error.
func (m *maker) wanted(a Action) (keep, take bool, err error) {
	keepPattern, keep := m.keep.match(a.Path, a.From)
	takePattern, take := m.take.match(a.Path, a.From)
	if keep && take {
		err = &BothError{Path: a.Path, Keep: keepPattern, Take: takePattern}
	}
	return keep, take, err
}

// addEdits adds the caller's own changes of files, but for those that the plan's actions already contain.
func (m *maker) addEdits(p *Plan) {
	at, gone := make(map[string]int, len(p.Actions)), map[string]bool{}
	for i, a := range p.Actions {
		at[a.Path] = i
		if a.Kind == Move {
			gone[a.From] = true
		}
	}
	for _, e := range m.in.Edits {
		i, planned := at[e.Path]
		if gone[e.Path] || planned && p.Actions[i].Kind != Keep {
			continue
		}
		a, ok := m.editAction(e)
		switch {
		case !ok:
		case planned:
			a.File.Class = p.Actions[i].File.Class
			p.Actions[i] = a
		default:
			p.Actions = append(p.Actions, a)
		}
	}
}

// editAction is the action that makes a change of the caller; ok is false if the file on disk is already like that.
func (m *maker) editAction(e Edit) (a Action, ok bool) {
	old := m.real[e.Path]
	if old.present != e.Remove && old.digest == m.disk[e.Path].digest {
		return a, false
	}
	_, taken := m.take.match(e.Path)
	a = Action{Path: e.Path, Old: old.digest, File: render.File{Path: e.Path, Mode: 0o644, Data: endedLike(e.Data, old.data)}}
	switch {
	case old.blocked != "":
		a.Kind, a.Reason = Conflict, old.blocked+"; move it elsewhere"
	case e.Remove && !old.present:
		return a, false
	case e.Old == Absent && old.present && !taken:
		a.Kind, a.Reason = Conflict, "a file that svcgen did not write is in the way"
		a.Choices = []Choice{{"take", " --take " + ShellQuote(e.Path), wayTake.label(), wayTake.effect()}}
	case e.Remove:
		a.Kind, a.File.Data = Delete, nil
	case old.present:
		a.Kind = Update
	default:
		a.Kind = Create
	}
	return a, true
}
