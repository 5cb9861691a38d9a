package stack

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
)

// restActions returns the actions of the resource that users can call.
func restActions(r *model.Resource) []model.Method {
	return slices.DeleteFunc(r.Actions(), func(m model.Method) bool { return !r.ForUsers(m.Name) })
}

// restSetters returns the actions without a transition that a test can call whatever the entity holds.
func restSetters(r *model.Resource) []model.Method {
	return slices.DeleteFunc(restActions(r), func(m model.Method) bool { return m.Action.Field != nil || m.Action.Checked() })
}

// walk is a way through the states of an entity, from the one that it is created in.
type walk struct {
	Field *model.Field
	Steps []step
}

// step is an action that a test calls.
type step struct {
	Action string // adjustStock
	After  string // the state in JSON, PRODUCT_STATUS_ACTIVE; "" if the action is not allowed
}

// restWalks returns a walk for each field with transitions. In each state it tries the actions that are not allowed, and it takes as
// many of the others as it can without taking one twice in the same state. Actions that may break rules of the entity are left out.
func restWalks(r *model.Resource) []walk {
	var all []walk
	for _, machine := range r.Machines() {
		machine.Actions = slices.DeleteFunc(machine.Actions, func(m model.Method) bool { return !r.ForUsers(m.Name) || m.Action.Checked() })
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
		all = append(all, step{action.Verb, state.ProtoName})
	}
}
