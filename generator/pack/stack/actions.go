package stack

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
)

// restActions returns the actions of the resource that users can call.
func restActions(r *model.Resource) []model.Method {
	return slices.DeleteFunc(r.Actions(), func(m model.Method) bool { return !r.ForUsers(m.Name) })
}

// restPlain returns those of them without a body of the user's.
func restPlain(r *model.Resource) []model.Method {
	return slices.DeleteFunc(restActions(r), func(m model.Method) bool { return m.Action.Own })
}

// restOwn returns the actions of the resource with a body of the user's that users can call. What the body does is not known, so tests
// stop where it begins.
func restOwn(r *model.Resource) []model.Method {
	return slices.DeleteFunc(restActions(r), func(m model.Method) bool { return !m.Action.Own })
}

// restAsked returns a Go expression for the object with which tests call an action.
func restAsked(m model.Method) string {
	if m.Action.Request == nil {
		return "testkit.Object{}"
	}
	var members []string
	for _, f := range m.Action.Request.Fields {
		value := goJSON(f.JSONElement(f.Sample(0)))
		if f.Repeated {
			value = "[]any{" + value + "}"
		}
		members = append(members, strconv.Quote(f.JSONName)+": "+value)
	}
	return "testkit.Object{" + strings.Join(members, ", ") + "}"
}

// goJSON returns a Go expression for a JSON value.
func goJSON(value string) string {
	var text string
	switch {
	case json.Unmarshal([]byte(value), &text) == nil:
		return strconv.Quote(text)
	case strings.HasPrefix(value, "{") || strings.HasPrefix(value, "["):
		return "json.RawMessage(" + strconv.Quote(value) + ")"
	}
	return value
}

// restRequired returns the first field that a client must send to an action; nil if there is none.
func restRequired(m model.Method) *model.Field {
	if m.Action.Request == nil {
		return nil
	}
	return fixture.First(m.Action.Request.Fields, func(f *model.Field) bool { return f.Required })
}

// restSetters returns the actions without a transition that a test can call whatever the entity holds.
func restSetters(r *model.Resource) []model.Method {
	return slices.DeleteFunc(restPlain(r), func(m model.Method) bool { return m.Action.Field != nil || m.Action.Checked() })
}

// restVerb returns what follows the path of an entity in that of an action, as a Go literal: ":publish".
func restVerb(m model.Method) string { return strconv.Quote(":" + m.Action.Verb) }

// walk is a way through the states of an entity, from the one that it is created in.
type walk struct {
	Field *model.Field
	Steps []step
}

// step is an action that a test calls.
type step struct {
	Action string // adjustStock
	After  string // the state in JSON; "" if the action is not allowed
}

// restWalks returns a walk for each field with transitions. In each state it tries the actions that are not allowed, and it takes as
// many of the others as it can without taking one twice in the same state. Actions that may break rules of the entity are left out.
func restWalks(r *model.Resource) []walk {
	var all []walk
	for _, machine := range r.Machines() {
		machine.Actions = slices.DeleteFunc(machine.Actions, func(m model.Method) bool { return !r.ForUsers(m.Name) || m.Action.Own || m.Action.Checked() })
		if len(machine.Actions) > 0 {
			all = append(all, walk{machine.Field, steps(machine)})
		}
	}
	return all
}

func steps(machine model.Machine) []step {
	type pair struct{ action, state string }
	var all []step
	taken, seen := map[pair]bool{}, map[string]bool{}
	state := machine.Field.Enum.Value(machine.Field.Default)
	for {
		if !seen[state.Name] {
			seen[state.Name] = true
			for _, m := range machine.Actions {
				if !m.Action.Allows(state) {
					all = append(all, step{Action: m.Action.Verb})
				}
			}
		}
		next := slices.DeleteFunc(machine.Allowed(state), func(m model.Method) bool { return taken[pair{m.Action.Verb, state.Name}] })
		if len(next) == 0 {
			return all
		}
		action := next[0].Action
		if at := slices.IndexFunc(next, func(m model.Method) bool { return !seen[m.Action.To.Name] }); at >= 0 {
			action = next[at].Action
		}
		taken[pair{action.Verb, state.Name}] = true
		state = action.To
		all = append(all, step{action.Verb, state.JSONName})
	}
}
