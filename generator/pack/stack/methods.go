package stack

import (
	"slices"

	"github.com/svcgen/svcgen/generator/model"
)

// restMethods returns the methods of the service that belong to no resource and that users can call.
func restMethods(s *model.Service) []model.Method {
	return slices.DeleteFunc(slices.Clone(s.OwnMethods), func(m model.Method) bool { return m.Rule != nil && !m.Rule.ForUsers() })
}

// methodTest returns what the name of the test of a method ends in.
func methodTest(m model.Method) string { return m.Resource.Service.GoName + "Method" + m.UseCase }
