package model

import (
	"slices"
	"strings"

	"github.com/svcgen/svcgen/generator/kind"
	"github.com/svcgen/svcgen/generator/naming"
	"github.com/svcgen/svcgen/generator/spec"
)

// Action is what a method beside the standard ones does with the row.
type Action struct {
	GoName string // Publish: the method of the entity
	Verb   string // publish: in the path; adjustStock
	Was    string // its name in the last run; "" if it is new
	Field  *Field // whose value changes; nil if there is no transition
	From   []kind.EnumValue
	To     kind.EnumValue
	Set    []Setting

	Own     bool      // its body is Go of the user
	Body    string    // repriceProduct: the function with the body of an own action
	Request *Resource // what clients send beside the id and the etag, as an entity that is not stored; nil for nothing
	Returns *Resource // the answer, likewise; nil for the resource
}

// Setting is a field that an action sets.
type Setting struct {
	Field *Field
	Now   bool    // the time of the change
	Value *string // canonical text; nil if Now, or if the action clears the field
}

// Transition returns the transition as the spec writes it: status draft, active -> archived; "" if there is none.
func (a *Action) Transition() string {
	if a.Field == nil {
		return ""
	}
	return spec.FormatTransition(&spec.Transition{Field: a.Field.Name, From: a.States(), To: a.To.Name})
}

// States returns the names of the states in which the action is allowed.
func (a *Action) States() []string {
	names := make([]string, len(a.From))
	for i, v := range a.From {
		names[i] = v.Name
	}
	return names
}

// Allows reports whether the action is allowed in a state, a value of the field.
func (a *Action) Allows(state kind.EnumValue) bool {
	return slices.ContainsFunc(a.From, func(v kind.EnumValue) bool { return v.Name == state.Name })
}

// Sets reports whether the action gives a field a value.
func (a *Action) Sets(f *Field) bool {
	return slices.ContainsFunc(a.Set, func(s Setting) bool { return s.Field == f && (s.Now || s.Value != nil) })
}

// Does returns what the action does, in words: "changes the status from draft or active to archived".
func (a *Action) Does() string { return a.does("") }

// DoesTo is Does, and names the resource: "changes the status of a product from draft or active to archived".
func (a *Action) DoesTo(r *Resource) string { return a.does(" of " + r.Article + " " + r.Title) }

func (a *Action) does(of string) string {
	var parts []string
	if a.Field != nil {
		parts = append(parts, "changes the "+a.Field.Title+of+" from "+strings.Join(a.States(), " or ")+" to "+a.To.Name)
		of = ""
	}
	titles := make([]string, len(a.Set))
	for i, s := range a.Set {
		titles[i] = s.Field.Title
	}
	if len(titles) > 0 {
		parts = append(parts, "sets the "+strings.Join(titles, " and ")+of)
	}
	if len(parts) == 0 {
		return "runs the action " + a.Verb + of
	}
	return strings.Join(parts, ", and ")
}

// Messages returns the request and the answer of the action, as far as it has them.
func (a *Action) Messages() []*Resource {
	return slices.DeleteFunc([]*Resource{a.Request, a.Returns}, func(r *Resource) bool { return r == nil })
}

// Changes reports whether the action itself changes the entity, before its body if it has one.
func (a *Action) Changes() bool { return a.Field != nil || len(a.Set) > 0 }

// Checked reports whether the values that the action sets can break a rule of the entity: one between fields, or a limit of a time.
func (a *Action) Checked() bool {
	return slices.ContainsFunc(a.Set, func(s Setting) bool {
		return len(s.Field.Checks()) > 0 || s.Now && (s.Field.Min != nil || s.Field.Max != nil)
	})
}

// Machine is a field whose values only actions change.
type Machine struct {
	Field   *Field
	Actions []Method // that change it
}

// Machines returns the fields with transitions, in the order of the first action of each.
func (r *Resource) Machines() []Machine {
	var all []Machine
	for _, m := range r.Methods {
		if m.Action == nil || m.Action.Field == nil {
			continue
		}
		at := slices.IndexFunc(all, func(o Machine) bool { return o.Field == m.Action.Field })
		if at < 0 {
			at = len(all)
			all = append(all, Machine{Field: m.Action.Field})
		}
		all[at].Actions = append(all[at].Actions, m)
	}
	return all
}

// Func returns the method of the entity that lists the actions which its state allows: statusActions.
func (m Machine) Func() string { return naming.LowerFirst(m.Field.GoName) + "Actions" }

// Allowed returns the actions that are allowed in a state.
func (m Machine) Allowed(state kind.EnumValue) []Method {
	return slices.DeleteFunc(slices.Clone(m.Actions), func(action Method) bool { return !action.Action.Allows(state) })
}

// FileName returns the stem of the names of an own action's files: product.reprice. A stem of a resource's files has no dot, so no
// resource can be in the way.
func (m Method) FileName() string {
	if m.OfService() {
		return m.Resource.FileName + "." + naming.FileStem(string(m.Name), "gen", "jobs")
	}
	return m.Resource.FileName + "." + naming.FileStem(string(m.Name), "gen", "prepare")
}

// HasOwnActions reports whether there is an action whose body is Go of the user.
func (m *Model) HasOwnActions() bool {
	return slices.ContainsFunc(m.Services, func(s *Service) bool {
		return slices.ContainsFunc(s.Resources, func(r *Resource) bool { return len(r.OwnActions()) > 0 })
	})
}

// OwnActions returns the actions whose bodies are Go of the user.
func (r *Resource) OwnActions() []Method {
	return slices.DeleteFunc(r.Actions(), func(m Method) bool { return !m.Action.Own })
}

// Actions returns the methods of the resource that are actions.
func (r *Resource) Actions() []Method {
	return slices.DeleteFunc(slices.Clone(r.Methods), func(m Method) bool { return m.Action == nil })
}
