package stack

import (
	"slices"

	"github.com/svcgen/svcgen/generator/fixture"
	"github.com/svcgen/svcgen/generator/model"
	"github.com/svcgen/svcgen/generator/spec"
)

// restKeyed returns the methods without an id that users can send with a key.
func restKeyed(r *model.Resource) []model.Method {
	return slices.DeleteFunc(slices.Clone(r.Methods), func(m model.Method) bool {
		return !m.Idempotent || m.TakesID || !r.ForUsers(m.Name) || m.Name == spec.BatchCreate && !fixture.DistinctOfUser(r)
	})
}

// isCreate reports whether a method creates one of a resource.
func isCreate(m model.Method) bool { return m.Name == spec.Create }

// restRefused returns a body that a method refuses, as a Go expression; "" if there is none.
func restRefused(m model.Method) string {
	if slices.ContainsFunc(m.Resource.Inputs(), func(f *model.Field) bool { return f.Required }) {
		return "testkit.Object{}"
	}
	return ""
}

// restCounted returns the path of a list that holds what users have created by the method; "" if there is none.
func restCounted(m model.Method) string {
	if r := m.Resource; r.ForUsers(spec.List) {
		return r.Path
	}
	return ""
}

// restKeyedVerbs returns a Go list of those of the actions that tests call which users can send with a key; "" if there are none.
func restKeyedVerbs(r *model.Resource) string {
	var verbs []string
	for _, m := range restPlain(r) {
		if m.Idempotent {
			verbs = append(verbs, m.Action.Verb)
		}
	}
	return goTexts(verbs)
}
