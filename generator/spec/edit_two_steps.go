package spec

import (
	"strings"
	"unicode/utf8"
)

const inTwoSteps = "in_two_steps"

// StartTwoSteps writes in_two_steps to a field that has renamed_from, and returns the changed file.
func StartTwoSteps(sources []Source, at Target) (Source, error) {
	e, err := edit(sources, at.Service)
	if err != nil {
		return Source{}, err
	}
	return e.take(at.Service, []step{func(p *patch, service *node) {
		n := descend(service, []string{"resources", at.Resource, "fields", at.Field})
		switch {
		case n == nil:
			p.failed = true
		case n.kind == mapping:
			p.add(n, inTwoSteps, &node{kind: boolean, text: "true"})
		default:
			end := utf8.RuneCountInString(strings.TrimRight(n.text, " \n"))
			p.replace(n, end, end, " "+inTwoSteps)
		}
	}})
}

// FinishTwoSteps deletes in_two_steps from a field, and returns the changed file.
func FinishTwoSteps(sources []Source, at Target) (Source, error) {
	e, err := edit(sources, at.Service)
	if err != nil {
		return Source{}, err
	}
	_, f, err := e.field(at)
	if err != nil {
		return Source{}, err
	}
	if !f.InTwoSteps {
		return Source{}, e.problem(f.Pos, "the first step is svcgen rename field … --in-two-steps", "field %s is not being renamed in two steps", quote(f.Name))
	}
	return e.take(at.Service, []step{func(p *patch, service *node) {
		p.dropWord(descend(service, []string{"resources", at.Resource, "fields", at.Field}), inTwoSteps)
	}})
}
