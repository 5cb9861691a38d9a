package plan

import (
	"github.com/svcgen/svcgen/generator/render"
	"github.com/svcgen/svcgen/generator/textmerge"
)

// outcome says what is done with one file, and what is remembered of it afterwards.
type outcome struct {
	action Action
	lines  []Entry // of the manifest
	base   []byte  // merge base at the action's path; nil for none

	retaken bool // by a name in Options.Take

	// The ways to decide a Conflict; nil if there is no such way.
	keep, take, markers *outcome
}

// stillMarkers is the notice for a file with unresolved conflict markers.
const stillMarkers = "it still holds conflict markers"

// decide turns the verdict about a file into an outcome.
func (m *maker) decide(s subject) outcome {
	if s.disk.blocked != "" {
		return m.blocked(s)
	}
	row := s.row()
	v := decide(row, s.class)
	switch {
	case m.retaken(s):
		o := m.write(s, Update, s.target.Data)
		o.retaken = true
		return o
	case row == rowDeleted && s.class == render.Seeded && s.target.Restore:
		o := m.write(s, Create, s.target.Data)
		o.action.Notice = "you deleted it, and generated code needs it"
		return o
	case s.class == "": // the user's own, in a renamed directory
		v = release
	case v == conflictOrphan && s.known.kept:
		v = release
	case v == conflictDrift && s.known.digest == "" && sameWords(s.disk.data, s.target.Data):
		v = update // git merged two generated versions; no person has edited it
	case s.class == render.Seeded && (s.moves() || s.base != nil) && row == rowUntouched:
		v = update // the text follows the new name
	case s.class == render.Seeded && s.base != nil && (row == rowEdited || row == rowBoth):
		return m.occupied(s, m.followName(s))
	}
	return m.occupied(s, m.outcome(s, v))
}

func (m *maker) outcome(s subject, v verdict) outcome {
	switch v {
	case accept:
		if o, done := m.join(s); done {
			return o
		}
		o := m.stay(s, s.written()...)
		o.base = s.newBase()
		if s.class == render.Seeded && !s.known.has && s.disk.digest != s.target.digest {
			o.action.Notice = "it was there already and stays yours"
		}
		if s.class == render.Merged && textmerge.HasMarkers(s.disk.data) {
			o.action.Markers, o.action.Notice = true, stillMarkers
		}
		return o
	case create, update:
		return m.write(s, Update, s.target.Data)
	case merge:
		return m.merge(s)
	case remove:
		o := outcome{action: Action{Kind: Delete, Path: s.from, File: render.File{Path: s.from, Class: s.class}}}
		m.stamp(&o.action)
		return o
	case release:
		o := m.stay(s)
		if s.class != "" {
			o.action.Notice = "svcgen no longer writes it; it is yours now"
		}
		return o
	case orphan:
		o := m.stay(s, s.remembered()...)
		o.action.Notice = "nothing needs it any more; it is yours to delete"
		return o
	case forget:
		return outcome{action: Action{Kind: Keep, Path: s.path, File: render.File{Path: s.path, Class: s.class}}}
	case stayDeleted:
		o := m.stay(s, Entry{s.path, Ejected, s.target.digest})
		o.action.Notice = "you deleted it, so it is not written again; svcgen adopt " + ShellQuote(s.path) + " brings it back"
		return o
	case conflictForeign, conflictDrift, conflictOrphan, conflictGone:
		return m.conflict(s, v)
	default: // keep
		return m.stay(s, s.remembered()...)
	}
}

// retaken is the case of a seeded file that the user takes from svcgen again: by its path, for a glob does not do that.
func (m *maker) retaken(s subject) bool {
	return s.class == render.Seeded && s.target != nil && !s.moves() && !s.known.ejected && s.disk.digest != s.target.digest && m.take.named(s.path)
}

// join completes a list of rules that existed before the workspace.
func (m *maker) join(s subject) (outcome, bool) {
	if s.class != render.Seeded || !m.in.Options.New || s.known.has || s.moves() {
		return outcome{}, false
	}
	text, ok := joined(s.path, Normalise(s.disk.data), s.target.Data)
	if !ok || sameText(text, s.disk.data) {
		return outcome{}, false
	}
	o := m.write(s, Merge, text)
	o.action.Reason = "your lines are kept, svcgen's stand above them"
	return o, true
}

// written is the manifest's line about a file that is, or counts as, what svcgen would write.
func (s subject) written() []Entry { return []Entry{{s.path, s.class, s.target.digest}} }

// remembered is the manifest's line about a file of which nothing new is known.
func (s subject) remembered() []Entry {
	digest := s.known.digest
	if digest == "" && s.target != nil {
		digest = s.target.digest
	}
	switch {
	case s.known.ejected:
		return []Entry{{s.path, Ejected, digest}}
	case s.known.kept:
		return []Entry{{s.path, Kept, digest}}
	default:
		return []Entry{{s.path, s.class, digest}}
	}
}

// newBase is the merge base after svcgen's version was dealt with.
func (s subject) newBase() []byte {
	if s.target == nil || !s.target.hasBase() {
		return nil
	}
	return s.target.Data
}

// stay leaves the file's text unchanged, at its new path if it moves.
func (m *maker) stay(s subject, lines ...Entry) outcome {
	o := outcome{action: Action{Kind: Keep, Path: s.path, File: render.File{Path: s.path, Class: s.class}}, lines: lines}
	if s.moves() {
		o.action.Kind, o.action.From, o.action.File.Data = Move, s.from, s.disk.data
		o.action.File.Mode = 0o644
		if s.disk.exec {
			o.action.File.Mode = 0o755
		}
		if s.disk.private { // such as secrets
			o.action.File.Mode &^= 0o077
		}
		m.stamp(&o.action)
	}
	return o
}

// write gives the file a new text, and svcgen's version counts as written.
func (m *maker) write(s subject, kind Kind, text []byte) outcome {
	o := outcome{lines: s.written(), base: s.newBase()}
	o.action = Action{Kind: kind, Path: s.path, File: s.target.File}
	o.action.File.Data = endedLike(text, s.disk.data)
	switch {
	case s.moves():
		o.action.Kind, o.action.From = Move, s.from
	case !m.real[s.path].present:
		o.action.Kind = Create
	}
	m.stamp(&o.action)
	return o
}

// stamp records the digest of the file on disk, so that a change before the action is applied is noticed.
func (m *maker) stamp(a *Action) {
	a.Old = m.real[a.Path].digest
	if a.From != "" {
		a.FromOld = m.real[a.From].digest
	}
}

// merge merges the user's edits with svcgen's.
func (m *maker) merge(s subject) outcome {
	base := s.known.base
	if base == nil {
		base = s.base
	}
	yours := Normalise(s.disk.data)
	if textmerge.HasMarkers(yours) {
		return m.mergeConflict(s, merged{problem: unresolved})
	}
	r := mergeFile(s.path, base, yours, s.target.Data)
	if !r.clean() {
		return m.mergeConflict(s, r)
	}
	switch {
	case sameText(r.Text, yours):
		o := m.stay(s, s.written()...)
		o.base = s.newBase()
		return o
	case sameText(r.Text, s.target.Data):
		return m.write(s, Update, r.Text)
	default:
		o := m.write(s, Merge, r.Text)
		o.action.Reason = "your edits are kept"
		return o
	}
}

// followName moves a seeded file that the user edited: the new name is merged into the text if that is possible.
func (m *maker) followName(s subject) outcome {
	yours := Normalise(s.disk.data)
	r := mergeFile(s.path, s.base, yours, s.target.Data)
	if text, ok := mergeWords(s.base, yours, s.target.Data); ok && len(r.Hunks) > 0 && checkSyntax(s.path, text) == nil {
		r = merged{Merged: textmerge.Merged{Text: text}}
	}
	if r.clean() {
		o := m.write(s, Merge, r.Text)
		o.action.Reason = "your edits are kept"
		return o
	}
	o := m.stay(s, s.remembered()...)
	o.action.Notice = "your text still contains the old name"
	return o
}
