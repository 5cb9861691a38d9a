package main

import (
	"slices"

	"github.com/svcgen/svcgen/generator/ledger"
	"github.com/svcgen/svcgen/generator/lineage"
	"github.com/svcgen/svcgen/generator/spec"
)

// memberThings are the parts of a spec that have code, and no data of their own.
func memberThings() []thing {
	return []thing{
		{string(spec.ActionMember), []string{"SERVICE", "RESOURCE", "ACTION"}, "an action of a resource"},
		{string(spec.MethodMember), []string{"SERVICE", "METHOD"}, "a method of a service"},
		{string(spec.JobMember), []string{"SERVICE", "JOB"}, "a job of a service"},
		{string(spec.ConsumerMember), []string{"SERVICE", "CONSUMER"}, "a consumer of a service"},
	}
}

// memberKind returns the kind of member that a thing is; "" if it is none.
func memberKind(what string) spec.MemberKind {
	if slices.ContainsFunc(memberThings(), func(t thing) bool { return t.what == what }) {
		return spec.MemberKind(what)
	}
	return ""
}

// member is what names lead to: SERVICE RESOURCE ACTION, or SERVICE NAME.
func member(kind spec.MemberKind, names []string) spec.Member {
	m := spec.Member{Kind: kind, Service: names[0], Name: names[len(names)-1]}
	if len(names) > 2 {
		m.Resource = names[1]
	}
	return m
}

// formerMember returns the name for renamed_from of a member: the one that its code has, or "" if the rename gives it back.
func formerMember(last *ledger.Ledger, s *spec.Spec, at spec.Member, to string) string {
	if known := lineage.KnownMember(last, s, at); known != to {
		return known
	}
	return ""
}

// membersIn are the names that follow those in of on the way to a member: services, then resources for an action, then members.
func membersIn(s *spec.Spec, kind spec.MemberKind, of []string) []string {
	if len(of) == 0 {
		return below(s, nil)
	}
	if len(of) == 1 && kind == spec.ActionMember {
		return resourcesIn(s, of[0])
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

// explained are the members that can be explained below a path.
func explained(s *spec.Spec, of []string) []string {
	switch len(of) {
	case 1:
		return slices.Concat(memberNames(s, spec.MethodMember, of), memberNames(s, spec.JobMember, of), memberNames(s, spec.ConsumerMember, of))
	case 2:
		return memberNames(s, spec.ActionMember, of)
	}
	return nil
}
