package plan

import (
	"strings"

	"github.com/svcgen/svcgen/generator/render"
)

// blocked is the case of a path that is not a regular file: nothing is ever written there.
func (m *maker) blocked(s subject) outcome {
	o := outcome{action: Action{Kind: Keep, Path: s.path, File: render.File{Path: s.path, Class: s.class}}}
	switch {
	case s.target == nil:
		o.action.Notice = s.disk.blocked + ", so it is left alone"
		return o
	case s.known.ejected:
		o.lines = s.remembered()
		return o
	}
	stay := o
	stay.lines = []Entry{{s.path, Ejected, s.target.digest}}
	o.action.Kind, o.action.Reason, o.action.File = Conflict, s.disk.blocked+moveAway, s.target.File
	o.keep = &stay
	o.action.Choices = choices(o, waySpare, "")
	return o
}

// conflict is the case of an owned or appended file with an edit, a file in its way, or none where one must be.
func (m *maker) conflict(s subject, v verdict) outcome {
	o := outcome{action: Action{Kind: Conflict, Path: s.path, File: render.File{Path: s.path, Class: s.class}}, lines: s.remembered()}
	if s.moves() {
		o.action.From = s.from
	}
	keepWay, takeWay := wayKeepOwned, wayTake
	var stay, take outcome
	switch v {
	case conflictForeign:
		o.action.Reason = foreign
		if s.class == render.Appended {
			o.action.Reason, keepWay = foreignMigration, wayKeepMigration
		}
		stay, take, o.lines = m.stay(s, s.keptLine()), m.write(s, Update, s.target.Data), nil
	case conflictDrift:
		o.action.Reason = drift
		switch {
		case s.known.digest == "":
			o.action.Reason = driftMerged
		case s.known.digest != s.target.digest:
			o.action.Reason = driftNew
		}
		stay, take = m.stay(s, s.keptLine()), m.write(s, Update, s.target.Data)
	case conflictOrphan:
		o.action.Reason, keepWay, takeWay = driftUnneeded, wayKeepOrphan, wayDelete
		o.action.Path, o.action.From = s.from, ""
		stay, take = m.stay(s), m.outcome(s, remove)
	case conflictGone:
		o.action.Reason, keepWay, takeWay = migrationGone, wayLeaveDeleted, wayWriteAgain
		stay, take = m.stay(s, Entry{s.path, Ejected, s.target.digest}), m.write(s, Update, s.target.Data)
	}
	if s.target != nil {
		o.action.File = s.target.File
	}
	m.stamp(&o.action)
	o.keep, o.take = &stay, &take
	o.action.Choices = choices(o, keepWay, takeWay)
	if s.class == render.Owned && v == conflictDrift {
		o.action.Choices = append(o.action.Choices, Choice{"eject", "svcgen eject " + ShellQuote(s.from), wayEject.label(), wayEject.effect()})
	}
	return o
}

// keptLine records that the user chose their version over svcgen's present one.
func (s subject) keptLine() Entry {
	class := s.class
	if class == render.Owned {
		class = Kept
	}
	return Entry{s.path, class, s.target.digest}
}

// mergeConflict is the case of a merged file that the user and svcgen changed in the same place.
func (m *maker) mergeConflict(s subject, r merged) outcome {
	o := outcome{action: Action{Kind: Conflict, Path: s.path, File: s.target.File, Reason: r.problem}, lines: s.remembered()}
	if s.moves() {
		o.action.From = s.from
	}
	m.stamp(&o.action)
	stay, take := m.stay(s, s.written()...), m.write(s, Update, s.target.Data)
	stay.base = s.newBase()
	o.keep, o.take = &stay, &take
	if len(r.Hunks) > 0 {
		both := m.write(s, Merge, r.Text)
		both.action.Reason, both.action.Notice, both.action.Markers = r.problem, "resolve the conflict markers in it", true
		o.markers = &both
	}
	o.action.Choices = choices(o, wayKeepMerged, wayTake)
	return o
}

// occupied is the case of a file in the way of a rename.
func (m *maker) occupied(s subject, o outcome) outcome {
	there := m.real[s.path]
	if !s.occupied || o.action.Kind != Move && o.action.Kind != Conflict ||
		o.action.Kind == Move && there.present && DigestOf(o.action.File.Data) == there.digest {
		return o
	}
	stay := outcome{action: Action{Kind: Keep, Path: s.path, File: render.File{Path: s.path, Class: s.class}}}
	if s.target == nil { // the user's own file, or one that is theirs now
		stay.action.Path, stay.action.File.Path = s.from, s.from
		stay.action.Notice = "it was not moved with its directory: " + s.path + " exists"
		return stay
	}
	take := o
	if o.action.Kind == Conflict {
		take = *o.take
	}
	stay.lines, stay.base = []Entry{s.keptLine()}, s.newBase()
	c := outcome{action: Action{Kind: Conflict, Path: s.path, From: s.from, File: s.target.File}, lines: s.remembered(), keep: &stay}
	c.action.Reason = s.from + " is to be moved here, but a file is in the way"
	m.stamp(&c.action)
	if there.present {
		c.take = &take
	} else {
		c.action.Reason = s.from + " is to be moved here, but " + there.blocked + moveAway
	}
	c.action.Choices = choices(c, wayNotMoved, wayMove)
	return c
}

// choices lists what to type. commands adds the command.
func choices(o outcome, keep, take way) []Choice {
	var out []Choice
	add := func(there *outcome, flag, arg string, w way) {
		if there != nil {
			out = append(out, Choice{flag, " --" + flag + arg, w.label(), w.effect()})
		}
	}
	path := " " + ShellQuote(o.action.Path)
	add(o.keep, "keep", path, keep)
	add(o.take, "take", path, take)
	add(o.markers, "markers", "", wayMarkers)
	return out
}

// commands completes the choices: the command as it was typed, the decisions made so far, and the new one.
func (m *maker) commands(p *Plan) {
	words := []string{m.command}
	for _, list := range []struct {
		flag string
		*patterns
	}{{"--keep", m.keep}, {"--take", m.take}} {
		for i, pattern := range list.list {
			if list.hit[i] {
				words = append(words, list.flag, ShellQuote(pattern))
			}
		}
	}
	if m.in.Options.Markers {
		words = append(words, "--markers")
	}
	for _, a := range p.Conflicts() {
		for i, c := range a.Choices {
			if c.Flag != "eject" {
				a.Choices[i].Command = strings.Join(words, " ") + c.Command
			}
		}
	}
}
