package spec

import "slices"

var actionKeys = []string{"transition", "set", "request", "returns", "renamed_from"}

// actionDecl is an action while it is read.
type actionDecl struct {
	*Action
	transition *entry // nil: there is none
	set        *entry // nil: there is none
	messages   []*decl
	method     bool // it is a method of a service
}

// readActions reads the names of actions, so that rules can name them, and what stands under each.
func (s *serviceDecl) readActions(r *resourceDecl, e entry) {
	if n := e.value; n.kind == absent || n.kind == null || n.kind == mapping && len(n.entries) == 0 {
		s.add(e.key.pos(), "actions: {publish: status draft -> active}", "resource %s has no actions under actions", quote(r.Name))
		return
	}
	seen := map[string]string{}
	for _, action := range s.entries(e.value, `"actions"`) {
		name := action.key.text
		switch f := nameFault("action", name); {
		case !f.ok():
			s.add(action.key.pos(), f.hint, "%s", f.msg)
		case slices.Contains(reservedActions(), name):
			s.add(action.key.pos(), "choose another name", "action %s has the name of a standard method", quote(name))
		default:
			if before := collision(seen, name); before != "" {
				s.add(action.key.pos(), "rename one of them", "actions %s and %s have the same name in Go", quote(before), quote(name))
			}
		}
		a := actionDecl{Action: &Action{Pos: action.key.pos(), Name: name}}
		r.Actions = append(r.Actions, a.Action)
		if s.readAction(r, &a, action) {
			r.actions = append(r.actions, a)
		}
	}
}

// readAction finds the parts of an action in either form. It reports whether there are some.
func (s *serviceDecl) readAction(r *resourceDecl, a *actionDecl, e entry) bool {
	switch {
	case e.value.scalar():
		a.transition = &e
	case e.value.kind != mapping:
		s.unfit(e, "a transition such as status draft -> active")
		return false
	default:
		for _, k := range s.entries(e.value, "action "+quote(a.Name)) {
			switch k.key.text {
			case "transition":
				a.transition = &k
			case "set":
				a.set = &k
			case "request":
				a.Own = true
				a.Request = s.readRequest(a, k)
			case "returns":
				a.Own = true
				a.Returns = s.readReturns(r, a, k)
			case "renamed_from":
				a.RenamedFrom = s.renamedFrom(k, "action", a.Name)
			default:
				s.unknown(k.key.pos(), "key", k.key.text, inAction, actionKeys)
			}
		}
	}
	there := a.transition != nil || a.set != nil || a.Own
	if empty := len(e.value.entries) == 0 || len(e.value.entries) == 1 && a.RenamedFrom != ""; !there && empty {
		s.add(a.Pos, a.Name+": status draft -> active", "action %s changes nothing", quote(a.Name))
	}
	return there
}

// linkActions resolves the fields and values that actions name, when the fields and enums are known.
func (s *serviceDecl) linkActions(r *resourceDecl) {
	for _, a := range r.actions {
		if a.transition != nil {
			s.linkTransition(r, a)
		}
		if a.set != nil {
			s.linkSet(r, a)
		}
		for _, d := range a.messages {
			s.linkMessageField(d)
		}
	}
}

func (s *serviceDecl) linkTransition(r *resourceDecl, a actionDecl) {
	if !a.transition.value.scalar() {
		s.unfit(*a.transition, "a transition such as status draft -> active")
		return
	}
	text := item{a.transition.value.text, place{node: a.transition.value}}
	words, ok := parseTransition(text)
	if !ok {
		s.add(text.at.pos(), "write FIELD FROM, FROM -> TO, as in status draft, active -> archived", "%s is not a transition", quote(text.text))
		return
	}
	t := words.transition(text.at.pos())
	a.Transition = &t
	d := s.stateField(r, words.field)
	if d == nil {
		return
	}
	values := s.enum(d.Enum).Values
	var seen []string
	for _, w := range words.values() {
		switch {
		case !slices.Contains(values, w.text):
			hint := orElse(DidYouMean(w.text, values), "it has "+enumerate(values))
			s.add(w.at.pos(), hint, "field %s has no value %s", quote(t.Field), quote(w.text))
		case slices.Contains(seen, w.text):
			s.add(w.at.pos(), "", "value %s is named twice", quote(w.text))
		}
		seen = append(seen, w.text)
	}
}

// stateField returns the field whose values a transition changes; nil if it is reported.
func (s *serviceDecl) stateField(r *resourceDecl, w item) *decl {
	i := slices.IndexFunc(r.decls, func(d *decl) bool { return d.Name == w.text })
	if i < 0 {
		var enums []string
		for _, d := range r.decls {
			if d.Type == EnumType {
				enums = append(enums, d.Name)
			}
		}
		s.add(w.at.pos(), DidYouMean(w.text, enums), "resource %s has no field %s", quote(r.Name), quote(w.text))
		return nil
	}
	d := r.decls[i]
	if d.skip || d.Type == EnumType && s.enum(d.Enum) == nil {
		return nil // it is reported itself
	}
	name := quote(d.Name)
	switch {
	case d.Type != EnumType || d.Repeated:
		s.add(w.at.pos(), "the states are the values of an enum: "+d.Name+": enum=draft,active default=draft output_only", "field %s is not an enum", name)
	case !d.OutputOnly:
		s.add(w.at.pos(), "add output_only to field "+d.Name, "an update could set %s past its transitions", name)
	case d.Default == nil:
		s.add(w.at.pos(), "add a default, the first state, to field "+d.Name, "field %s has no first state", name)
	case d.Sensitive:
		s.add(w.at.pos(), "leave out sensitive", "the error of an action that is not allowed names the value of %s", name)
	default:
		return d
	}
	return nil
}

// linkSet reads what an action sets: publish_time: now, note: null.
func (s *serviceDecl) linkSet(r *resourceDecl, a actionDecl) {
	if n := a.set.value; n.kind == mapping && len(n.entries) == 0 || n.kind == absent || n.kind == null {
		s.add(a.set.key.pos(), "set: {publish_time: now}", "action %s sets nothing", quote(a.Name))
		return
	}
	for _, e := range s.entries(a.set.value, `"set"`) {
		i := slices.IndexFunc(r.decls, func(d *decl) bool { return d.Name == e.key.text })
		switch {
		case i < 0:
			names := make([]string, len(r.decls))
			for n, d := range r.decls {
				names[n] = d.Name
			}
			s.add(e.key.pos(), DidYouMean(e.key.text, names), "resource %s has no field %s", quote(r.Name), quote(e.key.text))
		case !r.decls[i].skip:
			if setting, ok := s.setting(a, r.decls[i], e); ok {
				a.Set = append(a.Set, setting)
			}
		}
	}
}

// setting reads the value that an action gives a field.
func (s *serviceDecl) setting(a actionDecl, d *decl, e entry) (Setting, bool) {
	set := Setting{Pos: e.key.pos(), Field: d.Name}
	refuse := func(at Pos, hint, format string, args ...any) (Setting, bool) {
		s.add(at, hint, format, args...)
		return set, false
	}
	name, given := quote(d.Name), arg{key: d.Name, text: e.value.text, textAt: place{node: e.value}}
	switch {
	case a.Transition != nil && a.Transition.Field == d.Name:
		return refuse(e.key.pos(), "", "the transition sets %s", name)
	case d.Immutable || d.Now:
		return refuse(e.key.pos(), "leave out immutable", "field %s is set at creation, and never changes", name)
	case e.value.kind == null && d.Optional:
		return set, true
	case e.value.kind == null:
		return refuse(e.value.pos(), "add optional to field "+d.Name, "field %s is never null", name)
	case !e.value.scalar():
		s.unfit(e, "a value")
		return set, false
	case d.can(moment) && given.text == now && !d.Repeated:
		set.Now = true
		return set, true
	case given.text == "caller.id":
		return refuse(e.value.pos(), "", "%s is not generated yet", quote(given.text))
	case d.Repeated || d.Unique || !d.can(defaulted):
		return refuse(e.key.pos(), "write it in Go, in the hook check… of the resource", "an action cannot give field %s a value", name)
	case d.Type == EnumType:
		set.Value = &given.text
		if enum := s.enum(d.Enum); enum != nil {
			before := len(s.problems)
			s.valueIn(given, given.text, enum.Values)
			return set, len(s.problems) == before
		}
		return set, false
	}
	before := len(s.problems)
	if d.textOK(d.Name, given) {
		set.Value = d.canonicalValue(given)
	}
	if len(s.problems) > before {
		return set, false
	}
	if required := !d.Optional && d.Default == nil && !d.OutputOnly; required && *set.Value == "" {
		return refuse(e.value.pos(), "", "field %s is never empty", name)
	}
	return set, true
}
