package plan

import "github.com/svcgen/svcgen/generator/render"

// blocked is the case of something else than a regular file at the path: nothing is ever written there.
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
	o.action.Kind, o.action.Reason, o.action.File = Conflict, s.disk.blocked, s.target.File
	o.keep = &stay
	o.action.Choices = m.choices(o, "what is there stays, and is yours from now on", "")
	return o
}

// conflict is the case of an owned or appended file that is not as it should be.
func (m *maker) conflict(s subject, v verdict) outcome {
	o := outcome{action: Action{Kind: Conflict, Path: s.path, File: render.File{Path: s.path, Class: s.class}}, lines: s.remembered()}
	if s.moves() {
		o.action.From = s.from
	}
	keepEffect, takeEffect := "your version stays until svcgen has a new one", "svcgen's version replaces yours"
	var stay, take outcome
	switch v {
	case conflictForeign:
		o.action.Reason = "a file that svcgen did not write is in the way"
		stay, take, o.lines = m.stay(s, s.keptLine()), m.write(s, Update, s.target.Data), nil
	case conflictDrift:
		o.action.Reason = "you edited a file that svcgen owns"
		switch {
		case s.known.digest == "":
			o.action.Reason = "it is neither of the versions that svcgen wrote on the two branches that were merged"
		case s.known.digest != s.target.digest:
			o.action.Reason = "you edited a file that svcgen owns, and svcgen has a new version of it"
		}
		stay, take = m.stay(s, s.keptLine()), m.write(s, Update, s.target.Data)
	case conflictOrphan:
		o.action.Reason = "you edited a file that svcgen owns, and svcgen does not need it any more"
		keepEffect, takeEffect = "the file stays and is yours from now on", "the file is deleted, your edits with it"
		o.action.Path, o.action.From = s.from, ""
		stay, take = m.stay(s), m.outcome(s, remove)
	case conflictGone:
		o.action.Reason = "it was deleted, but a migration that may have run somewhere must stay"
		keepEffect, takeEffect = "it stays deleted", "it is written again"
		stay, take = m.stay(s, Entry{s.path, Ejected, s.target.digest}), m.write(s, Update, s.target.Data)
	}
	if s.target != nil {
		o.action.File = s.target.File
	}
	m.stamp(&o.action)
	o.keep, o.take = &stay, &take
	o.action.Choices = m.choices(o, keepEffect, takeEffect)
	if s.class == render.Owned && v == conflictDrift {
		o.action.Choices = append(o.action.Choices, Choice{
			"eject", "svcgen eject " + shellWord(s.path), "the file is yours for good",
		})
	}
	return o
}

// keptLine remembers that the user's version was chosen over svcgen's present one.
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
	if len(r.hunks) > 0 {
		both := m.write(s, Merge, r.text)
		both.action.Reason, both.action.Notice, both.action.Markers = r.problem, "resolve the conflict markers in it", true
		o.markers = &both
	}
	o.action.Choices = m.choices(o, "your version stays; svcgen's changes are left out", "svcgen's version replaces yours")
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
	c.action.Reason = "it would come here from " + s.from + ", but a file is in the way"
	m.stamp(&c.action)
	takeEffect := ""
	if there.present {
		c.take, takeEffect = &take, "the file that is moved replaces what is there"
	}
	c.action.Choices = m.choices(c, "both files stay where they are and are yours", takeEffect)
	return c
}

// choices lists what to type.
func (m *maker) choices(o outcome, keepEffect, takeEffect string) []Choice {
	var out []Choice
	add := func(way *outcome, flag, arg, effect string) {
		if way != nil {
			out = append(out, Choice{flag, m.command + " --" + flag + arg, effect})
		}
	}
	path := " " + shellWord(o.action.Path)
	add(o.keep, "keep", path, keepEffect)
	add(o.take, "take", path, takeEffect)
	add(o.markers, "markers", "", "both versions are written, between conflict markers")
	return out
}
