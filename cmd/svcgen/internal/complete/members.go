package complete

import (
	"slices"

	"github.com/svcgen/svcgen/generator/spec"
)

// Members are the names that follow those in of on the way to a member: services, then resources for an action, then members.
func Members(s *spec.Spec, kind spec.MemberKind, of []string) []string {
	if len(of) == 0 {
		return Below(s, nil)
	}
	if len(of) == 1 && kind == spec.ActionMember {
		return Resources(s, of[0])
	}
	return memberNames(s, kind, of)
}

// memberNames are the names of the members of a service, or of a resource of it.
func memberNames(s *spec.Spec, kind spec.MemberKind, of []string) []string {
	service := find(s.Services, of[0], func(s *spec.Service) string { return s.Name })
	if service == nil {
		return nil
	}
	var names []string
	for _, m := range service.Members(kind, of[len(of)-1]) {
		names = append(names, m.Name)
	}
	return names
}

// Explained are the members that can be explained below a path.
func Explained(s *spec.Spec, of []string) []string {
	switch len(of) {
	case 1:
		return slices.Concat(memberNames(s, spec.MethodMember, of), memberNames(s, spec.JobMember, of), memberNames(s, spec.EventMember, of), memberNames(s, spec.ConsumerMember, of))
	case 2:
		return memberNames(s, spec.ActionMember, of)
	}
	return nil
}
